use course::{Question, QuestionKind};
use leptos::html::Div;
use leptos::prelude::*;

use super::judgement_model::judge;
use super::lab_link::LabLink;
use super::remark::RemarkView;
use super::standing_model::Shown;

/// What the learner's answer means, and why.
#[component]
pub(crate) fn Result(
    /// The question.
    question: StoredValue<Question>,
    /// How it stands.
    #[prop(into)]
    shown: Signal<Shown>,
    /// Whether the learner wants to see it.
    #[prop(into)]
    open: Signal<bool>,
    /// Takes the focus when the question has just been answered.
    node: NodeRef<Div>,
) -> impl IntoView {
    let (explanation, policy) =
        question.with_value(|question| (question.explanation_html.clone(), question.policy));
    let lab = question.with_value(|question| match &question.kind {
        QuestionKind::Predict(predict) => Some(predict.lab.clone()),
        _ => None,
    });
    let visible = move || open.get() && shown.read().is_answered();
    // A reveal policy holds for the explanation too: it tells the right answer.
    let explained = move || shown.read().is_revealed(policy);
    let remarks = move || {
        let shown = shown.read();
        if !shown.is_answered() {
            return Vec::new();
        }
        let revealed = shown.is_revealed(policy);
        question
            .with_value(|question| judge(question, &shown.given).remarks)
            .into_iter()
            .filter(|remark| revealed || !remark.reveals)
            .map(|remark| view! { <RemarkView remark/> })
            .collect()
    };
    view! {
        <div
            class="question-result"
            role="group"
            aria-label="Feedback"
            tabindex="-1"
            node_ref=node
            hidden=move || !visible()
        >
            <p class="question-verdict">{move || shown.read().words()}</p>
            <div class="question-feedback">{remarks}</div>
            <div class="question-explanation" inner_html=explanation hidden=move || !explained()></div>
            {lab.map(|lab| view! { <p class="question-lab"><LabLink lab/></p> })}
        </div>
    }
}
