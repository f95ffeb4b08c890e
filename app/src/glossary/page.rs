use course::Term;
use leptos::prelude::*;

use super::term::TermEntry;

/// All terms with their meanings, in the order of their names.
#[component]
pub(crate) fn Glossary(
    /// The terms.
    terms: Vec<Term>,
) -> impl IntoView {
    let entries: Vec<_> = terms
        .into_iter()
        .map(|term| view! { <TermEntry term/> })
        .collect();
    let is_empty = entries.is_empty();
    view! {
        <div class="glossary">
            <h1 tabindex="-1">"Glossary"</h1>
            {is_empty.then(|| view! { <p>"This course explains no words of its own."</p> })}
            {entries}
        </div>
    }
}
