//! What the client knows of each vertex at a moment (`trace` of `progressui/display.go`).

use std::collections::BTreeSet;

use super::amount;
use super::event::{Event, EventKind};
use crate::schedule::{Interval, Timeline};

/// Lines of output that an error repeats (`logsBufferSize`).
const LAST_LINES: usize = 10;

/// A vertex as far as it was told.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Number in the log, from 1; 0 until it was shown.
    pub(super) number: usize,
    pub(super) intervals: Vec<Interval>,
    pub(super) is_open: bool,
    pub(super) is_cached: bool,
    pub(super) is_canceled: bool,
    pub(super) error: Option<String>,
    pub(super) parts: Vec<KnownPart>,
    /// Lines that were not printed yet.
    pub(super) log: Vec<String>,
    /// The last lines that were.
    pub(super) last_lines: Vec<String>,
    /// Warnings that were not printed yet.
    pub(super) warnings: Vec<String>,
    /// Messages since it was last put aside, and when the first of them came.
    pub(super) count: u32,
    pub(super) since_ms: u64,
}

/// A line of progress as far as it was told.
#[derive(Debug, Clone, Default)]
pub(super) struct KnownPart {
    pub(super) part: usize,
    pub(super) bytes: u64,
    pub(super) at_ms: u64,
    pub(super) is_completed: bool,
    pub(super) is_updated: bool,
    /// What was last printed: bytes and time.
    pub(super) printed: Option<(u64, u64)>,
}

impl Known {
    pub(super) fn is_started(&self) -> bool {
        !self.intervals.is_empty()
    }

    pub(super) fn is_completed(&self) -> bool {
        self.is_started() && !self.is_open
    }

    pub(super) fn end_ms(&self) -> u64 {
        self.intervals.last().map_or(0, |interval| interval.end_ms)
    }

    pub(super) fn duration_ms(&self) -> u64 {
        let lengths = self.intervals.iter();
        lengths
            .map(|interval| interval.end_ms - interval.start_ms)
            .sum()
    }

    pub(super) fn remember(&mut self, line: String) {
        if self.last_lines.len() == LAST_LINES {
            self.last_lines.remove(0);
        }
        self.last_lines.push(line);
    }

    fn touch(&mut self, now_ms: u64) {
        if self.count == 0 {
            self.since_ms = now_ms;
        }
        self.count += 1;
    }
}

/// All vertices, and which of them have something new.
#[derive(Debug, Clone)]
pub(super) struct Display<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) vertices: Vec<Known>,
    pub(super) updated: BTreeSet<usize>,
    /// In the order in which they first started.
    pub(super) started: Vec<usize>,
}

impl<'a> Display<'a> {
    pub(super) fn new(timeline: &'a Timeline) -> Self {
        Self {
            timeline,
            vertices: vec![Known::default(); timeline.vertices.len()],
            updated: BTreeSet::new(),
            started: Vec::new(),
        }
    }

    pub(super) fn take(&mut self, event: &Event) {
        let told = self.timeline.vertices.get(event.vertex);
        let (Some(vertex), Some(told)) = (self.vertices.get_mut(event.vertex), told) else {
            return;
        };
        let at_ms = event.at_ms;
        match &event.kind {
            EventKind::Started => {
                if !vertex.is_started() {
                    self.started.push(event.vertex);
                }
                vertex.is_open = true;
                vertex.intervals.push(Interval {
                    start_ms: at_ms,
                    end_ms: at_ms,
                });
            }
            EventKind::Completed {
                is_cached,
                error,
                is_canceled,
            } => {
                vertex.is_open = false;
                vertex.is_cached = *is_cached;
                vertex.is_canceled = *is_canceled;
                vertex.error.clone_from(error);
                if let Some(interval) = vertex.intervals.last_mut() {
                    interval.end_ms = at_ms;
                }
            }
            EventKind::Part {
                part,
                bytes,
                is_completed,
            } => {
                let known = vertex.parts.iter().position(|known| known.part == *part);
                let known = known.unwrap_or_else(|| {
                    vertex.parts.push(KnownPart {
                        part: *part,
                        ..KnownPart::default()
                    });
                    vertex.parts.len() - 1
                });
                if let Some(known) = vertex.parts.get_mut(known) {
                    known.bytes = *bytes;
                    known.at_ms = at_ms;
                    known.is_completed = *is_completed;
                    known.is_updated = true;
                }
            }
            EventKind::Log(line) => {
                let start_ms = vertex.intervals.last().map_or(0, |last| last.start_ms);
                let text = told.log.get(*line).map_or("", |line| &line.text);
                let time = amount::log_time(at_ms.saturating_sub(start_ms));
                vertex.log.push(format!("{time} {text}"));
            }
            EventKind::Warning(warning) => {
                let text = told.warnings.get(*warning);
                vertex.warnings.extend(text.map(|(_, text)| text.clone()));
                // A warning alone shows nothing new.
                vertex.touch(at_ms);
                return;
            }
        }
        vertex.touch(at_ms);
        self.updated.insert(event.vertex);
    }
}
