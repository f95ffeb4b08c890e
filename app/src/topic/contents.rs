use course::Heading;
use leptos::prelude::*;

use crate::Route;
use crate::context::shown_page;

/// The topic's table of contents; nothing for a topic without headings.
#[component]
pub(crate) fn Contents(
    /// The topic's id.
    topic: String,
    /// The topic's headings in page order.
    headings: Vec<Heading>,
) -> impl IntoView {
    let shown = shown_page();
    let topic = Route::Topic(topic);
    let entries: Vec<_> = headings
        .into_iter()
        .map(|heading| {
            view! {
                <li data-level=heading.level>
                    <a href=shown.link_to_anchor(&topic, &heading.anchor)>{heading.text}</a>
                </li>
            }
        })
        .collect();
    (!entries.is_empty()).then(|| {
        view! {
            <nav class="contents" aria-labelledby="contents-title">
                <p class="contents-title" id="contents-title">"On this page"</p>
                <ol>{entries}</ol>
            </nav>
        }
    })
}
