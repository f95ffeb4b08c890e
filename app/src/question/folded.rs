use course::Question;
use leptos::prelude::*;

use super::stem;

/// The answers for a reader without JavaScript; the style sheet hides them from all others.
#[component]
pub(crate) fn Folded(
    /// The question.
    question: Question,
) -> impl IntoView {
    let answers: Vec<_> = question
        .answers
        .into_iter()
        .map(|answer| {
            let verdict = if answer.correct {
                "Right: "
            } else {
                "Not right: "
            };
            view! {
                <li>
                    <strong>{verdict}</strong>
                    <span inner_html=stem::split(&answer.html).0.to_owned()></span>
                    <div inner_html=answer.feedback_html></div>
                </li>
            }
        })
        .collect();
    view! {
        <details class="question-answers">
            <summary>"Show the answers"</summary>
            <ul>{answers}</ul>
            <div inner_html=question.explanation_html></div>
        </details>
    }
}
