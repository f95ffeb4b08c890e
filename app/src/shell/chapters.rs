use course::{Chapter, TopicMeta};
use leptos::prelude::*;

use super::ProgressMark;
use crate::Route;
use crate::context::{course, shown_page};
use crate::platform::fold::fold;

/// The sidebar: chapters and topics with their progress. On a narrow screen the style sheet folds
/// it into its summary; a wide one shows the list always.
#[component]
pub(crate) fn Chapters() -> impl IntoView {
    let course = course();
    let shown = shown_page();
    let list = NodeRef::new();
    // Whoever has chosen a topic wants to read it.
    Effect::new(move |_| {
        shown.route();
        fold(list);
    });
    let chapters: Vec<_> = course
        .chapters
        .iter()
        .map(|chapter| view! { <ChapterEntry chapter=chapter.clone()/> })
        .collect();
    view! {
        <nav class="chapters" aria-label="Chapters">
            <details class="chapters-fold" node_ref=list>
                <summary>"Chapters"</summary>
                <ol class="chapters-list">{chapters}</ol>
            </details>
        </nav>
    }
}

/// A chapter with its topics.
#[component]
fn ChapterEntry(
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

/// A link to a topic.
#[component]
fn TopicEntry(
    /// The topic.
    topic: TopicMeta,
) -> impl IntoView {
    let shown = shown_page();
    let route = Route::Topic(topic.id.clone());
    let here = route.clone();
    let current = move || (shown.route() == here).then_some("page");
    view! {
        <li>
            <a href=move || shown.link_to(&route) aria-current=current>
                <ProgressMark topic=topic.clone()/>
                <span class="chapters-number">{topic.number}</span>
                " "
                {topic.title.clone()}
            </a>
        </li>
    }
}
