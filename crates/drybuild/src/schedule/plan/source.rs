//! Sources: resolved when the graph is loaded, pulled when a step needs their files.

use super::super::clock::Phase;
use super::super::{digest, duration, transfer};
use super::{Made, Planner, Row, Task};
use crate::graph::{SourceOp, Vertex, VertexId};

/// A download of unknown size; illustrative.
const UNKNOWN_BYTES: u64 = 1_000_000;
/// A repository of unknown size; illustrative.
const REPOSITORY_BYTES: u64 = 6_000_000;

impl Planner<'_> {
    pub(super) fn source(
        &mut self,
        id: VertexId,
        vertex: &Vertex,
        source: &SourceOp,
        ready: usize,
        is_needed: bool,
    ) {
        let (scheme, rest) = source
            .identifier
            .split_once("://")
            .unwrap_or(("", &source.identifier));
        let (node, execution) = self.place(id);
        let mut row = Row {
            vertices: vec![id],
            node,
            execution,
            ..Row::new(vertex.name.clone())
        };
        let made = match scheme {
            "docker-image" | "oci-layout" => {
                let platform = vertex.platform.as_ref().map(ToString::to_string);
                let platform = platform.unwrap_or_default();
                let digest = digest::stand_in(&format!("{rest} {platform}"));
                if scheme == "docker-image" && row.name.ends_with(rest) {
                    row.name = format!("{}@{digest}", row.name);
                }
                let row = self.row(row);
                self.image(id, row, rest, &digest, ready, is_needed)
            }
            "local" => {
                let row = self.row(row);
                self.local(id, row, rest, ready)
            }
            _ => {
                let row = self.row(row);
                let bytes = match scheme {
                    "git" => REPOSITORY_BYTES,
                    _ => UNKNOWN_BYTES,
                };
                let wait = self.build.machine.network.round_trip_ms * 2_000;
                let mut phases = vec![Phase::Time(wait)];
                if !self.is_cached(id) {
                    phases.push(Phase::Download(bytes));
                }
                let mut task = Task::new(row, vec![ready], phases);
                task.job.slot = Some(node);
                if let Some(error) = self.error(id) {
                    task = task.failing(error);
                }
                let task = self.task(task);
                Made {
                    key: Some(task),
                    result: Some(task),
                    row: Some(row),
                }
            }
        };
        if let Some(place) = self.made.get_mut(id.0) {
            *place = made;
        }
    }

    fn image(
        &mut self,
        id: VertexId,
        row: usize,
        name: &str,
        digest: &str,
        ready: usize,
        is_needed: bool,
    ) -> Made {
        let resolve_us = duration::MANIFEST_MS.value * 1_000;
        let mut resolve = Task::new(row, vec![ready], vec![Phase::Time(resolve_us)]);
        resolve.part(format!("resolve {name}@{digest}"), 0, false);
        // A base that is there is loaded when a step needs it, and is known by its digest otherwise.
        resolve.is_cached = self.is_cached(id) && is_needed;
        let resolve = self.task(resolve);
        let mut made = Made {
            key: Some(resolve),
            result: Some(resolve),
            row: Some(row),
        };
        let is_there = self.build.solution.miss(id).is_none();
        if is_there || !is_needed {
            return made;
        }
        let vertex = self.build.definition.vertex(id);
        let identifier = match vertex.map(|vertex| &vertex.op) {
            Some(crate::graph::Op::Source(source)) => source.identifier.as_str(),
            _ => "",
        };
        let layers = self.build.source_layers.get(identifier);
        let layers = layers.map_or(&[][..], Vec::as_slice);
        let mut pull = Task::new(row, vec![resolve], Vec::new());
        let named = |index: usize| digest::stand_in(&format!("{digest} layer {index}"));
        let sizes = layers.iter().enumerate().map(|(index, layer)| {
            let bytes = layer.size_bytes * duration::COMPRESSED_PERCENT.value / 100;
            (named(index), bytes.max(32), layer.size_bytes)
        });
        let sizes: Vec<(String, u64, u64)> = sizes.collect();
        for (layer, bytes, _) in &sizes {
            pull.job.phases.push(Phase::Download(*bytes));
            pull.part(layer, *bytes, true);
        }
        for (layer, _, unpacked) in &sizes {
            let us = unpacked.saturating_mul(1_000_000) / duration::EXTRACT_BYTES_PER_S.value;
            pull.job.phases.push(Phase::Time(us + 10_000));
            pull.part(format!("extracting {layer}"), 0, false);
        }
        pull.job.slot = self.plan.rows.get(row).map(|row| row.node);
        made.result = Some(self.task(pull));
        made
    }

    fn local(&mut self, id: VertexId, row: usize, name: &str, ready: usize) -> Made {
        let solved = self.build.solution.vertex(id);
        let files = solved.and_then(|solved| solved.outputs.first());
        let known = self.build.received.get(name);
        let bytes = files.map_or(0, |files| transfer::size_bytes(files, known));
        let mut task = Task::new(row, vec![ready], Vec::new());
        task.transfer(name, bytes);
        let task = self.task(task);
        Made {
            key: Some(task),
            result: Some(task),
            row: Some(row),
        }
    }

    /// The error of a vertex, as its row shows it.
    pub(super) fn error(&self, id: VertexId) -> Option<String> {
        let failure = self.build.solution.failure.as_ref()?;
        let own = failure.message.as_str();
        // The edge adds this, and the vertex does not know of it.
        let own = own
            .strip_prefix("failed to compute cache key: ")
            .unwrap_or(own);
        let own = own
            .strip_prefix("failed to load cache key: ")
            .unwrap_or(own);
        (failure.vertex == id).then(|| own.to_owned())
    }
}
