//! The steps of a build in time, and the same on the classic builder.

use drybuild::build::Build;
use drybuild::graph::VertexId;
use drybuild::machine::Execution;
use drybuild::schedule::{LegacyTimeline, State, TimelineVertex, legacy, schedule};
use lab_protocol::{LegacyStep, Progress, Vertex, VertexState};

use crate::position::Text;

pub(crate) fn view(build: &Build, text: &Text<'_>) -> Progress {
    let timeline = schedule(build);
    let classic = legacy(build);
    let vertices = timeline.vertices.iter();
    Progress {
        vertices: vertices
            .map(|vertex| view_vertex(build, vertex, text))
            .collect(),
        end_ms: timeline.end_ms,
        serial_ms: timeline.serial_ms,
        critical: timeline
            .critical_path
            .iter()
            .filter_map(|link| u32::try_from(link.vertex).ok())
            .collect(),
        legacy: view_legacy(&classic, text),
        legacy_end_ms: classic.end_ms,
    }
}

fn view_vertex(build: &Build, vertex: &TimelineVertex, text: &Text<'_>) -> Vertex {
    let of_graph = || {
        let ids = vertex.vertices.iter();
        ids.filter_map(|id| build.definition.vertex(*id))
    };
    let why = vertex
        .vertices
        .iter()
        .find_map(|id| build.solution.miss(*id));
    Vertex {
        name: vertex.name.clone(),
        stage: of_graph()
            .find_map(|vertex| vertex.stage.clone())
            .unwrap_or_default(),
        lines: of_graph()
            .find_map(|vertex| vertex.span)
            .map(|span| text.lines(span)),
        inputs: vertex
            .inputs
            .iter()
            .filter_map(|input| u32::try_from(*input).ok())
            .collect(),
        times: vertex
            .intervals
            .iter()
            .map(|interval| (interval.start_ms, interval.end_ms))
            .collect(),
        state: match &vertex.state {
            State::Done => VertexState::Done,
            State::Cached => VertexState::Cached,
            State::Failed(_) => VertexState::Failed,
            State::Canceled => VertexState::Canceled,
            State::NotReached => VertexState::NotReached,
        },
        why_run: why.map(drybuild::solve::Miss::text),
        download_bytes: vertex.download_bytes,
        emulated: vertex.execution == Execution::Emulated,
        layer: layer(build, &vertex.vertices),
    }
}

/// The number of the layer that one of some vertices makes in the image of the first platform.
fn layer(build: &Build, ids: &[VertexId]) -> Option<u32> {
    let image = build.image()?;
    let own = image.own_layers().position(|made| ids.contains(&made))?;
    u32::try_from(image.base_layers.len() + own + 1).ok()
}

fn view_legacy(classic: &LegacyTimeline, text: &Text<'_>) -> Vec<LegacyStep> {
    let steps = classic.steps.iter().map(|step| LegacyStep {
        text: step.text.clone(),
        lines: step.span.map(|span| text.lines(span)),
        start_ms: step.start_ms,
        end_ms: step.end_ms,
        needed: step.is_needed,
        error: step.error.clone(),
    });
    steps.collect()
}
