use lab_protocol::LineRange;
use leptos::prelude::*;

use crate::report_model::lines;
use crate::workbench::Workbench;

/// A button that takes the caret to a line of the Dockerfile; nothing where there is no line.
#[component]
pub(crate) fn LineLink(
    /// The lab.
    bench: Workbench,
    /// The lines; `None` for what is not in the Dockerfile.
    range: Option<LineRange>,
) -> impl IntoView {
    range.map(|range| {
        view! {
            <button type="button" class="line-link" on:click=move |_| bench.go_to(range)>
                {lines(range)}
            </button>
        }
    })
}
