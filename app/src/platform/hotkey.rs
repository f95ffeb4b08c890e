use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::storage;

/// Where the sheet of keys remembers that they are switched off; the presenter's module reads it too.
const KEY: &str = "layerwise:keys";

/// Runs `pressed` when this key is pressed alone, nobody is writing, and the reader has not switched
/// such keys off.
pub(crate) fn on(key: &'static str, pressed: impl Fn() + 'static) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let alone = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        let is_meant = event.key() == key && alone && !event.default_prevented();
        if is_meant && !is_writing() && are_on() {
            event.prevent_default();
            pressed();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Where storage is blocked, they are on.
fn are_on() -> bool {
    !matches!(storage::read(KEY), Ok(Some(text)) if text == r#""off""#)
}

/// Whether the focus is where a key is a letter, or a way through a list.
fn is_writing() -> bool {
    document().active_element().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            || element
                .dyn_ref::<HtmlElement>()
                .is_some_and(HtmlElement::is_content_editable)
    })
}
