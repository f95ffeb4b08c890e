use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// How long a button says that it has copied.
const SAID_FOR: Duration = Duration::from_secs(2);

/// Marks a button that says so.
const SAYING: &str = "data-copied";

/// Makes the buttons beside code blocks work. They stand in the prose, which is not ours to render.
pub(crate) fn start() {
    window_event_listener(ev::click, |event| {
        let button = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|element| element.closest("button.copy").ok().flatten());
        if let Some(button) = button {
            copy(button);
        }
    });
}

/// Shows the buttons of the page that stands now. They are prerendered hidden: without JavaScript,
/// and on a page that is not secure, a browser lets nothing be copied by a button.
pub(crate) fn offer() {
    if !window().is_secure_context() {
        return;
    }
    request_animation_frame(|| {
        let Ok(buttons) = document().query_selector_all("button.copy[hidden]") else {
            return;
        };
        for index in 0..buttons.length() {
            if let Some(button) = buttons
                .item(index)
                .and_then(|node| node.dyn_into::<Element>().ok())
            {
                // Removing an attribute of a valid name does not fail.
                let _ = button.remove_attribute("hidden");
            }
        }
    });
}

fn copy(button: Element) {
    if button.has_attribute(SAYING) {
        return;
    }
    let code = button
        .parent_element()
        .and_then(|block| block.query_selector("pre").ok().flatten())
        .and_then(|code| code.text_content());
    let Some(code) = code else { return };
    let label = button.text_content();
    spawn_local(async move {
        let written = window().navigator().clipboard().write_text(&code);
        let copied = JsFuture::from(written).await.is_ok();
        button.set_text_content(Some(if copied { "Copied" } else { "Not copied" }));
        // Setting or removing an attribute of a valid name does not fail.
        let _ = button.set_attribute(SAYING, "");
        let over = move || {
            let _ = button.remove_attribute(SAYING);
            button.set_text_content(label.as_deref());
        };
        set_timeout(over, SAID_FOR);
    });
}
