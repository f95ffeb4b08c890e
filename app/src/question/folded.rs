use course::Question;
use leptos::prelude::*;

use super::folded_model;

/// The answers for a reader without JavaScript; the style sheet hides them from all others.
#[component]
pub(crate) fn Folded(
    /// The question.
    question: Question,
) -> impl IntoView {
    let solution: Vec<_> = folded_model::lines(&question)
        .into_iter()
        .map(|line| {
            view! {
                <li>
                    <strong>{line.label}</strong>
                    <span inner_html=line.html></span>
                    <div inner_html=line.feedback_html></div>
                </li>
            }
        })
        .collect();
    view! {
        <details class="question-answers">
            <summary>"Show the answers"</summary>
            <ul>{solution}</ul>
            <div inner_html=question.explanation_html></div>
        </details>
    }
}
