use course::Chapter;
use leptos::prelude::*;

use crate::Route;
use crate::context::shown_page;

/// The table of contents.
#[component]
pub(super) fn PrintedContents(
    /// The chapters that are printed.
    chapters: Vec<Chapter>,
) -> impl IntoView {
    let shown = shown_page();
    let entries: Vec<_> = chapters
        .into_iter()
        .map(|chapter| {
            let topics: Vec<_> = chapter
                .topics
                .into_iter()
                .map(|topic| {
                    let href = shown.link_to(&Route::Topic(topic.id));
                    view! { <li><a href=href>{format!("{}. {}", topic.number, topic.title)}</a></li> }
                })
                .collect();
            view! {
                <li>
                    <p class="sheet-contents-chapter">
                        {format!("Chapter {}: {}", chapter.number, chapter.title)}
                    </p>
                    <ol>{topics}</ol>
                </li>
            }
        })
        .collect();
    view! {
        <nav class="sheet-contents" aria-labelledby="sheet-contents">
            <h2 id="sheet-contents">"Contents"</h2>
            <ol>{entries}</ol>
        </nav>
    }
}
