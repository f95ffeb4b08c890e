//! Rows of the log and the tasks behind them.

use super::super::clock::{Job, Phase};
use crate::graph::VertexId;
use crate::machine::Execution;
use crate::shell::Stream;

/// A vertex as the client sees it.
#[derive(Debug, Clone)]
pub(in crate::schedule) struct Row {
    pub(in crate::schedule) name: String,
    /// Vertices of the graph; several in a progress group, none for the builder's own.
    pub(in crate::schedule) vertices: Vec<VertexId>,
    pub(in crate::schedule) inputs: Vec<usize>,
    pub(in crate::schedule) node: usize,
    pub(in crate::schedule) execution: Execution,
    /// Warnings, each shown when this task ends.
    pub(in crate::schedule) warnings: Vec<(usize, String)>,
}

impl Row {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            vertices: Vec::new(),
            inputs: Vec::new(),
            node: 0,
            execution: Execution::Native,
            warnings: Vec::new(),
        }
    }
}

/// A job of the clock, and what of it is shown.
#[derive(Debug, Clone)]
pub(in crate::schedule) struct Task {
    pub(in crate::schedule) row: usize,
    pub(in crate::schedule) job: Job,
    pub(in crate::schedule) parts: Vec<PartPlan>,
    pub(in crate::schedule) lines: Vec<Line>,
    pub(in crate::schedule) is_cached: bool,
    pub(in crate::schedule) error: Option<String>,
}

impl Task {
    pub(super) fn new(row: usize, after: Vec<usize>, phases: Vec<Phase>) -> Self {
        Self {
            row,
            job: Job {
                after,
                phases,
                ..Job::default()
            },
            parts: Vec::new(),
            lines: Vec::new(),
            is_cached: false,
            error: None,
        }
    }

    /// Shows its last phase as a part of its own.
    pub(super) fn part(&mut self, id: impl Into<String>, bytes: u64, has_total: bool) {
        let last = self.job.phases.len().saturating_sub(1);
        self.parts.push(PartPlan {
            id: id.into(),
            phase: last,
            bytes,
            has_total,
        });
    }

    /// Shows a transfer from the client.
    pub(super) fn transfer(&mut self, name: &str, bytes: u64) {
        let [sent, kept] = super::definition::context_phases(bytes);
        self.job.phases.push(sent);
        self.part(format!("transferring {name}:"), bytes, false);
        self.job.phases.push(kept);
    }

    pub(super) fn failing(mut self, error: String) -> Self {
        self.error = Some(error);
        self.job.fails = true;
        self
    }
}

/// A line of progress below a vertex: `transferring context: 2B done`.
#[derive(Debug, Clone)]
pub(in crate::schedule) struct PartPlan {
    pub(in crate::schedule) id: String,
    /// The phase that it shows.
    pub(in crate::schedule) phase: usize,
    /// What it counts to; 0 is not shown.
    pub(in crate::schedule) bytes: u64,
    pub(in crate::schedule) has_total: bool,
}

/// A line that a process prints.
#[derive(Debug, Clone)]
pub(in crate::schedule) struct Line {
    pub(in crate::schedule) stream: Stream,
    pub(in crate::schedule) text: String,
    /// Between the start of the first of these phases and the end of the last.
    pub(in crate::schedule) phases: (usize, usize),
    /// How far, as a share.
    pub(in crate::schedule) share: (u64, u64),
}
