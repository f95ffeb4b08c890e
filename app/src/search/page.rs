use leptos::prelude::*;

use super::hit::HitEntry;
use super::query::{Asker, query};
use crate::Route;
use crate::context::shown_page;
use crate::platform::address;

/// As many hits as anyone reads.
const MOST: usize = 50;

/// The page with all hits.
#[component]
pub(crate) fn SearchPage() -> impl IntoView {
    let query = query();
    let shown = shown_page();
    let asker = Asker::new();
    // Whoever comes by a link or a page load has the query in the address.
    Effect::new(move |_| {
        if let Some(asked) = address::query("q") {
            query.set(asked);
        }
    });
    Effect::new(move |before: Option<()>| {
        let asked = query.get();
        if before.is_some() {
            address::show_query(&shown.link_now(&Route::Search, ""), "q", &asked);
        }
        asker.ask(&asked, MOST, true);
    });
    let summary = move || {
        asker.found.get().map(|found| match found.total {
            0 => format!("Nothing was found for “{}”.", found.ask.query),
            1 => format!("One place for “{}”.", found.ask.query),
            many => format!("{many} places for “{}”.", found.ask.query),
        })
    };
    let hits = move || {
        let hits = asker
            .found
            .get()
            .map(|found| found.hits)
            .unwrap_or_default();
        let hits: Vec<_> = hits
            .into_iter()
            .map(|hit| view! { <HitEntry hit/> })
            .collect();
        hits
    };
    view! {
        <div class="search-page">
            <h1 tabindex="-1">"Search"</h1>
            <label class="search-page-field">
                "Search for"
                <input
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || query.get()
                    on:input=move |event| query.set(event_target_value(&event))
                />
            </label>
            <p class="search-scripts">"Searching needs JavaScript."</p>
            <p role="status">{summary}</p>
            <ol class="search-hits">{hits}</ol>
        </div>
    }
}
