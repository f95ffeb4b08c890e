use std::sync::Arc;

use lab_protocol::{Blob, CacheExport, CacheImport, CacheMount, Report, VertexState};
use leptos::prelude::*;

use crate::graph::{state, state_name};
use crate::line_link::LineLink;
use crate::marked::marked;
use crate::report_model::{lines_key, size};
use crate::workbench::Workbench;

/// The caches of a build.
#[component]
pub(crate) fn CachesPanel(
    /// The lab.
    bench: Workbench,
    /// What the simulator says.
    report: Arc<Report>,
) -> impl IntoView {
    let steps: Vec<_> = report
        .progress
        .vertices
        .iter()
        .filter(|vertex| vertex.lines.is_some() && vertex.state != VertexState::NotReached)
        .map(|vertex| {
            let lines = vertex.lines;
            let why = vertex.why_run.as_deref().map(marked);
            view! {
                <li
                    class="cache-step"
                    data-state=state_name(vertex.state)
                    data-lines=lines_key(lines)
                    data-kin=move || bench.is_kin(lines).then_some("")
                >
                    <code>{vertex.name.clone()}</code>
                    " "
                    <strong>{state(vertex.state)}</strong>
                    " "
                    <LineLink bench range=lines/>
                    <span class="cache-why">{why}</span>
                </li>
            }
        })
        .collect();
    let mounts: Vec<_> = report.caches.mounts.iter().map(mount).collect();
    let imports: Vec<_> = report.caches.imports.iter().map(import).collect();
    let exports: Vec<_> = report.caches.exports.iter().map(export).collect();
    let none = |is_empty: bool, text: &'static str| is_empty.then(|| view! { <p>{text}</p> });
    view! {
        <div class="caches">
            <p class="caches-title">"Layer cache"</p>
            <ol class="cache-steps">{steps}</ol>
            <p class="caches-title">"Cache mounts on the builder"</p>
            {none(mounts.is_empty(), "No step has a cache mount.")}
            <ul class="cache-list">{mounts}</ul>
            <p class="caches-title">"Caches that travel"</p>
            {none(
                imports.is_empty() && exports.is_empty(),
                "The command neither reads nor writes one: --cache-from and --cache-to do.",
            )}
            <ul class="cache-list">{imports} {exports}</ul>
        </div>
    }
}

fn mount(mount: &CacheMount) -> impl IntoView + use<> {
    let filled = if mount.was_filled {
        "held files when the build began"
    } else {
        "was empty when the build began"
    };
    view! {
        <li>
            <code>{mount.id.clone()}</code>
            ", " {mount.sharing.clone()} "; it " {filled} ". It is in no image and travels with no cache."
        </li>
    }
}

fn import(import: &CacheImport) -> impl IntoView + use<> {
    let found = if import.is_found {
        "found"
    } else {
        "not there"
    };
    view! {
        <li>
            "Read " <code>{import.option.clone()}</code> ": " {found}
            <ul>{import.pulled.iter().map(blob).collect::<Vec<_>>()}</ul>
        </li>
    }
}

fn export(export: &CacheExport) -> impl IntoView + use<> {
    let count = format!(
        "{} of {} layers are new",
        export.new_layers,
        export.layers.len()
    );
    view! {
        <li>
            "Written to " <code>{export.place.clone()}</code> ", mode " {export.mode.clone()}
            "; read by " {export.readers.clone()} "; " {count}
            <ul>{export.layers.iter().map(blob).collect::<Vec<_>>()}</ul>
        </li>
    }
}

fn blob(blob: &Blob) -> impl IntoView + use<> {
    view! { <li><code>{blob.made_by.clone()}</code> ", " {size(blob.size_bytes)}</li> }
}
