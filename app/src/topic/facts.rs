use course::TopicMeta;
use leptos::prelude::*;

use crate::Route;
use crate::context::{course, shown_page};
use crate::course_model::{minutes, place, tag_anchor};

/// What a reader wants to know first: time, tags, what to read before.
#[component]
pub(crate) fn Facts(
    /// The topic.
    topic: TopicMeta,
) -> impl IntoView {
    let course = course();
    let shown = shown_page();
    let tags: Vec<_> = topic
        .tags
        .iter()
        .map(|tag| {
            let href = shown.link_to_anchor(&Route::Tags, &tag_anchor(tag));
            view! { <li><a href=href>{tag.clone()}</a></li> }
        })
        .collect();
    let before: Vec<_> = topic
        .prerequisites
        .iter()
        .filter_map(|id| place(&course, id))
        .map(|place| {
            let href = shown.link_to_topic(&place.topic.id);
            view! { <li><a href=href>{place.topic.title.clone()}</a></li> }
        })
        .collect();
    view! {
        <div class="topic-facts">
            <p class="topic-summary">{topic.summary.clone()}</p>
            <dl>
                <div class="topic-minutes">
                    <dt>"Time"</dt>
                    <dd>{minutes(&topic)}</dd>
                </div>
                {(!before.is_empty()).then(|| view! {
                    <div class="topic-before">
                        <dt>"Read first"</dt>
                        <dd><ul>{before}</ul></dd>
                    </div>
                })}
                {(!tags.is_empty()).then(|| view! {
                    <div class="topic-tags">
                        <dt>"Tags"</dt>
                        <dd><ul>{tags}</ul></dd>
                    </div>
                })}
            </dl>
        </div>
    }
}
