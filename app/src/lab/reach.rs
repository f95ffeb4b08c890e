use std::sync::Arc;

use lab_protocol::{Outputs, Reach, Report, SecretReach};
use leptos::prelude::*;

use super::line_link::LineLink;
use super::report_model::{Kind, certainty, kinds, reader, sink, verdict, verdict_name};
use super::workbench::Workbench;

/// Where each secret goes.
#[component]
pub(crate) fn ReachPanel(
    /// The lab.
    bench: Workbench,
    /// What the simulator says.
    report: Arc<Report>,
) -> impl IntoView {
    let secrets: Vec<_> = report
        .reach
        .iter()
        .map(|reach| view! { <SecretEntry bench reach=reach.clone()/> })
        .collect();
    let none = secrets
        .is_empty()
        .then(|| view! { <p>"This lab follows no secret."</p> });
    view! {
        <div class="reach">
            {none}
            {secrets}
        </div>
    }
}

/// Where one secret goes: a verdict, what this build leaves, and what other outputs would hold.
#[component]
fn SecretEntry(
    /// The lab.
    bench: Workbench,
    /// Where it goes.
    reach: SecretReach,
) -> impl IntoView {
    let sources = (!reach.sources.is_empty())
        .then(|| view! { <p class="reach-sources">"Comes in by: " {reach.sources.join(", ")}</p> });
    view! {
        <section class="reach-secret" aria-label=reach.secret.clone() data-verdict=verdict_name(&reach)>
            <p class="reach-verdict">{verdict(&reach)}</p>
            {sources}
            <Group bench title="This build" kinds=kinds(&reach, Outputs::ThisBuild)/>
            <Group bench title="What if it had other outputs" kinds=kinds(&reach, Outputs::WhatIf)/>
        </section>
    }
}

/// What one group of outputs holds; nothing where it holds nothing.
#[component]
fn Group(
    /// The lab.
    bench: Workbench,
    /// What they have in common.
    title: &'static str,
    /// The kinds of places.
    kinds: Vec<Kind>,
) -> impl IntoView {
    let entries: Vec<_> = kinds
        .into_iter()
        .map(|kind| view! { <KindEntry bench kind/> })
        .collect();
    (!entries.is_empty()).then(|| {
        view! {
            <p class="reach-group">{title}</p>
            <ul class="reach-kinds">{entries}</ul>
        }
    })
}

/// The places of one kind, folded.
#[component]
fn KindEntry(
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

/// One place, and how the secret came there.
#[component]
fn Place(
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
                    {step.text}
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
