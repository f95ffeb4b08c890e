//! Caches that come from elsewhere and go elsewhere: `--cache-from`, `--cache-to`.

use super::super::clock::Phase;
use super::super::{digest, duration};
use super::{Planner, Row, Task, file};
use crate::graph::{Op, VertexId};

impl Planner<'_> {
    /// The tasks after which keys can be asked for: all imports.
    pub(super) fn cache_imports(&mut self, ready: usize) -> Vec<usize> {
        let mut imports = vec![ready];
        for spec in &self.build.options.cache_from {
            let name = match value(spec, "type").as_str() {
                "registry" => value(spec, "ref"),
                "local" => format!("local:{}", digest::stand_in(spec)),
                kind => format!("{kind}:{}", digest::stand_in(spec)),
            };
            let row = self.row(Row::new(format!("importing cache manifest from {name}")));
            let wait = self.build.machine.network.round_trip_ms * 2_000;
            let mut task = Task::new(row, vec![ready], vec![Phase::Time(wait)]);
            task.part(
                "inferred cache manifest type: application/vnd.oci.image.manifest.v1+json",
                0,
                false,
            );
            imports.push(self.task(task));
        }
        imports
    }

    pub(super) fn cache_exports(&mut self, after: Option<usize>) {
        for spec in self.build.options.cache_to.clone() {
            let kind = value(&spec, "type");
            let name = match kind.as_str() {
                "inline" | "" => continue,
                "registry" => "exporting cache to registry",
                "local" => "exporting cache to client directory",
                "gha" => "exporting to GitHub Actions Cache",
                "s3" => "exporting cache to Amazon S3",
                "azblob" => "exporting cache to Azure Blob Storage",
                _ => "exporting content cache",
            };
            let row = self.row(Row {
                inputs: self.last_rows(),
                ..Row::new(name)
            });
            let after = after.map_or_else(|| self.results(), |task| vec![task]);
            let prepare = Phase::Time(duration::EXPORT_MS.value * 1_000);
            let mut task = Task::new(row, after, vec![prepare]);
            task.part("preparing build cache for export", 0, false);
            for (layer, bytes) in self.cached_layers(&spec) {
                let travels = bytes * duration::COMPRESSED_PERCENT.value / 100;
                task.job.phases.push(match kind.as_str() {
                    "local" => Phase::Time(
                        travels.saturating_mul(1_000_000) / duration::TARBALL_BYTES_PER_S.value,
                    ),
                    _ => Phase::Upload(travels),
                });
                task.part(format!("writing layer {layer}"), 0, false);
            }
            let small = Phase::Time(duration::MANIFEST_MS.value * 1_000);
            for what in ["config", "cache image manifest"] {
                task.job.phases.push(small);
                let digest = digest::stand_in(&format!("{spec} {what}"));
                task.part(format!("writing {what} {digest}"), 0, false);
            }
            self.task(task);
        }
    }

    /// Layers that an export writes: those of the result, with `mode=max` those of every step.
    fn cached_layers(&self, spec: &str) -> Vec<(String, u64)> {
        let is_max = value(spec, "mode") == "max";
        let own: Vec<VertexId> = self
            .build
            .images
            .iter()
            .flat_map(|image| image.own_layers().collect::<Vec<_>>())
            .collect();
        let mut layers = Vec::new();
        for (index, vertex) in self.build.definition.vertices.iter().enumerate() {
            let id = VertexId(index);
            let is_wanted = match &vertex.op {
                Op::Source(source) => source.identifier.starts_with("docker-image://"),
                _ => is_max || own.contains(&id),
            };
            if let Some(solved) = self.build.solution.vertex(id).filter(|_| is_wanted) {
                let bytes = file::size_bytes(&solved.changes);
                layers.push((digest::stand_in(&format!("{} {index}", vertex.name)), bytes));
            }
        }
        layers
    }
}

/// A field of `type=registry,ref=…`; a bare reference is short for the registry.
pub(super) fn value(spec: &str, key: &str) -> String {
    if !spec.is_empty() && !spec.contains('=') {
        return match key {
            "type" => "registry".to_owned(),
            "ref" => spec.to_owned(),
            _ => String::new(),
        };
    }
    let fields = spec.split(',').filter_map(|field| field.split_once('='));
    let mut found = fields
        .filter(|(name, _)| *name == key)
        .map(|(_, value)| value);
    found.next_back().unwrap_or_default().to_owned()
}
