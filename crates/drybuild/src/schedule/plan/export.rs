//! What happens to the result: exported, named, unpacked, pushed.

use super::super::clock::Phase;
use super::super::{digest, duration, transfer};
use super::remote_cache::value;
use super::{Planner, Row, Task, file};
use crate::attestation::{self, Asked, Exporter};
use crate::machine::Driver;
use crate::reference::Reference;

impl Planner<'_> {
    /// Whether the result leaves the cache.
    pub(super) fn exports(&self) -> bool {
        let has_output = !self.build.options.output.is_empty();
        has_output || self.build.machine.driver == Driver::Docker
    }

    /// The last task of the exporters; `None` where there is none.
    pub(super) fn export(&mut self) -> Option<usize> {
        if !self.exports() {
            return None;
        }
        let scanned = self.scan();
        let exporters = attestation::exporters(&self.build.options);
        let mut last = None;
        for (index, exporter) in exporters.into_iter().enumerate() {
            let spec = self.build.options.output.get(index).cloned();
            let spec = spec.unwrap_or_default();
            let after = [self.results(), scanned.clone()].concat();
            let task = match exporter {
                Exporter::None => continue,
                Exporter::Image => self.image_store(&spec, after),
                Exporter::Docker if self.build.machine.driver == Driver::Docker => {
                    self.image_store(&spec, after)
                }
                Exporter::Docker => self.archive("docker", after),
                Exporter::Oci => self.archive("oci", after),
                Exporter::Local => self.folder(after),
                Exporter::Tar => self.tarball(after),
            };
            last = Some(task);
        }
        last
    }

    /// Tasks that make the results of all platforms; before them the solve itself, for `FROM scratch` alone.
    pub(super) fn results(&self) -> Vec<usize> {
        let results = self.build.images.iter().filter_map(|image| image.result);
        let mut tasks: Vec<usize> = results
            .filter_map(|edge| self.made.get(edge.vertex.0)?.result)
            .collect();
        if tasks.is_empty() {
            tasks.extend(self.plan.tasks.len().checked_sub(1));
        }
        tasks.sort_unstable();
        tasks.dedup();
        tasks
    }

    pub(super) fn last_rows(&self) -> Vec<usize> {
        let tasks = self.results();
        let rows = tasks.iter().filter_map(|task| self.plan.tasks.get(*task));
        let mut rows: Vec<usize> = rows.map(|task| task.row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// The scanner of `--sbom`, one run a platform.
    fn scan(&mut self) -> Vec<usize> {
        let Some(settings) = Asked::of(&self.build.options).sbom else {
            return Vec::new();
        };
        let scanner = Reference::parse(&settings.generator)
            .map_or(settings.generator, |reference| reference.to_string());
        let mut tasks = Vec::new();
        let platforms: Vec<String> = self
            .build
            .images
            .iter()
            .map(|image| image.platform.to_string())
            .collect();
        for platform in platforms {
            let row = self.row(Row {
                inputs: self.last_rows(),
                ..Row::new(format!("[{platform}] generating sbom using {scanner}"))
            });
            let us = (duration::PROCESS_START_MS.value + 1_500) * 1_000;
            let task = Task::new(row, self.results(), vec![Phase::Time(us)]);
            tasks.push(self.task(task));
        }
        tasks
    }

    fn layer_bytes(&self) -> u64 {
        let own = self.build.images.iter().flat_map(|image| {
            let layers = image.own_layers().filter(|id| !self.is_cached(*id));
            layers.collect::<Vec<_>>()
        });
        let solved = own.filter_map(|id| self.build.solution.vertex(id));
        solved.map(|solved| file::size_bytes(&solved.changes)).sum()
    }

    /// Layers, then for each platform manifest and config, its attestations, and the index over all.
    fn manifests(&self, task: &mut Task, name: &str) {
        let bytes = self.layer_bytes();
        let us = bytes.saturating_mul(1_000_000) / duration::COMPRESS_BYTES_PER_S.value;
        // Layers that are exported already are only looked up.
        let base_us = if bytes > 0 {
            duration::EXPORT_MS.value * 1_000
        } else {
            1_000
        };
        task.job.phases.push(Phase::Time(base_us + us));
        task.part("exporting layers", 0, false);
        let asked = Asked::of(&self.build.options);
        let has_attestations = asked.provenance.is_some() || asked.sbom.is_some();
        let small = Phase::Time(duration::MANIFEST_MS.value * 1_000);
        let mut write = |what: &str, of: &str| {
            task.job.phases.push(small);
            let digest = digest::stand_in(&format!("{name} {what} {of}"));
            task.part(format!("{what} {digest}"), 0, false);
        };
        let seed = self.build.options.tags.join(" ");
        for image in &self.build.images {
            let history = image
                .config
                .history
                .iter()
                .map(|row| row.created_by.as_str());
            let history: Vec<&str> = history.collect();
            let of = format!("{seed} {} {}", image.platform, history.join(" "));
            write("exporting manifest", &of);
            write("exporting config", &of);
            if has_attestations && name != "docker" {
                write("exporting attestation manifest", &of);
            }
        }
        if (has_attestations || self.build.images.len() > 1) && name != "docker" {
            let platforms = self.build.images.iter();
            let platforms: Vec<String> =
                platforms.map(|image| image.platform.to_string()).collect();
            let of = format!("{seed} {}", platforms.join(" "));
            write("exporting manifest list", &of);
        }
    }

    fn image_store(&mut self, spec: &str, after: Vec<usize>) -> usize {
        let row = self.row(Row {
            inputs: self.last_rows(),
            ..Row::new("exporting to image")
        });
        let mut task = Task::new(row, after, Vec::new());
        if self
            .build
            .options
            .cache_to
            .iter()
            .any(|spec| value(spec, "type") == "inline")
        {
            task.job
                .phases
                .push(Phase::Time(duration::MANIFEST_MS.value * 1_000));
            task.part("preparing layers for inline cache", 0, false);
        }
        self.manifests(&mut task, "image");
        let is_push = value(spec, "type") == "registry" || value(spec, "push") == "true";
        let names = self.names(spec);
        let small = Phase::Time(duration::MANIFEST_MS.value * 1_000);
        let bytes = self.layer_bytes();
        let is_stored = self.build.machine.driver == Driver::Docker;
        for name in names.iter().filter(|_| is_stored) {
            task.job.phases.push(small);
            task.part(format!("naming to {name}"), 0, false);
            let us = bytes.saturating_mul(1_000_000) / duration::EXTRACT_BYTES_PER_S.value;
            task.job.phases.push(Phase::Time(us + 2_000));
            task.part(format!("unpacking to {name}"), 0, false);
        }
        let mut last = self.task(task);
        if is_push && !names.is_empty() {
            last = self.push(row, last, &names, bytes);
        }
        last
    }

    /// Finalizing is an interval of its own of the same row.
    fn push(&mut self, row: usize, after: usize, names: &[String], bytes: u64) -> usize {
        let travels = bytes * duration::COMPRESSED_PERCENT.value / 100;
        let mut task = Task::new(row, vec![after], vec![Phase::Upload(travels)]);
        task.part("pushing layers", 0, false);
        let round_trips = self.build.machine.network.round_trip_ms * 2_000;
        for name in names {
            task.job.phases.push(Phase::Time(round_trips));
            let digest = digest::stand_in(&format!("image {name}"));
            task.part(format!("pushing manifest for {name}@{digest}"), 0, false);
        }
        self.task(task)
    }

    /// Names of the image with their registry and tag.
    fn names(&self, spec: &str) -> Vec<String> {
        let given = value(spec, "name");
        let tags = self.build.options.tags.iter().map(String::as_str);
        let all = tags.chain((!given.is_empty()).then_some(given.as_str()));
        let full = |name: &str| match Reference::parse(name) {
            Ok(reference) => reference.with_default_tag().to_string(),
            Err(_) => name.to_owned(),
        };
        all.map(full).collect()
    }

    fn archive(&mut self, variant: &str, after: Vec<usize>) -> usize {
        let row = self.row(Row {
            inputs: self.last_rows(),
            ..Row::new(format!("exporting to {variant} image format"))
        });
        let mut task = Task::new(row, after, Vec::new());
        self.manifests(&mut task, variant);
        task.job.phases.push(Phase::Time(self.tarball_us()));
        task.part("sending tarball", 0, false);
        let task = self.task(task);
        if variant != "docker" {
            return task;
        }
        let row = self.row(Row {
            inputs: vec![row],
            ..Row::new("importing to docker")
        });
        let import = Task::new(row, vec![task], vec![Phase::Time(self.tarball_us())]);
        self.task(import)
    }

    fn folder(&mut self, after: Vec<usize>) -> usize {
        let row = self.row(Row {
            inputs: self.last_rows(),
            ..Row::new("exporting to client directory")
        });
        let mut task = Task::new(row, after, Vec::new());
        let images = &self.build.images;
        for image in images {
            let files = image
                .result
                .and_then(|edge| self.build.solution.files(edge));
            let bytes = files.map_or(2, |files| transfer::size_bytes(files, None));
            let us = bytes.saturating_mul(1_000_000) / duration::TARBALL_BYTES_PER_S.value;
            task.job.phases.push(Phase::Time(us + 10_000));
            let label = if images.len() > 1 {
                format!("copying files {}", image.platform)
            } else {
                "copying files".to_owned()
            };
            task.part(label, bytes, false);
        }
        self.task(task)
    }

    fn tarball(&mut self, after: Vec<usize>) -> usize {
        let row = self.row(Row {
            inputs: self.last_rows(),
            ..Row::new("exporting to client tarball")
        });
        let mut task = Task::new(row, after, vec![Phase::Time(self.tarball_us())]);
        task.part("sending tarball", 0, false);
        self.task(task)
    }

    fn tarball_us(&self) -> u64 {
        let base = self
            .build
            .images
            .iter()
            .flat_map(|image| &image.base_layers);
        let bytes: u64 = base.map(|layer| layer.size_bytes).sum::<u64>() + self.layer_bytes();
        10_000 + bytes.saturating_mul(1_000_000) / duration::TARBALL_BYTES_PER_S.value
    }
}
