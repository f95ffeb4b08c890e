//! The few regular expressions that patterns are translated to, read as Go reads them.
//!
//! They hold characters, escapes, brackets, `[^/]*`, `.*` and `(.*/)?`. A pattern like `[a*]` puts
//! a translation inside a bracket; only reading the whole expression again gives Go's answer.

use super::class::{self, Class};

/// A compiled expression that a whole path must match.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    units: Vec<Unit>,
}

#[derive(Clone, Debug)]
enum Unit {
    /// One character.
    One(Class),
    /// Any number of characters.
    Many(Class),
    /// The start of `(.*/)?`: the next two units may be skipped.
    Maybe,
    /// `^` inside: only at the start.
    Start,
    /// `\b` (true) or `\B` (false).
    WordBoundary(bool),
}

impl Expression {
    /// Compiles an expression that begins with `^`; `None` when Go would refuse it.
    pub(super) fn new(regex: &str) -> Option<Self> {
        let mut rest = regex;
        let mut units = Vec::new();
        while let Some(c) = rest.chars().next() {
            if let Some(behind) = rest.strip_prefix("(.*/)?") {
                let slash = Unit::One(Class::single('/'));
                units.extend([Unit::Maybe, Unit::Many(Class::no_line_feed()), slash]);
                rest = behind;
                continue;
            }
            let behind = rest.get(c.len_utf8()..)?;
            let (class, behind) = match c {
                '^' => {
                    units.push(Unit::Start);
                    rest = behind;
                    continue;
                }
                '\\' if behind.starts_with(['b', 'B']) => {
                    units.push(Unit::WordBoundary(behind.starts_with('b')));
                    rest = behind.get(1..)?;
                    continue;
                }
                '\\' if behind.is_empty() => {
                    // The `$` that Go's form ends with is escaped: a dollar, and then anything.
                    units.extend([Unit::One(Class::single('$')), Unit::Many(Class::any())]);
                    break;
                }
                '\\' => class::escape(behind)?,
                '[' => class::bracket(behind)?,
                '.' => (Class::no_line_feed(), behind),
                _ => (Class::single(c), behind),
            };
            let repeated = behind.strip_prefix('*');
            units.push(if repeated.is_some() {
                Unit::Many(class)
            } else {
                Unit::One(class)
            });
            rest = repeated.unwrap_or(behind);
        }
        Some(Self { units })
    }

    /// Whether the whole path matches; takes time expression times path.
    pub(super) fn matches(&self, path: &str) -> bool {
        let mut active = vec![false; self.units.len() + 1];
        activate(&mut active, 0);
        let mut before = None;
        for c in path.chars() {
            self.skip(&mut active, before, Some(c));
            active = self.step(&active, c);
            before = Some(c);
        }
        self.skip(&mut active, before, None);
        active.last() == Some(&true)
    }

    /// Activates what can be reached between two characters.
    fn skip(&self, active: &mut [bool], before: Option<char>, after: Option<char>) {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        let at_boundary = is_word(before) != is_word(after);
        for (index, unit) in self.units.iter().enumerate() {
            if active.get(index) != Some(&true) {
                continue;
            }
            let reached: &[usize] = match unit {
                Unit::Maybe => &[1, 3],
                Unit::Many(_) => &[1],
                Unit::Start if before.is_none() => &[1],
                Unit::WordBoundary(wanted) if at_boundary == *wanted => &[1],
                _ => &[],
            };
            for distance in reached {
                activate(active, index + distance);
            }
        }
    }

    /// What is active behind a character.
    fn step(&self, active: &[bool], c: char) -> Vec<bool> {
        let mut next = vec![false; active.len()];
        for (index, unit) in self.units.iter().enumerate() {
            if active.get(index) != Some(&true) {
                continue;
            }
            match unit {
                Unit::One(class) if class.contains(c) => activate(&mut next, index + 1),
                Unit::Many(class) if class.contains(c) => activate(&mut next, index),
                _ => {}
            }
        }
        next
    }
}

fn activate(active: &mut [bool], index: usize) {
    if let Some(state) = active.get_mut(index) {
        *state = true;
    }
}
