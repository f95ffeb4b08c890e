use course::Chapter;
use leptos::prelude::*;

use super::topic::TopicOutline;
use crate::Links;
use crate::context::shown_page;
use crate::course_model::chapter_anchor;

/// A chapter with its topics, their length and what the learner did there.
#[component]
pub(crate) fn ChapterOutline(
    /// The chapter.
    chapter: Chapter,
) -> impl IntoView {
    let anchor = chapter_anchor(&chapter.id);
    // One file has no other pages to print.
    let is_printed = shown_page().links() == Links::Folders;
    let print = format!("./print/{}.html", chapter.id);
    let topics: Vec<_> = chapter
        .topics
        .iter()
        .map(|topic| view! { <TopicOutline topic=topic.clone()/> })
        .collect();
    view! {
        <section class="chapter" aria-labelledby=anchor>
            <h2 id=anchor.clone()>{format!("Chapter {}: {}", chapter.number, chapter.title)}</h2>
            <ol class="chapter-topics">{topics}</ol>
            {is_printed.then(|| view! {
                <p class="home-print"><a href=print>"This chapter on paper"</a></p>
            })}
        </section>
    }
}
