use leptos::prelude::*;

use super::model::Shared;
use crate::workbench::Workbench;

/// A link to the lab as it is, and what came of one.
#[component]
pub(crate) fn SharePanel(
    /// The lab.
    bench: Workbench,
    /// The stem of the ids.
    id: String,
) -> impl IntoView {
    let id = format!("{id}-link");
    let shown = move || {
        match bench.shared().get() {
        Shared::Nothing => None,
        Shared::Link { address, warnings } => {
            let id = id.clone();
            let warnings: Vec<_> = warnings
                .into_iter()
                .map(|warning| {
                    view! { <p class="share-warning">"It gives this away, which looks like a secret: " {warning}</p> }
                })
                .collect();
            Some(
                view! {
                    <div class="share-link">
                        <label for=id.clone()>"A link to this lab as it is"</label>
                        <input type="text" id=id readonly value=address/>
                        {warnings}
                    </div>
                }
                .into_any(),
            )
        }
        Shared::Opened => Some(
            view! {
                <p class="share-note">
                    "This lab came with the link. Somebody else wrote it; nothing in it is run. Reset brings back the course's own."
                </p>
            }
            .into_any(),
        ),
        Shared::Refused(why) => Some(
            view! { <p class="share-warning">"The lab in the link cannot be opened: " {why} "."</p> }
                .into_any(),
        ),
    }
    };
    view! { <div class="share" aria-live="polite">{shown}</div> }
}
