use lab_protocol::Diagnostic;
use leptos::prelude::*;

use super::editor_model::severity_name;
use super::report_model::lines;
use super::workbench::Workbench;

/// What is wrong with the Dockerfile or the command, or not understood. A click goes to the place.
#[component]
pub(crate) fn Diagnostics(
    /// The lab.
    bench: Workbench,
) -> impl IntoView {
    let found = Memo::new(move |_| match bench.session().read().latest() {
        Some((report, _)) => report.diagnostics.clone(),
        None => Vec::new(),
    });
    view! {
        <ul class="diagnostics" hidden=move || found.read().is_empty()>
            {move || {
                found
                    .get()
                    .into_iter()
                    .map(|diagnostic| view! { <Entry bench diagnostic/> })
                    .collect::<Vec<_>>()
            }}
        </ul>
    }
}

/// One message.
#[component]
fn Entry(
    /// The lab.
    bench: Workbench,
    /// The message.
    diagnostic: Diagnostic,
) -> impl IntoView {
    let severity = severity_name(diagnostic.severity);
    let range = diagnostic.utf16;
    let place = diagnostic.lines.map(|place| {
        let go = move |_| match range {
            Some(range) => bench.go_to_range(range),
            None => bench.go_to(place),
        };
        view! {
            <button type="button" class="line-link" on:click=go>{lines(place)}</button>
        }
    });
    let rule = (!diagnostic.rule.is_empty()).then(|| match diagnostic.url.clone() {
        Some(url) => leptos::either::Either::Left(
            view! { <a href=url rel="noopener">{diagnostic.rule.clone()}</a> },
        ),
        None => leptos::either::Either::Right(view! { <span>{diagnostic.rule.clone()}</span> }),
    });
    let hints: Vec<_> = diagnostic
        .hints
        .into_iter()
        .map(|hint| view! { <p class="diagnostic-hint">{hint}</p> })
        .collect();
    view! {
        <li class="diagnostic" data-severity=severity>
            <p class="diagnostic-message">
                <strong>{severity.replace('-', " ")}</strong>
                " "
                {place}
                " "
                <span>{diagnostic.message}</span>
                " "
                {rule}
            </p>
            {hints}
        </li>
    }
}
