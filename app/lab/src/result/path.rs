use lab_protocol::{Entry, EntryKind};
use leptos::prelude::*;

use super::holds::Holds;
use crate::report_model::{entry_kind, size};

/// One path in a layer.
#[component]
pub(crate) fn PathEntry(
    /// The path and what is there.
    entry: Entry,
) -> impl IntoView {
    let kind = entry_kind(entry.kind);
    let length = (entry.kind == EntryKind::File).then(|| size(entry.size_bytes));
    let marked = (!entry.secrets.is_empty()).then_some("");
    view! {
        <li class="layer-path" data-kind=kind data-secret=marked>
            <code>{entry.path}</code>
            " "
            <span>{kind}{length}</span>
            " "
            {entry.hidden.then(|| view! { <span class="layer-hidden">"hidden by a later layer"</span> })}
            " "
            <Holds secrets=entry.secrets/>
        </li>
    }
}
