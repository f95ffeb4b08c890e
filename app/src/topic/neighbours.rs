use course::TopicMeta;
use leptos::prelude::*;

use crate::context::shown_page;

/// Links to the topics before and after.
#[component]
pub(crate) fn Neighbours(
    /// The topic before.
    previous: Option<TopicMeta>,
    /// The topic after.
    next: Option<TopicMeta>,
) -> impl IntoView {
    let shown = shown_page();
    let link =
        move |topic: TopicMeta, class: &'static str, label: &'static str, rel: &'static str| {
            view! {
                <a class=class href=shown.link_to_topic(&topic.id) rel=rel>
                    <span class="neighbours-label">{label}</span>
                    " "
                    <span class="neighbours-title">{topic.title}</span>
                </a>
            }
        };
    view! {
        <nav class="neighbours" aria-label="Previous and next topic">
            {previous.map(|topic| link(topic, "neighbours-previous", "Previous", "prev"))}
            {next.map(|topic| link(topic, "neighbours-next", "Next", "next"))}
        </nav>
    }
}
