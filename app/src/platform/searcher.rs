use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use search::{Ask, Message, Told};
use web_sys::{Event, MessageEvent, Worker};

use super::site_files;

/// What the worker posts first: it listens.
const READY: &str = "ready";

/// Where the index is, under the site's root.
const INDEX: &str = "search/";

/// What hears the worker.
type Listener = Closure<dyn FnMut(Event)>;

/// The answer to a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The query.
    pub(crate) ask: Ask,
    /// The best hits, best first.
    pub(crate) hits: Vec<search::Hit>,
    /// How many there are in all.
    pub(crate) total: usize,
}

/// Full-text search in a Web Worker of its own, which is sent for with the first query. It ends
/// when this is dropped.
pub(crate) struct Searcher {
    worker: Worker,
    listens: Cell<bool>,
    /// The newest query, until the worker listens.
    waiting: RefCell<Option<Message>>,
    listener: RefCell<Option<Listener>>,
}

impl Searcher {
    /// Sends for the search; `None` where the browser refuses. `tell` hears each answer.
    pub(crate) fn start(tell: impl Fn(Found) + 'static) -> Option<Rc<Self>> {
        let searcher = Rc::new(Self {
            worker: site_files::worker("search.js")?,
            listens: Cell::new(false),
            waiting: RefCell::default(),
            listener: RefCell::default(),
        });
        let weak = Rc::downgrade(&searcher);
        let listener = Closure::new(move |event: Event| {
            let text = event
                .dyn_ref::<MessageEvent>()
                .and_then(|event| event.data().as_string());
            if let (Some(searcher), Some(text)) = (weak.upgrade(), text) {
                searcher.hear(&text, &tell);
            }
        });
        searcher
            .worker
            .set_onmessage(Some(listener.as_ref().unchecked_ref()));
        searcher.listener.replace(Some(listener));
        Some(searcher)
    }

    /// Asks; the answer is told, unless a later query comes before it.
    pub(crate) fn ask(&self, ask: Ask) {
        let message = Message::Ask(ask);
        if self.listens.get() {
            self.post(&message);
        } else {
            self.waiting.replace(Some(message));
        }
    }

    fn hear(self: &Rc<Self>, text: &str, tell: &impl Fn(Found)) {
        if text == READY {
            self.listens.set(true);
            if let Some(message) = self.waiting.take() {
                self.post(&message);
            }
            return;
        }
        match serde_json::from_str(text) {
            Ok(Told::Needs(names)) => names.into_iter().for_each(|name| self.fetch(name)),
            Ok(Told::Found { ask, hits, total }) => tell(Found { ask, hits, total }),
            // The worker is of the same build as this.
            Err(_) => {}
        }
    }

    fn fetch(self: &Rc<Self>, name: String) {
        let searcher = Rc::clone(self);
        spawn_local(async move {
            let text = site_files::text(&format!("{INDEX}{name}")).await;
            let text = text.unwrap_or_default();
            searcher.post(&Message::File { name, text });
        });
    }

    fn post(&self, message: &Message) {
        // Enums of texts and numbers can always be written, and text can always be posted.
        let text = serde_json::to_string(message).unwrap_or_default();
        let _ = self.worker.post_message(&text.into());
    }
}

impl Drop for Searcher {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.terminate();
    }
}
