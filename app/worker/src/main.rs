//! Carries messages between the page and the simulator.

#[cfg(target_arch = "wasm32")]
fn main() {
    use std::cell::RefCell;

    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    thread_local! {
        /// The message that is being answered.
        static CURRENT: RefCell<String> = const { RefCell::new(String::new()) };
    }

    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let post = {
        let scope = scope.clone();
        move |text: &str| drop(scope.post_message(&JsValue::from_str(text)))
    };
    // A panic ends this module, not the page: the page hears why, and starts a new worker for the next request.
    let post_panic = post.clone();
    std::panic::set_hook(Box::new(move |info| {
        let message = CURRENT.with_borrow(Clone::clone);
        post_panic(&lab_worker::broken(&message, &info.to_string()));
    }));
    let post_answer = post.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(message) = event.data().as_string() else {
            return;
        };
        CURRENT.set(message.clone());
        post_answer(&lab_worker::answer(&message));
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post("ready");
}

/// Natively a message is read from standard input: what the worker would say, without a browser.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::io::Result<()> {
    let message = std::io::read_to_string(std::io::stdin())?;
    println!("{}", lab_worker::answer(&message));
    Ok(())
}
