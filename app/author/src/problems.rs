use leptos::prelude::*;
use preview::{Problem, Severity};

use crate::workbench::Workbench;

/// What is wrong, each with a way to its place, and what could not be checked.
#[component]
pub(crate) fn Problems(
    /// The bench.
    bench: Workbench,
) -> impl IntoView {
    let session = bench.session();
    let count = Memo::new(move |_| session.read().count());
    let problems = Memo::new(move |_| {
        let session = session.read();
        session
            .preview()
            .map(|preview| preview.problems.clone())
            .unwrap_or_default()
    });
    let unchecked = Memo::new(move |_| {
        let session = session.read();
        session
            .preview()
            .map(|preview| preview.unchecked.clone())
            .unwrap_or_default()
    });
    let is_shown = move || session.read().preview().is_some();
    view! {
        <section class="author-problems" aria-labelledby="author--problems">
            <h2 id="author--problems">"Problems"</h2>
            <p class="author-count" role="status">{count}</p>
            <ol>
                {move || problems.get().into_iter().map(|problem| view! { <Found bench problem/> }).collect_view()}
            </ol>
            <details class="author-unchecked" hidden=move || !is_shown()>
                <summary>"Not checked here"</summary>
                <p>"This page has the outline of the course as it was built, and not its files. "
                    <code>"layerwise check"</code> " also checks:"</p>
                <ul>
                    {move || unchecked.get().into_iter().map(|phrase| view! { <li>{phrase}</li> }).collect_view()}
                    <li>"what other files and topics lose or no longer need by a change of this one"</li>
                </ul>
            </details>
        </section>
    }
}

/// A problem.
#[component]
fn Found(
    /// The bench.
    bench: Workbench,
    /// The problem.
    problem: Problem,
) -> impl IntoView {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = problem.utf16;
    let hints = problem
        .hints
        .into_iter()
        .map(|hint| view! { <p class="diagnostic-hint">{hint}</p> });
    view! {
        <li class="diagnostic" data-severity=severity>
            <p class="diagnostic-message">
                <strong>{severity}</strong>
                " "
                <button type="button" class="line-link" on:click=move |_| bench.go_to(place)>
                    {format!("Line {}, column {}", problem.line, problem.column)}
                </button>
                " "
                <span>{problem.message}</span>
                " "
                <code>{problem.rule}</code>
            </p>
            {hints.collect_view()}
        </li>
    }
}
