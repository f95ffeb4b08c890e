//! Carries messages between the page and the search.

#[cfg(target_arch = "wasm32")]
fn main() {
    use std::cell::RefCell;

    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let session = RefCell::new(search::Session::default());
    let post = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let told = event
            .data()
            .as_string()
            .and_then(|text| serde_json::from_str(&text).ok())
            .and_then(|message| session.borrow_mut().hear(message))
            .and_then(|told| serde_json::to_string(&told).ok());
        if let Some(told) = told {
            // Text can always be posted.
            let _ = post.post_message(&JsValue::from_str(&told));
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // The page waits with its first message until this module listens.
    let _ = scope.post_message(&JsValue::from_str("ready"));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
