//! `--progress=plain`: which vertex is shown when, and what of it.
//!
//! Follows `textMux` of `util/progress/progressui/printer.go` at BuildKit 73ed6825. One vertex is current; another is
//! shown when the current one ends, when it was hidden too long, or when it has more to say. Where Go takes vertices from
//! a map, in no order, the first one is taken here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::amount;
use super::display::Display;
use super::event::{Event, events};
use crate::schedule::{Timeline, duration};

/// The current vertex stays for this long at least (`antiFlicker`).
const ANTI_FLICKER_S: f64 = 5.0;
/// One that has something to say is not hidden for longer (`maxDelay`).
const MAX_DELAY_MS: u64 = 10_000;
/// A transfer is shown again when it is this much further (`minProgressDelta`), or after this time (`minTimeDelta`).
const MIN_PROGRESS: f64 = 0.05;
const MIN_TIME_MS: u64 = 5_000;
/// The display is refreshed this often at most when messages come, and after this time when none come.
const LIMIT_MS: u64 = 100;
const TICK_MS: u64 = 150;

/// The log of a build below a first line, with the excerpts of its errors.
pub(super) fn text(first_line: String, timeline: &Timeline) -> String {
    let mut printer = Printer {
        display: Display::new(timeline),
        first_line,
        current: None,
        numbers: 0,
        out: String::new(),
    };
    let events = events(timeline);
    // What happens before the client listens comes in one message.
    let told_ms = |event: &Event| event.at_ms.max(duration::STATUS_MS.value);
    let mut last_refresh: Option<u64> = None;
    let mut last_update = 0;
    // Later each vertex tells of itself.
    let is_together = |one: &Event, next: &Event| {
        let at_ms = told_ms(one);
        let is_first = at_ms == duration::STATUS_MS.value;
        at_ms == told_ms(next) && (is_first || one.vertex == next.vertex)
    };
    for moment in events.chunk_by(is_together) {
        let now_ms = moment.first().map_or(0, told_ms);
        printer.tick(last_update, now_ms);
        for event in moment {
            printer.display.take(event);
        }
        last_update = now_ms;
        if last_refresh.is_none_or(|last| now_ms - last >= LIMIT_MS) {
            last_refresh = Some(now_ms);
            printer.refresh(now_ms);
        }
    }
    printer.refresh(last_update);
    printer.errors();
    printer.out
}

struct Printer<'a> {
    display: Display<'a>,
    first_line: String,
    current: Option<usize>,
    numbers: usize,
    out: String,
}

