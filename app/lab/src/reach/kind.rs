use leptos::prelude::*;

use super::place::Place;
use crate::report_model::{Kind, certainty, reader, sink};
use crate::workbench::Workbench;

/// The places of one kind, folded.
#[component]
pub(crate) fn KindEntry(
    /// The lab.
    bench: Workbench,
    /// The kind and its places.
    kind: Kind,
) -> impl IntoView {
    let let_out_by = kind.let_out_by();
    let places: Vec<_> = kind
        .places
        .into_iter()
        .map(|place| view! { <Place bench place/> })
        .collect();
    view! {
        <li class="reach-kind" data-certainty=certainty(kind.certainty)>
            <details>
                <summary>
                    <span class="reach-sink">{sink(kind.sink)}</span>
                    " "
                    <span class="reach-certainty">{certainty(kind.certainty)}</span>
                    " "
                    <span class="reach-lines">{let_out_by}</span>
                </summary>
                <p class="reach-reader">"Read by " {reader(kind.reader)} "."</p>
                <ul class="reach-places">{places}</ul>
            </details>
        </li>
    }
}
