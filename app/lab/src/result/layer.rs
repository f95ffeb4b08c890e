use lab_protocol::Layer;
use leptos::prelude::*;

use super::holds::Holds;
use super::path::PathEntry;
use crate::line_link::LineLink;
use crate::report_model::{lines_key, size};
use crate::workbench::Workbench;

/// One layer.
#[component]
pub(crate) fn LayerEntry(
    /// The lab.
    bench: Workbench,
    /// The layer.
    layer: Layer,
) -> impl IntoView {
    let mut secrets: Vec<String> = Vec::new();
    for name in layer.entries.iter().flat_map(|entry| &entry.secrets) {
        if !secrets.contains(name) {
            secrets.push(name.clone());
        }
    }
    let more = layer.may_hold_more.then(
        || view! { <p class="layer-more">"It may hold more: a step was not understood."</p> },
    );
    let range = layer.lines;
    let marked = (!secrets.is_empty()).then_some("");
    let entries: Vec<_> = layer
        .entries
        .into_iter()
        .map(|entry| view! { <PathEntry entry/> })
        .collect();
    let count = match entries.len() {
        1 => "1 path".to_owned(),
        n => format!("{n} paths"),
    };
    view! {
        <li
            class="layer"
            data-secret=marked
            data-lines=lines_key(range)
            data-kin=move || bench.is_kin(range).then_some("")
        >
            <details>
                <summary>
                    <code class="layer-created-by">{layer.created_by}</code>
                    " "
                    <span class="layer-size">{size(layer.size_bytes)} ", " {count}</span>
                    " "
                    <Holds secrets/>
                </summary>
                {more}
                <ul class="layer-paths">{entries}</ul>
            </details>
            <LineLink bench range=layer.lines/>
        </li>
    }
}
