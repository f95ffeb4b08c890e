//! `docker history`.

use super::layers;
use crate::Span;
use crate::build::{Build, PlatformImage};
use crate::labelled::SecretId;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// BuildKit's text.
    pub created_by: String,
    /// Size of the layer; 0 for an empty one.
    pub size_bytes: u64,
    /// Whether the entry made no layer.
    pub empty_layer: bool,
    /// `buildkit.dockerfile.v0`, or the base image's own comment.
    pub comment: String,
    /// The instruction; `None` for a row of the base.
    pub span: Option<Span>,
    /// The secrets whose value is in the text.
    pub secrets: Vec<SecretId>,
}

/// The rows, oldest first.
pub(super) fn of(build: &Build, image: &PlatformImage) -> Vec<Row> {
    let mut base = image.base_layers.iter();
    let row = |entry: &crate::image::HistoryEntry| {
        let size_bytes = match entry.vertex {
            Some(vertex) => layers::size_bytes(build, vertex),
            None if entry.empty_layer => 0,
            None => base.next().map_or(0, |layer| layer.size_bytes),
        };
        Row {
            created_by: entry.created_by.clone(),
            size_bytes,
            empty_layer: entry.empty_layer,
            comment: entry.comment.clone(),
            span: entry.span,
            secrets: build.planted.found_in(entry.created_by.as_bytes()),
        }
    };
    image.config.history.iter().map(row).collect()
}
