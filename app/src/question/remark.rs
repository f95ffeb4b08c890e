use leptos::prelude::*;

use super::judgement_model::Remark;

/// One thing that is said about an answer.
#[component]
pub(crate) fn RemarkView(
    /// What is said.
    remark: Remark,
) -> impl IntoView {
    let verdict = match (remark.reveals, remark.right) {
        (true, true) => "Right would be: ",
        (true, false) => "Rightly left: ",
        (false, true) => "Right: ",
        (false, false) => "Not right: ",
    };
    view! {
        <div class="question-remark" data-right=remark.right.to_string()>
            {(!remark.about_html.is_empty()).then(|| view! {
                <p>
                    <strong>{verdict}</strong>
                    <span inner_html=remark.about_html></span>
                </p>
            })}
            {(!remark.html.is_empty()).then(|| view! { <div inner_html=remark.html></div> })}
        </div>
    }
}
