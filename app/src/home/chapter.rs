use course::Chapter;
use leptos::prelude::*;

use super::topic::TopicOutline;

/// A chapter with its topics, their length and what the learner did there.
#[component]
pub(crate) fn ChapterOutline(
    /// The chapter.
    chapter: Chapter,
) -> impl IntoView {
    let anchor = format!("chapter-{}", chapter.id);
    let topics: Vec<_> = chapter
        .topics
        .iter()
        .map(|topic| view! { <TopicOutline topic=topic.clone()/> })
        .collect();
    view! {
        <section class="chapter" aria-labelledby=anchor>
            <h2 id=anchor.clone()>{format!("Chapter {}: {}", chapter.number, chapter.title)}</h2>
            <ol class="chapter-topics">{topics}</ol>
        </section>
    }
}
