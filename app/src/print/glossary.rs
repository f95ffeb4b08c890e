use course::{Chapter, Term};
use leptos::prelude::*;

/// The terms that the printed chapters use.
#[component]
pub(super) fn PrintedGlossary(
    /// The chapters that are printed.
    chapters: Vec<Chapter>,
    /// All terms of the course.
    terms: Vec<Term>,
) -> impl IntoView {
    let is_used = |term: &Term| {
        let mut printed = chapters.iter().flat_map(|chapter| &chapter.topics);
        printed.any(|topic| term.topics.contains(&topic.id))
    };
    let entries: Vec<_> = terms
        .into_iter()
        .filter(is_used)
        .map(|term| {
            view! {
                <div class="sheet-term">
                    // As links on paper lead to it.
                    <dt id=format!("glossary--{}", term.id)>{term.name}</dt>
                    <dd inner_html=term.definition_html></dd>
                </div>
            }
        })
        .collect();
    (!entries.is_empty()).then(|| {
        view! {
            <section class="sheet-glossary">
                <h2>"Glossary"</h2>
                <dl>{entries}</dl>
            </section>
        }
    })
}
