//! The timeline: rows with the times between which they ran.

use super::clock::{self, Run};
use super::critical::{self, CriticalLink};
use super::plan::{Plan, Row, Task};
use crate::build::Build;
use crate::graph::VertexId;
use crate::machine::Execution;
use crate::shell::Stream;

/// A build in time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The builder's own before the graph, the graph in its order, what follows it.
    pub vertices: Vec<TimelineVertex>,
    /// When the last one ended.
    pub end_ms: u64,
    /// How long the same would take one after another.
    pub serial_ms: u64,
    /// What nothing could have shortened but itself, from the start to the end.
    pub critical_path: Vec<CriticalLink>,
}

/// A vertex as BuildKit's client sees it: of the graph, or one of the builder's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineVertex {
    /// As in the log.
    pub name: String,
    /// Vertices of the graph that it stands for: several in a progress group, none for the builder's own.
    pub vertices: Vec<VertexId>,
    /// Other vertices of the timeline, by index, whose results it needs.
    pub inputs: Vec<usize>,
    /// When it ran, in order; empty when it was never reached.
    pub intervals: Vec<Interval>,
    /// How it ended.
    pub state: State,
    /// The node of the builder, by index.
    pub node: usize,
    /// Whether its programs are translated by QEMU.
    pub execution: Execution,
    /// Lines of progress, in order of their start.
    pub parts: Vec<Part>,
    /// What its process printed, in order of time.
    pub log: Vec<LogLine>,
    /// Warnings and when they came.
    pub warnings: Vec<(u64, String)>,
    /// What it brought over the network.
    pub download_bytes: u64,
    /// How long it waited for a cache mount that another held.
    pub waited_ms: u64,
}

/// A time in which a vertex ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// Start.
    pub start_ms: u64,
    /// End, not before the start.
    pub end_ms: u64,
}

/// How a vertex ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It ran.
    Done,
    /// It was not run again.
    Cached,
    /// BuildKit's text.
    Failed(String),
    /// It ran when another failed.
    Canceled,
    /// It was never started, or nobody asked for it.
    NotReached,
}

/// A line of progress below a vertex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// `transferring context:`, `extracting sha256:…`.
    pub id: String,
    /// When it began.
    pub start_ms: u64,
    /// When it ended; `None` where the build failed before.
    pub end_ms: Option<u64>,
    /// How far it came; 0 is not shown.
    pub bytes: u64,
    /// How far it goes; 0 is not shown.
    pub total_bytes: u64,
}

/// A line that a process printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// When.
    pub at_ms: u64,
    /// Where to.
    pub stream: Stream,
    /// Without its end.
    pub text: String,
}

impl TimelineVertex {
    /// When it first started.
    #[must_use]
    pub fn start_ms(&self) -> Option<u64> {
        self.intervals.first().map(|interval| interval.start_ms)
    }

    /// When it last ended.
    #[must_use]
    pub fn end_ms(&self) -> Option<u64> {
        self.intervals.last().map(|interval| interval.end_ms)
    }

    /// How long it ran, as its `DONE` line says.
    #[must_use]
    pub fn duration_ms(&self) -> u64 {
        let lengths = self.intervals.iter();
        lengths
            .map(|interval| interval.end_ms - interval.start_ms)
            .sum()
    }
}

pub(super) fn of(build: &Build, plan: &Plan, runs: &[Option<Run>]) -> Timeline {
    let mut vertices: Vec<TimelineVertex> = plan.rows.iter().map(empty).collect();
    let mut open: Vec<Vec<&Task>> = vec![Vec::new(); vertices.len()];
    for (task, run) in plan.tasks.iter().zip(runs) {
        let Some(vertex) = vertices.get_mut(task.row) else {
            continue;
        };
        if let Some(tasks) = open.get_mut(task.row) {
            tasks.push(task);
        }
        if let Some(run) = run {
            add(vertex, task, run);
        }
    }
    for (vertex, tasks) in vertices.iter_mut().zip(&open) {
        finish(vertex, tasks);
    }
    for (row, vertex) in plan.rows.iter().zip(&mut vertices) {
        for (task, text) in &row.warnings {
            if let Some(Some(run)) = runs.get(*task) {
                vertex.warnings.push((ms(run.end_us), text.clone()));
            }
        }
    }
    show_cached_with_their_users(&mut vertices, build.solution.failure.is_none());
    let end_us = runs.iter().flatten().map(|run| run.end_us).max();
    let alone = plan.tasks.iter().zip(runs).filter(|(_, run)| run.is_some());
    let serial_us: u64 = alone
        .map(|(task, _)| clock::alone_us(&task.job, &plan.limits))
        .sum();
    let end_ms = ms(end_us.unwrap_or_default());
    Timeline {
        vertices,
        end_ms,
        // Downloads that share the network round up.
        serial_ms: ms(serial_us).max(end_ms),
        critical_path: critical::path(plan, runs),
    }
}