impl Printer<'_> {
    /// The refreshes between two messages.
    fn tick(&mut self, last_update: u64, until_ms: u64) {
        let mut at_ms = last_update + TICK_MS;
        while at_ms < until_ms {
            let is_shown = self.current.is_some_and(|current| self.is_open(current));
            if self.display.updated.is_empty() && is_shown {
                return;
            }
            self.refresh(at_ms);
            at_ms += TICK_MS;
        }
    }

    fn is_open(&self, vertex: usize) -> bool {
        let known = self.display.vertices.get(vertex);
        known.is_some_and(|known| known.is_open)
    }

    fn refresh(&mut self, now_ms: u64) {
        let is_completed = |index: &usize| {
            let known = self.display.vertices.get(*index);
            known.is_some_and(|known| known.is_completed())
        };
        let updated = self.display.updated.clone();
        let (mut completed, mut rest): (Vec<usize>, BTreeSet<usize>) = (
            updated.iter().copied().filter(is_completed).collect(),
            updated
                .iter()
                .copied()
                .filter(|index| !is_completed(index))
                .collect(),
        );
        let current = self.current;
        completed.sort_by_key(|index| {
            let end = self
                .display
                .vertices
                .get(*index)
                .map(|known| known.end_ms());
            (Some(*index) != current, end)
        });
        for index in &completed {
            self.show(*index);
        }
        if rest.is_empty() {
            if current.is_none_or(|current| !self.is_open(current)) {
                let open = (0..self.display.vertices.len()).find(|index| self.is_open(*index));
                if let Some(open) = open {
                    self.show(open);
                }
            }
            return;
        }
        if let Some(current) = current.filter(|current| rest.contains(current)) {
            self.show(current);
        }
        rest.extend(current);
        let Some(next) = self.next(&rest, current, now_ms) else {
            return;
        };
        let ended = current.is_none_or(|current| completed.contains(&current));
        if ended || next.is_overdue || self.has_had_its_time(current, &next, now_ms) {
            self.show(next.vertex);
        }
    }

    /// Who has most to say, or waits too long.
    fn next(&self, rest: &BTreeSet<usize>, current: Option<usize>, now_ms: u64) -> Option<Next> {
        let mut speeds = BTreeMap::new();
        let mut best: Option<Next> = None;
        for index in rest {
            let known = self.display.vertices.get(*index)?;
            let waited_ms = now_ms.saturating_sub(known.since_ms);
            let speed = f64::from(known.count) / amount::in_seconds(waited_ms);
            speeds.insert(*index, speed);
            let is_overdue = waited_ms > MAX_DELAY_MS && Some(*index) != current;
            let is_better = match &best {
                None => true,
                Some(best) => !best.is_overdue && (is_overdue || best.speed < speed),
            };
            if is_better {
                best = Some(Next {
                    vertex: *index,
                    speed,
                    is_overdue,
                    share_of_current: 0.0,
                });
            }
        }
        let mut best = best?;
        let sum: f64 = speeds.values().sum();
        let of_current = current.and_then(|current| speeds.get(&current));
        best.share_of_current = of_current.map_or(0.0, |speed| speed / sum);
        Some(best)
    }

    /// The more of the messages are its own, the longer the current vertex stays.
    fn has_had_its_time(&self, current: Option<usize>, next: &Next, now_ms: u64) -> bool {
        let known = current.and_then(|current| self.display.vertices.get(current));
        known.is_some_and(|known| {
            let shown_s = amount::in_seconds(now_ms.saturating_sub(known.since_ms));
            1.0 / (1.0 - next.share_of_current) * ANTI_FLICKER_S < shown_s
        })
    }

    /// Prints what is new of a vertex, which becomes the current one.
    fn show(&mut self, index: usize) {
        self.display.updated.remove(&index);
        let is_other = self.current != Some(index);
        if is_other {
            self.put_aside();
        }
        let Some(told) = self.display.timeline.vertices.get(index) else {
            return;
        };
        let Some(known) = self.display.vertices.get_mut(index) else {
            return;
        };
        if known.number == 0 {
            self.numbers += 1;
            known.number = self.numbers;
        }
        let number = known.number;
        let out = &mut self.out;
        if is_other {
            if !out.is_empty() {
                out.push('\n');
            } else if !self.first_line.is_empty() {
                let _infallible = writeln!(out, "#0 {}\n", self.first_line);
            }
            let _infallible = writeln!(out, "#{number} {}", told.name);
        }
        let mut has_open_part = false;
        for known in &mut known.parts {
            let Some(part) = told.parts.get(known.part).filter(|_| known.is_updated) else {
                continue;
            };
            known.is_updated = false;
            if let Some((bytes, at_ms)) = known.printed.filter(|_| !known.is_completed) {
                let share = ratio(known.bytes - bytes, part.total_bytes);
                if share < MIN_PROGRESS && known.at_ms - at_ms < MIN_TIME_MS {
                    continue;
                }
            }
            known.printed = Some((known.bytes, known.at_ms));
            has_open_part |= !known.is_completed;
            let size = match (part.total_bytes, known.bytes) {
                (0, 0) => String::new(),
                (0, bytes) => format!(" {}", amount::bytes(bytes)),
                (total, bytes) => format!(" {} / {}", amount::bytes(bytes), amount::bytes(total)),
            };
            let passed_ms = known.at_ms - part.start_ms;
            let time = if passed_ms > 10 {
                format!(" {}", amount::seconds(passed_ms))
            } else {
                String::new()
            };
            let done = if known.is_completed { " done" } else { "" };
            let _infallible = writeln!(out, "#{number} {}{size}{time}{done}", part.id);
        }
        for warning in known.warnings.drain(..) {
            let _infallible = writeln!(out, "#{number} WARN: {warning}");
        }
        for line in std::mem::take(&mut known.log) {
            let _infallible = writeln!(out, "#{number} {line}");
            known.remember(line);
        }
        self.current = Some(index);
        if known.is_completed() && !has_open_part {
            self.current = None;
            known.count = 0;
            let end = match &known.error {
                _ if known.is_canceled => "CANCELED".to_owned(),
                Some(error) => format!("ERROR: {error}"),
                None if known.is_cached => "CACHED".to_owned(),
                None => format!("DONE {}", amount::seconds(known.duration_ms())),
            };
            let _infallible = writeln!(out, "#{number} {end}");
        }
    }

    /// The current vertex goes on without being shown.
    fn put_aside(&mut self) {
        let current = self
            .current
            .and_then(|index| self.display.vertices.get_mut(index));
        if let Some(known) = current {
            known.count = 0;
            let _infallible = writeln!(self.out, "#{} ...", known.number);
        }
    }

    /// What the vertices that failed printed last.
    fn errors(&mut self) {
        for index in &self.display.started {
            let told = self.display.timeline.vertices.get(*index);
            let known = self.display.vertices.get(*index);
            if let (Some(told), Some(known)) = (told, known)
                && known.error.is_some()
            {
                let _infallible = writeln!(self.out, "------\n > {}:", told.name);
                for line in &known.last_lines {
                    let _infallible = writeln!(self.out, "{line}");
                }
                self.out.push_str("------\n");
            }
        }
    }
}

struct Next {
    vertex: usize,
    speed: f64,
    is_overdue: bool,
    share_of_current: f64,
}

/// A share of a total; nothing where there is no total.
fn ratio(part: u64, total: u64) -> f64 {
    if total == 0 {
        return 0.0;
    }
    amount::in_seconds(part) / amount::in_seconds(total)
}
