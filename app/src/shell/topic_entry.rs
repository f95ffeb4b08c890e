use course::TopicMeta;
use leptos::prelude::*;

use super::ProgressMark;
use crate::Route;
use crate::context::shown_page;

/// A link to a topic.
#[component]
pub(crate) fn TopicEntry(
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
