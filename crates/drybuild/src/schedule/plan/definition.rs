//! What the frontend asks for before there is a graph: the Dockerfile, image metadata, `.dockerignore`.

use super::super::clock::Phase;
use super::super::{duration, transfer};
use super::{Planner, Row, Task};
use crate::context::ContextTree;
use crate::lint::Warning;

/// Rules that the frontend checks while it turns instructions into a graph: the metadata of the images is there then.
/// All others are checked on the text.
const DISPATCH_RULES: [&str; 10] = [
    "CopyIgnoredFile",
    "ExposeInvalidFormat",
    "ExposeProtoCasing",
    "InvalidBaseImagePlatform",
    "JSONArgsRecommended",
    "MultipleInstructionsDisallowed",
    "SecretsUsedInArgOrEnv",
    "UndefinedVar",
    "WorkdirRelativePath",
    "LegacyKeyValueFormat",
];

impl Planner<'_> {
    /// The task after which the graph is solved; `None` where the frontend stops before.
    pub(super) fn definition(&mut self) -> Option<usize> {
        let options = &self.build.options;
        let file_name = options.dockerfile_name();
        let name = format!("[internal] load build definition from {file_name}");
        let definition = self.row(Row::new(name));
        let tree = ContextTree::default().with_file(file_name, self.build.dockerfile.as_str());
        // An ignore file beside it comes with it, and then no other is asked for (`ReadEntrypoint` of `dockerui`).
        let beside = options.dockerfile_dockerignore.clone();
        let has_beside = beside.is_some();
        let tree = match beside {
            Some(text) => tree.with_file(&format!("{file_name}.dockerignore"), text),
            None => tree,
        };
        let mut loaded = load(definition, Vec::new(), "dockerfile", &tree);
        let refused = self
            .build
            .refused
            .as_ref()
            .map(|(message, _)| message.as_str());
        let is_refused_at_once = refused.is_some() && self.build.resolved.is_empty();
        if is_refused_at_once {
            // The frontend fails, and not the vertex.
            loaded.job.fails = true;
        }
        let loaded = self.task(loaded);
        self.warn(definition, loaded, false);
        if is_refused_at_once {
            return None;
        }
        let mut known = vec![loaded];
        let count = self.build.resolved.len();
        for index in 0..count {
            let name = self.build.resolved.get(index).cloned().unwrap_or_default();
            let row = self.row(Row::new(name.clone()));
            let network = self.build.machine.network;
            let ms = duration::METADATA_ROUND_TRIPS.value * network.round_trip_ms;
            let mut task = Task::new(row, vec![loaded], vec![Phase::Time(ms * 1_000)]);
            let lookup = refused.filter(|_| index + 1 == count);
            if let Some(error) = lookup.and_then(|message| metadata_error(message, &name)) {
                task = task.failing(error);
            }
            let task = self.task(task);
            known.push(task);
        }
        self.warn(definition, *known.last()?, true);
        if has_beside {
            return known.pop().filter(|_| refused.is_none());
        }
        let row = self.row(Row::new("[internal] load .dockerignore"));
        let ignore = options.dockerignore.as_deref();
        let tree = ContextTree::default();
        let tree = ignore.map_or(tree.clone(), |text| tree.with_file(".dockerignore", text));
        let mut ignored = load(row, known, "context", &tree);
        ignored.job.fails = refused.is_some();
        let ignored = self.task(ignored);
        refused.is_none().then_some(ignored)
    }

    /// Warnings of the text, or those that come with the graph.
    fn warn(&mut self, row: usize, task: usize, is_dispatch: bool) {
        let checks = self.build.checks.iter();
        let texts: Vec<String> = checks
            .filter(|check| DISPATCH_RULES.contains(&check.rule.name) == is_dispatch)
            .map(short)
            .collect();
        if let Some(row) = self.plan.rows.get_mut(row) {
            row.warnings
                .extend(texts.into_iter().map(|text| (task, text)));
        }
    }
}

/// A warning in one line (`LintFormatShort` of `linter.go`).
pub(crate) fn short(warning: &Warning) -> String {
    let line = warning.lines.first().copied().unwrap_or_default();
    let line = if line == 0 {
        String::new()
    } else {
        format!(" (line {line})")
    };
    format!("{}: {}{line}", warning.rule.name, warning.detail)
}

/// The vertex's own error, where the message is about this image.
fn metadata_error(message: &str, row: &str) -> Option<String> {
    let name = row.rsplit(' ').next()?;
    let marker = format!("failed to resolve source metadata for {name}: ");
    let at = message.find(&marker)? + marker.len();
    message.get(at..).map(str::to_owned)
}

/// Few files of a folder of the client, or none.
fn load(row: usize, after: Vec<usize>, name: &str, tree: &ContextTree) -> Task {
    let files = tree.transfer(&[], None, |_, bytes| bytes.into());
    let bytes = transfer::size_bytes(&files, None);
    let mut task = Task::new(row, after, Vec::new());
    task.transfer(name, bytes);
    task
}

/// The phases of a transfer from the client: the bytes, and what the builder does with them.
pub(super) fn context_phases(bytes: u64) -> [Phase; 2] {
    let us = bytes.saturating_mul(1_000_000) / duration::CONTEXT_BYTES_PER_S.value;
    [
        Phase::Time(duration::CONTEXT_REQUEST_MS.value * 1_000 + us),
        Phase::Time(duration::CONTEXT_SNAPSHOT_MS.value * 1_000),
    ]
}
