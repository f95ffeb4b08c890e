use lab_protocol::Reach;
use leptos::either::Either;
use leptos::prelude::*;

use crate::lab::line_link::LineLink;
use crate::lab::report_model::{certainty, pieces};
use crate::lab::workbench::Workbench;

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
    let check = place.check_with.map(|command| {
        view! {
            <p class="reach-check">"See it with " <code>{command}</code></p>
        }
    });
    view! {
        <li class="reach-place" data-certainty=certainty(place.certainty)>
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

/// A chain's text with its code marked.
fn marked(text: &str) -> Vec<impl IntoView + use<>> {
    pieces(text)
        .into_iter()
        .map(|(is_code, piece)| {
            if is_code {
                Either::Left(view! { <code>{piece}</code> })
            } else {
                Either::Right(piece)
            }
        })
        .collect()
}
