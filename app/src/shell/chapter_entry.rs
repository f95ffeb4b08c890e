use course::Chapter;
use leptos::prelude::*;

use super::topic_entry::TopicEntry;

/// A chapter with its topics.
#[component]
pub(crate) fn ChapterEntry(
    /// The chapter.
    chapter: Chapter,
) -> impl IntoView {
    let topics: Vec<_> = chapter
        .topics
        .iter()
        .map(|topic| view! { <TopicEntry topic=topic.clone()/> })
        .collect();
    view! {
        <li class="chapters-chapter">
            <p class="chapters-title">{format!("{}. {}", chapter.number, chapter.title)}</p>
            <ol>{topics}</ol>
        </li>
    }
}
