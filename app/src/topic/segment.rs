use course::Segment;
use leptos::prelude::*;

use crate::lab::LabView;
use crate::question::QuestionView;

/// One part of a topic's page.
#[component]
pub(crate) fn SegmentView(
    /// The part.
    segment: Segment,
    /// A question's number on the page.
    number: usize,
) -> impl IntoView {
    match segment {
        // Empty while hydrating: the prerendered text stays.
        Segment::Prose { html } => view! { <div class="prose" inner_html=html></div> }.into_any(),
        Segment::Question(question) => view! { <QuestionView question number/> }.into_any(),
        Segment::Lab(lab) => view! { <LabView lab/> }.into_any(),
    }
}
