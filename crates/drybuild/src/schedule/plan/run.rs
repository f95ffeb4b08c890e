//! `RUN`: its commands take the time of the catalogue, and print when they end.

use super::super::clock::Phase;
use super::super::{duration, process, script};
use super::{Line, Planner, Task};
use crate::graph::{CacheSharing, ExecOp, MountKind, Vertex, VertexId};
use crate::machine::Execution;
use crate::shell::{Outcome, Stream};

impl Planner<'_> {
    pub(super) fn run(
        &mut self,
        id: VertexId,
        vertex: &Vertex,
        op: &ExecOp,
        row: usize,
        after: Vec<usize>,
    ) -> Task {
        let solved = self.build.solution.vertex(id);
        let outcome = solved.and_then(|solved| solved.run.as_deref());
        if outcome.is_none() && self.error(id).is_some() {
            // A secret or a user that is missing: there is no process.
            return Task::new(row, after, vec![Phase::Time(0)]);
        }
        let is_warm = self.is_warm(op) && !vertex.ignore_cache;
        let (_, execution) = self.place(id);
        let commands = process::commands(op);
        let mut phases = vec![Phase::Time(duration::PROCESS_START_MS.value * 1_000)];
        let is_run = execution != Execution::Impossible;
        for command in commands.iter().filter(|_| is_run) {
            let cost = match outcome {
                Some(outcome) if is_missing(outcome, &command.words) => duration::Cost::default(),
                _ => duration::cost(&command.words, is_warm),
            };
            let percent = match execution {
                Execution::Emulated => duration::EMULATED_PERCENT.value,
                _ => 100,
            };
            let cpu_us = cost.cpu_ms.saturating_mul(10).saturating_mul(percent);
            phases.push(Phase::Download(cost.download_bytes));
            phases.push(Phase::Time(cpu_us.saturating_add(cost.wait_ms * 1_000)));
        }
        phases.push(Phase::Time(duration::PROCESS_END_MS.value * 1_000));
        let mut task = Task::new(row, after, phases);
        if let Some(outcome) = outcome {
            task.lines = lines(outcome, &commands);
            for line in task.lines.iter_mut().filter(|_| !is_run) {
                line.share = (0, 1);
            }
        }
        task.job.locks = locked(op);
        self.fill(op);
        task
    }

    /// Whether a cache mount of the step holds something.
    fn is_warm(&self, op: &ExecOp) -> bool {
        op.mounts.iter().any(
            |mount| matches!(&mount.kind, MountKind::Cache(cache) if self.warm.contains(&cache.id)),
        )
    }

    /// What the step leaves in its cache mounts serves the next ones.
    fn fill(&mut self, op: &ExecOp) {
        for mount in &op.mounts {
            if let MountKind::Cache(cache) = &mount.kind
                && cache.sharing != CacheSharing::Private
            {
                self.warm.insert(cache.id.clone());
            }
        }
    }
}

/// Whether the shell looked for a program in vain.
fn is_missing(outcome: &Outcome, words: &[String]) -> bool {
    let name = words.first().map(String::as_str).unwrap_or_default();
    let text = outcome.stderr.text();
    let mut lines = text.lines();
    lines.any(|line| {
        let end = line.strip_suffix(": not found");
        let end = end.or_else(|| line.strip_suffix(": command not found"));
        end.is_some_and(|start| start.ends_with(&format!(": {name}")))
    })
}

/// Ids of the cache mounts with `sharing=locked`, each once.
fn locked(op: &ExecOp) -> Vec<String> {
    let mut ids = Vec::new();
    for mount in &op.mounts {
        if let MountKind::Cache(cache) = &mount.kind
            && cache.sharing == CacheSharing::Locked
            && !ids.contains(&cache.id)
        {
            ids.push(cache.id.clone());
        }
    }
    ids
}

/// What was printed, line by line, each in the time of the command that wrote it.
fn lines(outcome: &Outcome, commands: &[script::ScriptCommand]) -> Vec<Line> {
    let mut pieces: Vec<(usize, Stream, String)> = Vec::new();
    for written in &outcome.written {
        let bytes = match written.stream {
            Stream::Stdout => &outcome.stdout,
            Stream::Stderr => &outcome.stderr,
        };
        let data = bytes.data().get(written.range.clone()).unwrap_or_default();
        let text = String::from_utf8_lossy(data).into_owned();
        let at = commands
            .iter()
            .rposition(|command| command.range.start <= written.span.start)
            .unwrap_or_default();
        match pieces.last_mut() {
            // A line that is written piece by piece is one line.
            Some((_, stream, open)) if *stream == written.stream && !open.ends_with('\n') => {
                open.push_str(&text);
            }
            _ => pieces.push((at, written.stream, text)),
        }
    }
    let mut lines = Vec::new();
    for (at, stream, text) in pieces {
        let count = u64::try_from(text.lines().count()).unwrap_or(1);
        for (number, line) in (1..).zip(text.lines()) {
            lines.push(Line {
                stream,
                text: line.to_owned(),
                phases: (1 + 2 * at, 2 + 2 * at),
                share: (number, count),
            });
        }
    }
    lines
}
