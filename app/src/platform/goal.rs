use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{CustomEvent, Element};

/// What a lab's module says on the lab's section when its goal was judged: `met` or `unmet`.
const GOAL: &str = "layerwise-lab-goal";

/// Runs `met` with the id of each lab whose goal is met.
pub(crate) fn on_met(met: impl Fn(&str) + 'static) {
    let listener = window_event_listener_untyped(GOAL, move |event| {
        let said = event
            .dyn_ref::<CustomEvent>()
            .and_then(|event| event.detail().as_string());
        let lab = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|section| section.get_attribute("data-lab"));
        if let (Some("met"), Some(lab)) = (said.as_deref(), lab) {
            met(&lab);
        }
    });
    on_cleanup(move || listener.remove());
}
