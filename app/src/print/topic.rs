use course::{Topic, TopicMeta};
use leptos::prelude::*;

use crate::topic::{SegmentView, numbered};

/// A topic with its questions, to be answered with a pen.
#[component]
pub(super) fn PrintedTopic(
    /// What lists say of it.
    meta: TopicMeta,
    /// The topic.
    topic: Topic,
) -> impl IntoView {
    let segments: Vec<_> = numbered(topic.segments)
        .map(|(segment, number)| view! { <SegmentView segment number/> })
        .collect();
    view! {
        <article class="sheet-topic" id=meta.id>
            <h2 class="sheet-topic-title">{format!("{}. {}", meta.number, meta.title)}</h2>
            <p class="topic-summary">{meta.summary}</p>
            <div class="topic-text">{segments}</div>
        </article>
    }
}
