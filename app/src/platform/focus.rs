use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

/// Moves the focus to an element once it stands in the page.
pub(crate) fn on<E>(node: NodeRef<E>)
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + 'static,
{
    request_animation_frame(move || {
        if let Some(element) = node.get_untracked()
            && let Some(element) = element.dyn_ref::<HtmlElement>()
        {
            // A refusal leaves the focus where it was.
            let _ = element.focus();
        }
    });
}

/// Moves the focus to the group of fields in the element with this id.
pub fn on_first_field(id: String) {
    request_animation_frame(move || {
        let fields = document()
            .get_element_by_id(&id)
            .and_then(|element| element.query_selector("fieldset").ok().flatten());
        if let Some(fields) = fields.and_then(|fields| fields.dyn_into::<HtmlElement>().ok()) {
            // A refusal leaves the focus where it was.
            let _ = fields.focus();
        }
    });
}

/// Moves the focus to the page's heading without scrolling.
pub(crate) fn on_heading() {
    if let Ok(Some(heading)) = document().query_selector("h1")
        && let Some(heading) = heading.dyn_ref::<HtmlElement>()
    {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A refusal leaves the focus where it was.
        let _ = heading.focus_with_options(&options);
    }
}

/// Moves the focus to the element with this id.
pub(crate) fn on_id(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // A refusal leaves the focus where it was.
        let _ = element.focus();
    }
}
