use lab_protocol::Reach;
use leptos::prelude::*;

use crate::line_link::LineLink;
use crate::marked::marked;
use crate::report_model::{certainty, lines_key};
use crate::workbench::Workbench;

/// One place, and how the secret came there.
#[component]
pub(crate) fn Place(
    /// The lab.
    bench: Workbench,
    /// The place.
    place: Reach,
) -> impl IntoView {
    let steps: Vec<_> = place
        .chain
        .into_iter()
        .map(|step| {
            view! {
                <li>
                    {marked(&step.text)}
                    " "
                    <LineLink bench range=step.lines/>
                </li>
            }
        })
        .collect();
    let range = place.lines;
    let check = place.check_with.map(|command| {
        view! {
            <p class="reach-check">"See it with " <code>{command}</code></p>
        }
    });
    view! {
        <li
            class="reach-place"
            data-certainty=certainty(place.certainty)
            data-lines=lines_key(range)
            data-kin=move || bench.is_kin(range).then_some("")
        >
            <p class="reach-where">
                {place.place}
                " "
                <LineLink bench range=place.lines/>
            </p>
            <ol class="reach-chain">{steps}</ol>
            {check}
        </li>
    }
}
