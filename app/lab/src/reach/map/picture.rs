use lab_protocol::{LineRange, SecretReach};
use leptos::prelude::*;

use super::model::{Map, Node, Stop, draw};
use crate::graph::shortened;
use crate::report_model::{certainty, lines, lines_key, outputs_name, reader, sink};
use crate::workbench::Workbench;

/// Sizes of the drawing, in its own units; what passes from one instruction to another does so in
/// the margin.
const MARGIN: usize = 36;
const BOX: (usize, usize) = (236, 44);
const GAP: usize = 84;
const ROW: usize = 56;
/// Characters of a box's two lines of text: what it is, and a quieter word on it.
const NAME_CHARS: usize = 28;
const NOTE_CHARS: usize = 38;

/// The ways of a secret, drawn; the list of its places says the same where this cannot be seen.
#[component]
pub(in crate::reach) fn Picture(
    /// The lab.
    bench: Workbench,
    /// Where the secret goes.
    reach: SecretReach,
) -> impl IntoView {
    let map = draw(&reach);
    if map.nodes.is_empty() {
        return None;
    }
    let width = MARGIN + BOX.0 + GAP + BOX.0 + 1;
    let height = map.rows() * ROW;
    let label = format!("The ways of {}, drawn", reach.secret);
    let edges = edges(&map);
    let dockerfile = bench
        .draft()
        .with_untracked(|draft| draft.scenario().dockerfile.clone());
    let nodes: Vec<_> = map
        .nodes
        .iter()
        .map(|node| {
            let (x, y) = corner(node);
            let (range, name, note) = words(node.stop, &reach, &dockerfile);
            let kind = kind(node.stop);
            let go = move |_| {
                if let Some(range) = range {
                    bench.go_to(range);
                }
            };
            view! {
                <g
                    class="map-node"
                    data-kind=kind
                    data-lines=lines_key(range)
                    data-kin=move || bench.is_kin(range).then_some("")
                    on:click=go
                >
                    <title>{format!("{name}, {note}")}</title>
                    <rect x=x y=y width=BOX.0 height=BOX.1 rx="4"></rect>
                    <text class="map-name" x=x + 8 y=y + 18>{shortened(&name, NAME_CHARS)}</text>
                    <text class="map-note" x=x + 8 y=y + 35>{shortened(&note, NOTE_CHARS)}</text>
                </g>
            }
        })
        .collect();
    Some(view! {
        <div class="map" role="group" aria-label=label tabindex="0">
            <svg
                class="map-picture"
                viewBox=format!("0 0 {width} {height}")
                width=width
                height=height
                aria-hidden="true"
            >
                {edges}
                {nodes}
            </svg>
        </div>
    })
}

fn edges(map: &Map) -> Vec<impl IntoView + use<>> {
    map.edges
        .iter()
        .filter_map(|edge| Some((edge, map.nodes.get(edge.from)?, map.nodes.get(edge.to)?)))
        .map(|(edge, from, to)| {
            let path = path(corner(from), corner(to), to.stop.is_place());
            view! {
                <path
                    class="map-edge"
                    data-certainty=certainty(edge.certainty)
                    data-outputs=outputs_name(edge.outputs)
                    d=path
                ></path>
            }
        })
        .collect()
}

/// The way from the box with one left upper corner to the box with another: across to a place, else
/// down to the next row, or through the margin past the rows between.
fn path(from: (usize, usize), to: (usize, usize), is_across: bool) -> String {
    let ((x, from_y), (to_x, to_y)) = (from, to);
    let (from_middle, to_middle) = (from_y + BOX.1 / 2, to_y + BOX.1 / 2);
    if is_across {
        let x = x + BOX.0;
        let bend = usize::midpoint(x, to_x);
        format!("M{x} {from_middle}C{bend} {from_middle} {bend} {to_middle} {to_x} {to_middle}")
    } else if from_y + ROW == to_y {
        let x = x + BOX.0 / 2;
        format!("M{x} {}V{to_y}", from_y + BOX.1)
    } else {
        let bend = x.saturating_sub(MARGIN);
        format!("M{x} {from_middle}C{bend} {from_middle} {bend} {to_middle} {x} {to_middle}")
    }
}

/// The left upper corner of a box.
fn corner(node: &Node) -> (usize, usize) {
    let x = match node.stop.is_place() {
        true => MARGIN + BOX.0 + GAP,
        false => MARGIN,
    };
    (x, node.row * ROW + (ROW - BOX.1) / 2)
}

/// The lines that a box leads to, and its two lines of text.
fn words(stop: Stop, reach: &SecretReach, dockerfile: &str) -> (Option<LineRange>, String, String) {
    match stop {
        Stop::Source => (None, reach.secret.clone(), reach.sources.join(", ")),
        Stop::Instruction(range) => {
            let first = range.first.saturating_sub(1) as usize;
            let text = dockerfile.lines().nth(first).unwrap_or_default();
            (Some(range), text.trim().to_owned(), lines(range))
        }
        Stop::Place(place, who, _) => {
            let name = without_article(sink(place));
            (None, name.to_owned(), reader(who).to_owned())
        }
    }
}

fn without_article(name: &str) -> &str {
    ["the ", "an ", "a "]
        .iter()
        .find_map(|article| name.strip_prefix(article))
        .unwrap_or(name)
}

/// What a box is, for the style sheet.
fn kind(stop: Stop) -> &'static str {
    match stop {
        Stop::Source => "source",
        Stop::Instruction(_) => "instruction",
        Stop::Place(_, _, outputs) => outputs_name(outputs),
    }
}
