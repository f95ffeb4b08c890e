use course::Segment;
use leptos::either::EitherOf3;
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
    // Not `into_any`: its table of functions would hold every one of this view's for ever, of which
    // half are never called.
    match segment {
        // Empty while hydrating: the prerendered text stays.
        Segment::Prose { html } => {
            EitherOf3::A(view! { <div class="prose" inner_html=html></div> })
        }
        Segment::Question(question) => EitherOf3::B(view! { <QuestionView question number/> }),
        Segment::Lab(lab) => EitherOf3::C(view! { <LabView lab/> }),
    }
}
