use leptos::prelude::*;
use search::Hit;

use super::excerpt::Excerpt;
use super::query::link;
use crate::context::shown_page;

/// A hit on the page with all of them.
#[component]
pub(super) fn HitEntry(
    /// The hit.
    hit: Hit,
) -> impl IntoView {
    let href = link(shown_page(), &hit.place);
    let within = hit.place.within;
    view! {
        <li class="search-hit">
            <a href=href>{hit.place.title}</a>
            {(!within.is_empty()).then(|| view! { <p class="search-within">{within}</p> })}
            <p><Excerpt pieces=hit.excerpt/></p>
        </li>
    }
}
