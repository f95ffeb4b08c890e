//! Carries messages between the page and the compiler.

#[cfg(target_arch = "wasm32")]
fn main() {
    use std::cell::RefCell;

    use preview::{Session, Told};
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let post = {
        let scope = scope.clone();
        // Structs with text keys can always be written, and text can always be posted.
        move |told: &Told| {
            let text = serde_json::to_string(told).unwrap_or_default();
            let _ = scope.post_message(&JsValue::from_str(&text));
        }
    };
    let session = RefCell::new(Session::default());
    let answer = post.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let told = event
            .data()
            .as_string()
            .and_then(|text| serde_json::from_str(&text).ok())
            .and_then(|message| session.borrow_mut().hear(message));
        if let Some(told) = told {
            answer(&told);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // The page waits with its first message until this module listens.
    post(&Told::Ready);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
