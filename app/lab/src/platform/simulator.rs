use std::rc::Rc;

use lab_protocol::{Answer, Message, Packed, Printed, Reply, Unpacked};
use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{Event, HtmlScriptElement, MessageEvent, Worker, WorkerOptions, WorkerType};

/// What the worker posts first: it listens.
const READY: &str = "ready";

/// What a simulator tells the page.
pub(crate) enum News {
    /// It listens.
    Ready,
    /// It has answered; the answer's text too.
    Answered(Box<Answer>, String),
    /// A line has printed.
    Printed(Printed),
    /// The lab for a link.
    Packed(Packed),
    /// What a link held.
    Unpacked(Unpacked),
    /// It could not be loaded, or has crashed; why.
    Failed(String),
}

/// The simulator in a Web Worker of its own. It ends when this is dropped.
pub(crate) struct Simulator {
    worker: Worker,
    _listeners: [Closure<dyn FnMut(Event)>; 2],
}

impl Simulator {
    /// Sends for the simulator. `tell` hears of it, from the next turn of the event loop on.
    pub(crate) fn start(tell: impl Fn(News) + 'static) -> Result<Self, String> {
        let worker = worker().ok_or("this browser does not let the page start a worker")?;
        let tell = Rc::new(tell);
        let on_message = {
            let tell = Rc::clone(&tell);
            Closure::new(move |event: Event| tell(read(&event)))
        };
        let on_error = Closure::new(move |event: Event| {
            // The page says it in words; the console need not repeat it.
            event.prevent_default();
            tell(News::Failed(reason(&event)));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            _listeners: [on_message, on_error],
        })
    }

    /// Asks; the answer is told.
    pub(crate) fn ask(&self, message: &Message) {
        // Structs with text keys can always be written, and text can always be posted.
        let text = serde_json::to_string(message).unwrap_or_default();
        let _ = self.worker.post_message(&text.into());
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn read(event: &Event) -> News {
    let text = event
        .dyn_ref::<MessageEvent>()
        .and_then(|message| message.data().as_string())
        .unwrap_or_default();
    if text == READY {
        return News::Ready;
    }
    match serde_json::from_str(&text) {
        Ok(Reply::Simulated(answer)) => News::Answered(answer, text),
        Ok(Reply::Printed(printed)) => News::Printed(printed),
        Ok(Reply::Packed(packed)) => News::Packed(packed),
        Ok(Reply::Unpacked(unpacked)) => News::Unpacked(unpacked),
        Err(error) => News::Failed(format!("its answer cannot be read: {error}")),
    }
}

/// An error of the worker has a message; a script that could not be loaded has none.
fn reason(event: &Event) -> String {
    web_sys::js_sys::Reflect::get(event, &"message".into())
        .ok()
        .and_then(|message| message.as_string())
        .filter(|message| !message.is_empty())
        .unwrap_or_else(|| "it could not be loaded".to_owned())
}

/// The worker. The one file of a course has made an address for it, of a script that is whole.
fn worker() -> Option<Worker> {
    if let Some(link) = document().get_element_by_id("worker:simulator.js") {
        return Worker::new(&link.get_attribute("href")?).ok();
    }
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&script_address()?, &options).ok()
}

/// The absolute address of the worker's script. It is told by the boot script's own address, which
/// stays the same when the reader goes to another page without a page load.
fn script_address() -> Option<String> {
    let boot = document()
        .query_selector("script[type=module][src$='/lab-boot.js']")
        .ok()??
        .dyn_into::<HtmlScriptElement>()
        .ok()?
        .src();
    let folder = boot.strip_suffix("lab-boot.js")?;
    Some(format!("{folder}simulator.js"))
}
