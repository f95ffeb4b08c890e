use leptos::prelude::*;

use super::kind::KindEntry;
use crate::report_model::Kind;
use crate::workbench::Workbench;

/// What one group of outputs holds; nothing where it holds nothing.
#[component]
pub(crate) fn Group(
    /// The lab.
    bench: Workbench,
    /// What they have in common.
    title: &'static str,
    /// The kinds of places.
    kinds: Vec<Kind>,
) -> impl IntoView {
    let entries: Vec<_> = kinds
        .into_iter()
        .map(|kind| view! { <KindEntry bench kind/> })
        .collect();
    (!entries.is_empty()).then(|| {
        view! {
            <p class="reach-group">{title}</p>
            <ul class="reach-kinds">{entries}</ul>
        }
    })
}
