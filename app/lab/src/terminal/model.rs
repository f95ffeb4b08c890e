use lab_protocol::{Printed, Scenario, TypedLine};

/// What was typed and what it printed, oldest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Transcript {
    entries: Vec<Entry>,
    last_id: u32,
    /// Lines that were typed while the simulator was on its way.
    waiting: Vec<TypedLine>,
    is_ready: bool,
}

/// One line and what it printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Unique in the transcript.
    pub(crate) id: u32,
    /// As typed.
    pub(crate) line: String,
    /// `None` while it runs.
    pub(crate) printed: Option<Printed>,
}

/// The oldest entries are dropped beyond so many.
const KEPT: usize = 200;

impl Transcript {
    /// All that is shown.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// A line is typed; what is to be sent now.
    pub(crate) fn typed(&mut self, line: &str, scenario: &Scenario) -> Option<TypedLine> {
        let line = line.trim();
        if line.is_empty() {
            return None;
        }
        if line == "clear" {
            self.entries.clear();
            return None;
        }
        self.last_id = self.last_id.wrapping_add(1);
        let id = self.last_id;
        self.entries.push(Entry {
            id,
            line: line.to_owned(),
            printed: None,
        });
        let extra = self.entries.len().saturating_sub(KEPT);
        self.entries.drain(..extra);
        let typed = TypedLine {
            id,
            line: line.to_owned(),
            scenario: scenario.clone(),
        };
        if self.is_ready {
            return Some(typed);
        }
        self.waiting.push(typed);
        None
    }

    /// A line has printed.
    pub(crate) fn printed(&mut self, printed: Printed) {
        let mut entries = self.entries.iter_mut();
        if let Some(entry) = entries.find(|entry| entry.id == printed.id) {
            entry.printed = Some(printed);
        }
    }

    /// The simulator listens, with a terminal that is new; what is to be sent to it. Lines that an earlier one did not
    /// come to answer are said to be lost.
    pub(crate) fn restarted(&mut self) -> Vec<TypedLine> {
        self.is_ready = true;
        let waiting = std::mem::take(&mut self.waiting);
        for entry in &mut self.entries {
            let is_lost = entry.printed.is_none() && !waiting.iter().any(|one| one.id == entry.id);
            if is_lost {
                entry.printed = Some(Printed {
                    id: entry.id,
                    stderr: "the simulator has stopped; images and caches are gone\n".to_owned(),
                    ..Printed::default()
                });
            }
        }
        waiting
    }

    /// The line that the arrow keys lead to: `back` lines before the newest, without repetitions. 0 is none.
    pub(crate) fn recalled(&self, back: usize) -> Option<&str> {
        let mut lines: Vec<&str> = Vec::new();
        for entry in self.entries.iter().rev() {
            if lines.last() != Some(&entry.line.as_str()) {
                lines.push(&entry.line);
            }
        }
        lines.get(back.checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(transcript: &mut Transcript, line: &str) -> Option<u32> {
        let typed = transcript.typed(line, &Scenario::default());
        typed.map(|typed| typed.id)
    }

    #[test]
    fn lines_wait_for_the_simulator_and_answers_find_them() {
        let mut transcript = Transcript::default();
        assert_eq!(typed(&mut transcript, " docker ps "), None);
        let sent = transcript.restarted();
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].line, "docker ps");
        assert_eq!(typed(&mut transcript, "ls"), Some(2));
        assert_eq!(typed(&mut transcript, "  "), None);
        transcript.printed(Printed {
            id: 2,
            stdout: "a\n".to_owned(),
            ..Printed::default()
        });
        let printed = transcript.entries()[1].printed.as_ref();
        assert_eq!(printed.expect("an answer").stdout, "a\n");
        // It broke down before it came to the first line.
        transcript.restarted();
        let lost = transcript.entries()[0].printed.as_ref();
        assert!(lost.expect("a word").stderr.contains("stopped"));
    }

    #[test]
    fn the_arrow_keys_go_back_through_what_was_typed() {
        let mut transcript = Transcript::default();
        for line in ["one", "two", "two", "three"] {
            typed(&mut transcript, line);
        }
        assert_eq!(transcript.recalled(0), None);
        assert_eq!(transcript.recalled(1), Some("three"));
        assert_eq!(transcript.recalled(2), Some("two"));
        assert_eq!(transcript.recalled(3), Some("one"));
        assert_eq!(transcript.recalled(4), None);
        typed(&mut transcript, "clear");
        assert!(transcript.entries().is_empty());
    }
}
