use std::rc::Rc;

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use preview::{Message, Told};
use web_sys::{Event, HtmlScriptElement, MessageEvent, Worker, WorkerOptions, WorkerType};

/// The course's compiler in a Web Worker of its own. It ends when this is dropped.
pub(crate) struct Compiler {
    worker: Worker,
    _listeners: [Closure<dyn FnMut(Event)>; 2],
}

impl Compiler {
    /// Sends for the compiler. `tell` hears of it, from the next turn of the event loop on: what it says, or why it is
    /// gone.
    pub(crate) fn start(tell: impl Fn(Result<Told, String>) + 'static) -> Result<Self, String> {
        let worker = worker().ok_or("this browser does not let the page start a worker")?;
        let tell = Rc::new(tell);
        let on_message = {
            let tell = Rc::clone(&tell);
            Closure::new(move |event: Event| tell(read(&event)))
        };
        let on_error = Closure::new(move |event: Event| {
            // The page says it in words; the console need not repeat it.
            event.prevent_default();
            tell(Err("it could not be loaded, or has crashed".to_owned()));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            _listeners: [on_message, on_error],
        })
    }

    /// Says something; an answer is told.
    pub(crate) fn say(&self, message: &Message) {
        // Structs with text keys can always be written, and text can always be posted.
        let text = serde_json::to_string(message).unwrap_or_default();
        let _ = self.worker.post_message(&text.into());
    }
}

impl Drop for Compiler {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn read(event: &Event) -> Result<Told, String> {
    let text = event
        .dyn_ref::<MessageEvent>()
        .and_then(|message| message.data().as_string())
        .unwrap_or_default();
    serde_json::from_str(&text).map_err(|error| format!("its answer cannot be read: {error}"))
}

fn worker() -> Option<Worker> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&script_address()?, &options).ok()
}

/// The absolute address of the worker's script, told by the boot script's own address.
fn script_address() -> Option<String> {
    let boot = document()
        .query_selector("script[type=module][src$='/author-boot.js']")
        .ok()??
        .dyn_into::<HtmlScriptElement>()
        .ok()?
        .src();
    let folder = boot.strip_suffix("author-boot.js")?;
    Some(format!("{folder}compiler.js"))
}
