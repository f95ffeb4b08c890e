use course::Typed;
use leptos::prelude::*;

use super::standing_model::Shown;

/// One line to type, and its unit.
#[component]
pub(crate) fn TextField(
    /// What is accepted; only the unit of it is shown.
    typed: Typed,
    /// How the question stands.
    shown: Shown,
    /// The control's name in the form.
    name: String,
    /// Whether a phone is to show digits.
    is_number: bool,
) -> impl IntoView {
    let value = shown.given.first().cloned().unwrap_or_default();
    view! {
        <label class="question-text">
            <span>"Your answer"</span>
            <input
                type="text"
                name=name
                value=value.clone()
                prop:value=value
                inputmode=is_number.then_some("decimal")
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                disabled=shown.is_answered()
            />
            {(!typed.unit.is_empty()).then(|| view! { <span>{typed.unit}</span> })}
        </label>
    }
}
