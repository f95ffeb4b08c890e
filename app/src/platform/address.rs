use leptos::prelude::window;
use web_sys::js_sys;

use crate::links;

/// A part of the query of the page's address: `cache` of `search/?q=cache`.
pub(crate) fn query(name: &str) -> Option<String> {
    let query = whole_query()?;
    // A form that is sent without a script writes spaces so.
    let value = links::value(&query, name)?.replace('+', " ");
    js_sys::decode_uri_component(&value).ok().map(String::from)
}

/// Whether the address asks for the page to be presented.
pub(crate) fn asks_to_present() -> bool {
    whole_query().is_some_and(|query| links::has(&query, links::PRESENT))
}

fn whole_query() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().ok()?;
    let search = location.search().ok()?;
    // In the one file a page and its query are the fragment.
    Some(match links::page_of(fragment.trim_start_matches('#')) {
        Some((_, query)) => query.to_owned(),
        None => search.trim_start_matches('?').to_owned(),
    })
}

/// The address of a page with a query; `page` is relative to the page that is shown.
pub(crate) fn with_query(page: &str, name: &str, value: &str) -> String {
    let value = String::from(js_sys::encode_uri_component(value));
    format!("{page}?{name}={value}")
}

/// Writes the query into the address of the page that is shown, so that it can be copied and comes
/// back on a reload; `page` is relative to that page.
pub(crate) fn show_query(page: &str, name: &str, value: &str) {
    let Ok(history) = window().history() else {
        return;
    };
    let address = match value {
        "" => page.to_owned(),
        value => with_query(page, name, value),
    };
    let state = history.state().unwrap_or_default();
    // Where it is refused, the page works without it.
    let _ = history.replace_state_with_url(&state, "", Some(&address));
}

/// Loads the page anew.
pub(crate) fn reload() {
    // It fails only on a page that is being closed.
    let _ = window().location().reload();
}
