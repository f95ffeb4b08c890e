use course::Question;
use leptos::prelude::*;

use super::{choice_model, stem};
use crate::learner::learner;

/// Radio buttons, one of which is right.
#[component]
pub(crate) fn SingleChoice(
    /// The question.
    question: StoredValue<Question>,
    /// The control's name in the form, and the stem of the options' ids.
    name: String,
) -> impl IntoView {
    let learner = learner();
    let options = Memo::new(move |_| {
        question.with_value(|question| {
            learner.with_state(question, |state| choice_model::options(question, state))
        })
    });
    view! {
        <For
            each=move || options.get()
            // A settled or retried option is another element: no old tick stays on it.
            key=|shown| (shown.answer.id.clone(), shown.attempt, shown.chosen, shown.settled)
            let:shown
        >
            {
                let id = format!("{name}-{}", shown.answer.id);
                let (label, more) = stem::split(&shown.answer.html);
                let (label, more) = (label.to_owned(), more.to_owned());
                view! {
                    <div
                        class="question-option"
                        data-chosen=shown.chosen.then_some("")
                        data-correct=shown.settled.then_some(shown.answer.correct.to_string())
                    >
                        <input
                            type="radio"
                            id=id.clone()
                            name=name.clone()
                            value=shown.answer.id
                            checked=shown.chosen
                            disabled=shown.settled
                        />
                        <label for=id inner_html=label></label>
                        {(!more.is_empty())
                            .then(|| view! { <div class="question-more" inner_html=more></div> })}
                    </div>
                }
            }
        </For>
    }
}
