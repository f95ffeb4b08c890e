//! Lines of `docker history` (`commitToHistory`).

use super::super::stage::Stage;
use crate::graph::VertexId;
use crate::image::HistoryEntry;
use crate::lint::Location;

/// What an instruction leaves besides its line.
pub(super) enum Layer {
    /// No layer.
    None,
    /// The layer of a vertex; lines of RUN, COPY and ADD end in `# buildkit`.
    Of(Option<VertexId>),
}

/// Adds a line.
pub(super) fn commit(stage: &mut Stage<'_>, location: &Location, created_by: String, layer: Layer) {
    let (vertex, empty_layer) = match layer {
        Layer::None => (None, true),
        Layer::Of(vertex) => (vertex, false),
    };
    stage.image.history.push(HistoryEntry {
        created_by,
        comment: "buildkit.dockerfile.v0".to_owned(),
        empty_layer,
        span: location.span,
        vertex,
    });
}
