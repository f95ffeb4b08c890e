use course::Answer;
use leptos::prelude::*;

use super::choice_model;
use super::standing_model::Shown;

/// Options to tick: radio buttons where one is right, check boxes where several may be.
#[component]
pub(crate) fn Choice(
    /// The question's id.
    id: String,
    /// The options in the author's order.
    answers: Vec<Answer>,
    /// How the question stands.
    shown: Shown,
    /// Whether the right answer is shown.
    revealed: bool,
    /// The controls' name in the form, and the stem of their ids.
    name: String,
    /// `radio` or `checkbox`.
    input: &'static str,
) -> impl IntoView {
    let settled = shown.is_answered();
    choice_model::options(&id, &answers, &shown, revealed)
        .into_iter()
        .map(|option| {
            let id = format!("{name}-{}", option.id);
            view! {
                <div
                    class="question-option"
                    data-chosen=option.chosen.then_some("")
                    data-correct=option.mark.map(|right| right.to_string())
                >
                    <input
                        type=input
                        id=id.clone()
                        name=name.clone()
                        value=option.id
                        checked=option.chosen
                        // What was ticked by hand stays ticked, whatever the attribute says.
                        prop:checked=option.chosen
                        disabled=settled
                    />
                    <label for=id inner_html=option.label_html></label>
                    {(!option.more_html.is_empty()).then(|| view! {
                        <div class="question-more" inner_html=option.more_html></div>
                    })}
                </div>
            }
        })
        .collect_view()
}
