use leptos::prelude::*;

use crate::context::{course, shown_page};
use crate::course_model::{tag_anchor, tags};

/// All tags, each with its topics.
#[component]
pub(crate) fn Tags() -> impl IntoView {
    let course = course();
    let shown = shown_page();
    let sections: Vec<_> = tags(&course)
        .into_iter()
        .map(|(tag, topics)| {
            let anchor = tag_anchor(&tag);
            let topics: Vec<_> = topics
                .into_iter()
                .map(|topic| {
                    let href = shown.link_to_topic(&topic.id);
                    view! { <li><a href=href>{topic.title.clone()}</a></li> }
                })
                .collect();
            view! {
                <section class="tag" aria-labelledby=anchor>
                    <h2 id=anchor.clone()>{tag}</h2>
                    <ul>{topics}</ul>
                </section>
            }
        })
        .collect();
    view! {
        <div class="tags">
            <h1 tabindex="-1">"Tags"</h1>
            {sections}
        </div>
    }
}
