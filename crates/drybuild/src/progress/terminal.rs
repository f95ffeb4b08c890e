//! The rows that a terminal shows at a moment (`displayInfo` and `ttyDisplay` of `progressui/display.go`).

use super::amount;
use super::display::Display;
use super::event::events;
use crate::build::Build;
use crate::schedule::Timeline;

/// Rows below this many milliseconds show `0.0s`.
const SHORT_MS: u64 = 50;

/// A terminal's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// Since the first vertex started.
    pub elapsed_ms: u64,
    /// Vertices that ended.
    pub completed: usize,
    /// Vertices that were told of.
    pub total: usize,
    /// The build is over.
    pub is_finished: bool,
    /// `docker:default`.
    pub builder: String,
    /// Vertices in the order in which they started, each with its lines of progress below it.
    pub rows: Vec<ScreenRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenRow {
    /// With `CACHED`, `ERROR` or `CANCELED` in front; a line of progress begins with `=>`.
    pub name: String,
    /// `1.23MB / 3.64MB`; may be empty.
    pub status: String,
    /// How long it runs or ran.
    pub elapsed_ms: u64,
    /// How it stands, for its colour.
    pub state: RowState,
    /// The vertex of the timeline, by index.
    pub vertex: usize,
    /// The last lines that its process printed, while it runs.
    pub output: Vec<String>,
}

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// It runs.
    Running,
    /// It ended (blue).
    Completed,
    /// It failed (red).
    Failed,
    /// It was stopped, or is a warning (yellow).
    Canceled,
}

/// The screen at a moment; after the end of the timeline it is the last one.
#[must_use]
pub fn screen(build: &Build, timeline: &Timeline, at_ms: u64) -> Screen {
    let mut display = Display::new(timeline);
    for event in events(timeline).iter().filter(|event| event.at_ms <= at_ms) {
        display.take(event);
    }
    let mut rows = Vec::new();
    for index in &display.started {
        let (Some(known), Some(told)) =
            (display.vertices.get(*index), timeline.vertices.get(*index))
        else {
            continue;
        };
        let open_ms = if known.is_open {
            at_ms.saturating_sub(known.end_ms())
        } else {
            0
        };
        let (prefix, state) = match (&known.error, known.is_canceled, known.is_cached) {
            (_, true, _) => ("CANCELED ", RowState::Canceled),
            (Some(_), _, _) => ("ERROR ", RowState::Failed),
            (None, _, true) => ("CACHED ", RowState::Completed),
            _ if known.is_open => ("", RowState::Running),
            _ => ("", RowState::Completed),
        };
        let last = known.log.len().saturating_sub(6);
        rows.push(ScreenRow {
            name: format!("{prefix}{}", told.name.replace('\t', " ")),
            status: String::new(),
            elapsed_ms: known.duration_ms() + open_ms,
            state,
            vertex: *index,
            output: match state {
                RowState::Running => known.log.get(last..).unwrap_or_default().to_vec(),
                _ => Vec::new(),
            },
        });
        for known in &known.parts {
            let Some(part) = told.parts.get(known.part) else {
                continue;
            };
            let status = match (part.total_bytes, known.bytes) {
                (0, 0) => String::new(),
                (0, bytes) => amount::bytes(bytes),
                (total, bytes) => format!("{} / {}", amount::bytes(bytes), amount::bytes(total)),
            };
            let end_ms = if known.is_completed {
                known.at_ms
            } else {
                at_ms
            };
            rows.push(ScreenRow {
                name: format!("=> {}", part.id),
                status,
                elapsed_ms: end_ms.saturating_sub(part.start_ms),
                state: if known.is_completed {
                    RowState::Completed
                } else {
                    RowState::Running
                },
                vertex: *index,
                output: Vec::new(),
            });
        }
        for text in &known.warnings {
            rows.push(ScreenRow {
                name: format!("WARN: {text}"),
                status: String::new(),
                elapsed_ms: known.duration_ms(),
                state: RowState::Canceled,
                vertex: *index,
                output: Vec::new(),
            });
        }
    }
    let known = display.vertices.iter();
    let completed = known.filter(|known| known.is_completed()).count();
    let is_finished = at_ms >= timeline.end_ms;
    Screen {
        elapsed_ms: at_ms.min(timeline.end_ms),
        completed,
        total: total(&display, at_ms),
        is_finished,
        builder: format!("{}:{}", build.machine.driver.name(), build.machine.builder),
        rows,
    }
}

/// Vertices that the client knows of: all of the graph once one of it has started, the others when they start.
fn total(display: &Display<'_>, at_ms: u64) -> usize {
    let told = &display.timeline.vertices;
    let graph = told.iter().filter(|vertex| !vertex.vertices.is_empty());
    let is_loaded = graph
        .filter_map(crate::schedule::TimelineVertex::start_ms)
        .any(|start| start <= at_ms);
    told.iter()
        .zip(&display.vertices)
        .filter(|(vertex, known)| known.is_started() || (is_loaded && !vertex.vertices.is_empty()))
        .count()
}

impl Screen {
    /// The text of a terminal of this width, without colours.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        let finished = if self.is_finished && self.completed == self.total {
            "FINISHED"
        } else {
            ""
        };
        let title = format!(
            "[+] Building {} ({}/{}) {finished}",
            amount::seconds(self.elapsed_ms),
            self.completed,
            self.total
        );
        let mut out = align(&title, &self.builder, width.saturating_sub(1)) + "\n";
        for row in &self.rows {
            let shown_ms = if row.elapsed_ms < SHORT_MS {
                0
            } else {
                row.elapsed_ms
            };
            let timer = format!(" {}", amount::seconds(shown_ms));
            let mut left = width.saturating_sub(" => ".len() + timer.len() + 2);
            let shows_status = !row.status.is_empty() && left + row.status.len() > 20;
            if shows_status {
                left = left.saturating_sub(row.status.len() + 1);
            }
            if left < 12 {
                continue;
            }
            let mut line: String = " => ".chars().chain(row.name.chars().take(left)).collect();
            if shows_status {
                line = format!("{line} {}", row.status);
            }
            out += &align(&line, &timer, width);
            out.push('\n');
            for printed in &row.output {
                out += &format!(" => => # {printed}\n");
            }
        }
        out
    }
}

/// Text at both sides of a line.
fn align(left: &str, right: &str, width: usize) -> String {
    let room = width.saturating_sub(right.len() + 1);
    format!("{left:room$} {right}")
}
