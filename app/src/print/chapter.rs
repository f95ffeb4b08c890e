use course::{Chapter, Topic};
use leptos::prelude::*;

use super::topic::PrintedTopic;

/// A chapter, from a new page on.
#[component]
pub(super) fn PrintedChapter(
    /// The chapter.
    chapter: Chapter,
    /// All topics of the course.
    topics: Vec<Topic>,
) -> impl IntoView {
    let printed: Vec<_> = chapter
        .topics
        .iter()
        .filter_map(|meta| {
            let topic = topics.iter().find(|topic| topic.id == meta.id)?.clone();
            Some(view! { <PrintedTopic meta=meta.clone() topic/> })
        })
        .collect();
    view! {
        <section class="sheet-chapter">
            <h2 class="sheet-chapter-title">
                {format!("Chapter {}: {}", chapter.number, chapter.title)}
            </h2>
            {printed}
        </section>
    }
}
