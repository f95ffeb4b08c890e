//! What the builder tells the client, moment by moment.

use crate::schedule::{State, Timeline};

/// One message about a vertex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at_ms: u64,
    /// Of which vertex of the timeline.
    pub vertex: usize,
    /// What.
    pub kind: EventKind,
}

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// An interval began.
    Started,
    /// An interval ended; of a vertex that runs twice only the last shows how it ended.
    Completed {
        /// `CACHED`.
        is_cached: bool,
        /// `ERROR: …`.
        error: Option<String>,
        /// `CANCELED`.
        is_canceled: bool,
    },
    /// A line of progress, by its place among those of the vertex.
    Part {
        /// Which.
        part: usize,
        /// How far it is.
        bytes: u64,
        /// It ended.
        is_completed: bool,
    },
    /// A line of output, by its place in the vertex's log.
    Log(usize),
    /// A warning, by its place among those of the vertex.
    Warning(usize),
}

/// Between two reports of a transfer.
const REPORT_MS: u64 = 150;

/// All messages in order of time; those of one moment in the order of the vertices.
#[must_use]
pub fn events(timeline: &Timeline) -> Vec<Event> {
    let mut events = Vec::new();
    for (index, vertex) in timeline.vertices.iter().enumerate() {
        let from = events.len();
        let mut push = |at_ms: u64, kind: EventKind| {
            events.push(Event {
                at_ms,
                vertex: index,
                kind,
            });
        };
        for interval in &vertex.intervals {
            push(interval.start_ms, EventKind::Started);
        }
        for (number, part) in vertex.parts.iter().enumerate() {
            let told = |bytes, is_completed| EventKind::Part {
                part: number,
                bytes,
                is_completed,
            };
            // A download is asked how far it is; all else says that it begins.
            if part.total_bytes == 0 {
                push(part.start_ms, told(0, false));
            }
            let Some(end_ms) = part.end_ms else {
                continue;
            };
            let length = end_ms.saturating_sub(part.start_ms);
            for report in 1..=length.saturating_sub(1) / REPORT_MS {
                let passed = report * REPORT_MS;
                let bytes = u128::from(part.bytes) * u128::from(passed) / u128::from(length.max(1));
                push(
                    part.start_ms + passed,
                    told(u64::try_from(bytes).unwrap_or_default(), false),
                );
            }
            push(end_ms, told(part.bytes, true));
        }
        for (number, line) in vertex.log.iter().enumerate() {
            push(line.at_ms, EventKind::Log(number));
        }
        for (number, interval) in vertex.intervals.iter().enumerate() {
            let is_last = number + 1 == vertex.intervals.len();
            push(interval.end_ms, completed(&vertex.state, is_last));
        }
        for (number, (at_ms, _)) in vertex.warnings.iter().enumerate() {
            push(*at_ms, EventKind::Warning(number));
        }
        if let Some(own) = events.get_mut(from..) {
            own.sort_by_key(|event| event.at_ms);
        }
    }
    events.sort_by_key(|event| event.at_ms);
    events
}

fn completed(state: &State, is_last: bool) -> EventKind {
    let error = match state {
        State::Failed(error) if is_last => Some(error.clone()),
        _ => None,
    };
    EventKind::Completed {
        is_cached: is_last && *state == State::Cached,
        error,
        is_canceled: is_last && *state == State::Canceled,
    }
}
