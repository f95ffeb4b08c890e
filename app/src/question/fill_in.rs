use course::FillIn;
use leptos::prelude::*;

use super::fill_in_model::width;
use super::standing_model::Shown;

/// Code with fields where something is left out.
#[component]
pub(crate) fn FillInCode(
    /// The code and its blanks.
    fill_in: FillIn,
    /// How the question stands.
    shown: Shown,
    /// The controls' name in the form.
    name: String,
) -> impl IntoView {
    let settled = shown.is_answered();
    let width = width(&fill_in).to_string();
    let blank = |number: usize| {
        let value = number
            .checked_sub(1)
            .and_then(|index| shown.given.get(index))
            .cloned()
            .unwrap_or_default();
        view! {
            <input
                type="text"
                name=name.clone()
                value=value.clone()
                prop:value=value
                size=width.clone()
                aria-label=format!("Blank {number}")
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                disabled=settled
            />
        }
    };
    let pieces = fill_in
        .code
        .iter()
        .enumerate()
        .map(|(number, piece)| {
            view! {
                {(number > 0).then(|| blank(number))}
                <span inner_html=piece.clone()></span>
            }
        })
        .collect_view();
    view! {
        <pre class="question-code"><code>{pieces}</code></pre>
    }
}
