use leptos::ev::{Event, SubmitEvent};
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, FormData, HtmlFormElement};

/// What stands in a form; nothing where there is none.
pub(crate) struct Form(Option<FormData>);

/// Stops the browser from sending the form, and gives what stands in it.
pub(crate) fn submitted(event: &SubmitEvent) -> Form {
    event.prevent_default();
    of(event)
}

/// The form that the event happened in.
pub(crate) fn of(event: &Event) -> Form {
    let form = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("form").ok().flatten())
        .and_then(|element| element.dyn_into::<HtmlFormElement>().ok());
    Form(form.and_then(|form| FormData::new_with_form(&form).ok()))
}

impl Form {
    /// The values of all controls of this name, in page order; a box that is not ticked has none.
    pub(crate) fn values(&self, name: &str) -> Vec<String> {
        let values = self.0.as_ref().map(|form| form.get_all(name));
        let values = values.iter().flat_map(|values| values.iter());
        values.filter_map(|value| value.as_string()).collect()
    }

    /// Whether a box of this name is ticked.
    pub(crate) fn is_checked(&self, name: &str) -> bool {
        self.0.as_ref().is_some_and(|form| form.has(name))
    }
}