fn empty(row: &Row) -> TimelineVertex {
    TimelineVertex {
        name: row.name.clone(),
        vertices: row.vertices.clone(),
        inputs: row.inputs.clone(),
        intervals: Vec::new(),
        state: State::NotReached,
        node: row.node,
        execution: row.execution,
        parts: Vec::new(),
        log: Vec::new(),
        warnings: Vec::new(),
        download_bytes: 0,
        waited_ms: 0,
    }
}

fn add(vertex: &mut TimelineVertex, task: &Task, run: &Run) {
    vertex.intervals.push(Interval {
        start_ms: ms(run.start_us),
        end_ms: ms(run.end_us),
    });
    vertex.waited_ms += ms(run.held_us) - ms(run.start_us);
    let start_of = |phase: usize| match phase.checked_sub(1) {
        None => Some(run.held_us),
        Some(before) => run.phase_ends_us.get(before).copied(),
    };
    for (index, phase) in task.job.phases.iter().enumerate() {
        if let clock::Phase::Download(bytes) = phase
            && index < run.phase_ends_us.len()
        {
            vertex.download_bytes += bytes;
        }
    }
    for part in &task.parts {
        let Some(start_us) = start_of(part.phase) else {
            continue;
        };
        let end_us = run.phase_ends_us.get(part.phase).copied();
        vertex.parts.push(Part {
            id: part.id.clone(),
            start_ms: ms(start_us),
            end_ms: end_us.map(ms),
            bytes: if end_us.is_some() { part.bytes } else { 0 },
            total_bytes: if part.has_total { part.bytes } else { 0 },
        });
    }
    for line in &task.lines {
        let (first, last) = line.phases;
        let start_us = start_of(first).unwrap_or(run.end_us);
        let end_us = run.phase_ends_us.get(last).copied().unwrap_or(run.end_us);
        let (number, count) = line.share;
        let at_us = start_us + end_us.saturating_sub(start_us) * number / count.max(1);
        vertex.log.push(LogLine {
            at_ms: ms(at_us),
            stream: line.stream,
            text: line.text.clone(),
        });
    }
    let state = match &task.error {
        _ if run.is_canceled => State::Canceled,
        Some(error) => State::Failed(error.clone()),
        None => State::Done,
    };
    if !matches!(vertex.state, State::Failed(_)) {
        vertex.state = state;
    }
}

fn finish(vertex: &mut TimelineVertex, tasks: &[&Task]) {
    vertex.intervals.sort_by_key(|interval| interval.start_ms);
    let mut merged: Vec<Interval> = Vec::new();
    for interval in &vertex.intervals {
        match merged.last_mut() {
            Some(last) if last.end_ms >= interval.start_ms => {
                last.end_ms = last.end_ms.max(interval.end_ms);
            }
            _ => merged.push(*interval),
        }
    }
    vertex.intervals = merged;
    vertex.parts.sort_by_key(|part| part.start_ms);
    vertex.log.sort_by_key(|line| line.at_ms);
    if vertex.state == State::Done && tasks.iter().all(|task| task.is_cached) {
        vertex.state = State::Cached;
    }
}

/// A cached vertex is told to the client when one that needs it starts (`vertexStream.append` of `solver/progress.go`);
/// one that nobody comes to need is not told.
fn show_cached_with_their_users(vertices: &mut [TimelineVertex], is_result_loaded: bool) {
    let mut first_user: Vec<Option<u64>> = vec![None; vertices.len()];
    let mut has_user = vec![false; vertices.len()];
    for index in (0..vertices.len()).rev() {
        let Some(vertex) = vertices.get_mut(index) else {
            continue;
        };
        let is_silent = vertex.state == State::Cached && !vertex.vertices.is_empty();
        if is_silent && vertex.parts.is_empty() {
            let used = first_user.get(index).copied().flatten();
            let is_result = is_result_loaded && has_user.get(index) == Some(&false);
            match used {
                Some(at) => {
                    vertex.intervals = vec![Interval {
                        start_ms: at,
                        end_ms: at,
                    }];
                }
                None if is_result => {}
                None => {
                    vertex.intervals.clear();
                    vertex.state = State::NotReached;
                }
            }
        }
        let start = vertex.start_ms();
        for input in &vertex.inputs {
            if let Some(used) = has_user.get_mut(*input) {
                *used = true;
            }
            if let (Some(start), Some(first)) = (start, first_user.get_mut(*input)) {
                *first = Some(first.map_or(start, |first| first.min(start)));
            }
        }
    }
}

fn ms(us: u64) -> u64 {
    us / 1_000
}
