use leptos::ev::SubmitEvent;
use leptos::wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement};

/// Stops the browser from sending the form, and gives the value of the control `name` in it.
pub(crate) fn submitted(event: &SubmitEvent, name: &str) -> Option<String> {
    event.prevent_default();
    let form = event.target()?.dyn_into::<HtmlFormElement>().ok()?;
    FormData::new_with_form(&form).ok()?.get(name).as_string()
}
