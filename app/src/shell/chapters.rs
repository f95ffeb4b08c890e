use leptos::prelude::*;

use super::chapter_entry::ChapterEntry;
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
