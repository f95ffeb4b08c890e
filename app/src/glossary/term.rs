use course::Term;
use leptos::prelude::*;

use crate::context::{course, shown_page};
use crate::course_model::place;

/// A term, what it means, and where it is used.
#[component]
pub(super) fn TermEntry(
    /// The term.
    term: Term,
) -> impl IntoView {
    let course = course();
    let shown = shown_page();
    let topics: Vec<_> = term
        .topics
        .iter()
        .filter_map(|id| place(&course, id))
        .map(|place| {
            let href = shown.link_to_topic(&place.topic.id);
            view! { <li><a href=href>{place.topic.title.clone()}</a></li> }
        })
        .collect();
    let heading = term.id.clone();
    view! {
        <section class="glossary-term" aria-labelledby=heading>
            <h2 id=term.id>{term.name}</h2>
            // Empty while hydrating: the prerendered text stays.
            <div class="prose" inner_html=term.definition_html></div>
            {(!topics.is_empty()).then(|| view! { <ul>{topics}</ul> })}
        </section>
    }
}
