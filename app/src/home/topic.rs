use course::TopicMeta;
use leptos::prelude::*;

use super::questions::QuestionsOf;
use crate::context::shown_page;
use crate::course_model::minutes;
use crate::shell::ProgressMark;

/// A topic as the outline shows it.
#[component]
pub(crate) fn TopicOutline(
    /// The topic.
    topic: TopicMeta,
) -> impl IntoView {
    let href = shown_page().link_to_topic(&topic.id);
    let tags: Vec<_> = topic
        .tags
        .iter()
        .map(|tag| view! { <li>{tag.clone()}</li> })
        .collect();
    view! {
        <li class="chapter-topic">
            <h3>
                <ProgressMark topic=topic.clone()/>
                " "
                <a href=href>
                    <span class="chapter-number">{format!("{}.", topic.number)}</span>
                    " "
                    {topic.title.clone()}
                </a>
            </h3>
            <p>{topic.summary.clone()}</p>
            <p class="chapter-facts">
                <span>{minutes(&topic)}</span>
                " "
                <QuestionsOf topic=topic.clone()/>
            </p>
            <ul class="chapter-tags">{tags}</ul>
        </li>
    }
}
