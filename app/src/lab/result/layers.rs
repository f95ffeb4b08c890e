use std::sync::Arc;

use lab_protocol::{Entry, EntryKind, Layer, Report};
use leptos::prelude::*;

use super::holds::Holds;
use crate::lab::line_link::LineLink;
use crate::lab::report_model::{entry_kind, size};
use crate::lab::workbench::Workbench;

/// The image's layers with what each adds, changes and hides.
#[component]
pub(crate) fn LayersPanel(
    /// The lab.
    bench: Workbench,
    /// What the simulator says.
    report: Arc<Report>,
) -> impl IntoView {
    let layers: Vec<_> = report
        .layers
        .iter()
        .map(|layer| view! { <LayerEntry bench layer=layer.clone()/> })
        .collect();
    let none = layers
        .is_empty()
        .then(|| view! { <p>"There is no image, so there are no layers."</p> });
    view! {
        {none}
        <ol class="layers">{layers}</ol>
    }
}

/// One layer.
#[component]
fn LayerEntry(
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
        <li class="layer" data-secret=marked>
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

/// One path in a layer.
#[component]
fn PathEntry(
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
