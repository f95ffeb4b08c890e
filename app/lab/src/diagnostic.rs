use lab_protocol::Diagnostic;
use leptos::either::Either;
use leptos::prelude::*;

use crate::editor_model::severity_name;
use crate::report_model::lines;
use crate::workbench::Workbench;

/// One message.
#[component]
pub(crate) fn Entry(
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
        Some(url) => {
            Either::Left(view! { <a href=url rel="noopener">{diagnostic.rule.clone()}</a> })
        }
        None => Either::Right(view! { <span>{diagnostic.rule.clone()}</span> }),
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
