use std::sync::Arc;

use lab_protocol::{LineRange, Report};
use leptos::prelude::*;

use super::model::{Drawing, draw, shortened, state, state_name};
use crate::line_link::LineLink;
use crate::report_model::lines_key;
use crate::workbench::Workbench;

/// Sizes of the drawing, in its own units.
const LANE: usize = 190;
const ROW: usize = 56;
const BOX: (usize, usize) = (174, 36);
const HEAD: usize = 26;

/// The graph of the build: drawn, and as a list.
#[component]
pub(crate) fn GraphPanel(
    /// The lab.
    bench: Workbench,
    /// What the simulator says.
    report: Arc<Report>,
) -> impl IntoView {
    let drawing = draw(&report.progress);
    let entries: Vec<_> = report
        .progress
        .vertices
        .iter()
        .map(|vertex| {
            let needs: Vec<String> = vertex
                .inputs
                .iter()
                .filter_map(|input| report.progress.vertices.get(*input as usize))
                .map(|input| input.name.clone())
                .collect();
            let needs = (!needs.is_empty()).then(|| format!("needs {}", needs.join(", ")));
            let lines = vertex.lines;
            view! {
                <li
                    data-state=state_name(vertex.state)
                    data-lines=lines_key(lines)
                    data-kin=move || bench.is_kin(lines).then_some("")
                >
                    <code>{vertex.name.clone()}</code>
                    ", "
                    {state(vertex.state)}
                    " "
                    <LineLink bench range=lines/>
                    <span class="graph-needs">{needs}</span>
                </li>
            }
        })
        .collect();
    view! {
        <div class="graph">
            <div class="graph-drawing" role="group" aria-label="The graph, drawn" tabindex="0">{picture(bench, &drawing, &report)}</div>
            <details class="graph-list">
                <summary>"The graph as a list"</summary>
                <ul>{entries}</ul>
            </details>
        </div>
    }
}

/// The drawing, which the list stands in for where it cannot be seen.
fn picture(bench: Workbench, drawing: &Drawing, report: &Report) -> impl IntoView + use<> {
    let width = drawing.lanes.len() * LANE;
    let height = HEAD + drawing.rows * ROW;
    let middle = (LANE - BOX.0) / 2;
    let place = |lane: usize, row: usize| (lane * LANE + middle, HEAD + row * ROW);
    let lanes: Vec<_> = drawing
        .lanes
        .iter()
        .enumerate()
        .map(|(lane, name)| {
            let x = lane * LANE + LANE / 2;
            view! { <text class="graph-lane" x=x y="16" text-anchor="middle">{shortened(name, 24)}</text> }
        })
        .collect();
    let edges: Vec<_> = drawing
        .edges
        .iter()
        .filter_map(|edge| Some((drawing.nodes.get(edge.from)?, drawing.nodes.get(edge.to)?)))
        .map(|(from, to)| {
            let (from_x, from_y) = place(from.lane, from.row);
            let (to_x, to_y) = place(to.lane, to.row);
            let (from_x, to_x) = (from_x + BOX.0 / 2, to_x + BOX.0 / 2);
            let from_y = from_y + BOX.1;
            let bend = (from_y + to_y) / 2;
            let path = format!("M{from_x} {from_y}C{from_x} {bend} {to_x} {bend} {to_x} {to_y}");
            view! { <path class="graph-edge" d=path></path> }
        })
        .collect();
    let nodes: Vec<_> = drawing
        .nodes
        .iter()
        .filter_map(|node| Some((node, report.progress.vertices.get(node.vertex)?)))
        .map(|(node, vertex)| {
            let (x, y) = place(node.lane, node.row);
            let (text_x, text_y) = (x + 8, y + 23);
            let lines: Option<LineRange> = vertex.lines;
            let go = move |_| {
                if let Some(lines) = lines {
                    bench.go_to(lines);
                }
            };
            let title = format!("{}: {}", vertex.name, state(vertex.state));
            view! {
                <g
                    class="graph-node"
                    data-state=state_name(vertex.state)
                    data-lines=lines_key(lines)
                    data-kin=move || bench.is_kin(lines).then_some("")
                    on:click=go
                >
                    <title>{title}</title>
                    <rect x=x y=y width=BOX.0 height=BOX.1 rx="4"></rect>
                    <text x=text_x y=text_y>{shortened(&node.label, 24)}</text>
                </g>
            }
        })
        .collect();
    view! {
        <svg
            class="graph-picture"
            viewBox=format!("0 0 {width} {height}")
            width=width
            height=height
            aria-hidden="true"
        >
            {lanes}
            {edges}
            {nodes}
        </svg>
    }
}
