use leptos::prelude::*;

use crate::diagnostic::Entry;
use crate::workbench::Workbench;

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
        <div role="group" aria-label="Messages">
            <ul class="diagnostics" hidden=move || found.read().is_empty()>
                {move || {
                    found
                        .get()
                        .into_iter()
                        .map(|diagnostic| view! { <Entry bench diagnostic/> })
                        .collect::<Vec<_>>()
                }}
            </ul>
        </div>
    }
}
