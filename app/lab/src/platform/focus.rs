use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the focus to the child with this index.
pub(crate) fn on_child(parent: NodeRef<Div>, index: usize) {
    request_animation_frame(move || {
        let child = parent
            .get_untracked()
            .and_then(|parent| parent.children().item(u32::try_from(index).ok()?))
            .and_then(|child| child.dyn_into::<HtmlElement>().ok());
        if let Some(child) = child {
            // A refusal leaves the focus where it was.
            let _ = child.focus();
        }
    });
}
