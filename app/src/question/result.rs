use course::Question;
use leptos::html::Div;
use leptos::prelude::*;

use super::choice_model::Standing;

/// What the learner's choice means, and why.
#[component]
pub(crate) fn Result(
    /// The question.
    question: StoredValue<Question>,
    /// How it stands.
    #[prop(into)]
    standing: Signal<Standing>,
    /// Whether the learner wants to see it.
    #[prop(into)]
    open: Signal<bool>,
    /// Takes the focus when the question has just been answered.
    node: NodeRef<Div>,
) -> impl IntoView {
    let explanation = question.with_value(|question| question.explanation_html.clone());
    let feedback = move || match &*standing.read() {
        Standing::Answered { feedback_html, .. } => feedback_html.clone(),
        Standing::Open | Standing::Changed => String::new(),
    };
    let shown = move || open.get() && standing.read().is_answered();
    view! {
        <div
            class="question-result"
            role="group"
            aria-label="Feedback"
            tabindex="-1"
            node_ref=node
            hidden=move || !shown()
        >
            <p class="question-verdict">{move || standing.read().words()}</p>
            <div class="question-feedback" inner_html=feedback></div>
            <div class="question-explanation" inner_html=explanation></div>
        </div>
    }
}
