//! Patterns of `#`, `%` and `/`: `*` and `?`, no brackets; neither matches a line feed.
//!
//! BuildKit translates them to Go's regular expressions. This matches them as those do, in time
//! pattern times text: all possible matches are followed at once, the preferred one first.

/// A pattern, with the preference of its `*`.
pub(super) struct Glob {
    units: Vec<Unit>,
    greedy: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Char(char),
    Any,
    Star,
}

/// A possible match: the next unit to be matched and the offset at which the match began.
type Thread = (usize, usize);

impl Glob {
    pub(super) fn new(pattern: &str, greedy: bool) -> Result<Self, String> {
        let pattern = pattern.strip_prefix('\u{feff}').unwrap_or(pattern);
        let mut units = Vec::new();
        let mut chars = pattern.chars().peekable();
        while let Some(c) = chars.next() {
            units.push(match c {
                '*' => Unit::Star,
                '?' => Unit::Any,
                // `}` and `/` must be escaped in `${…}`, which is not the pattern's business.
                '\\' if matches!(chars.peek(), Some('}' | '/')) => continue,
                '\\' => match chars.next() {
                    Some(escaped @ ('*' | '?' | '\\')) => Unit::Char(escaped),
                    other => {
                        let other = other.unwrap_or(char::REPLACEMENT_CHARACTER);
                        return Err(format!("invalid escape '\\{other}'"));
                    }
                },
                c => Unit::Char(c),
            });
        }
        Ok(Self { units, greedy })
    }

    /// The end of the match at the start of `text`.
    pub(super) fn prefix_end(&self, text: &str) -> Option<usize> {
        self.find(text, 0, true).map(|(_, end)| end)
    }

    /// `text` with the first match replaced.
    pub(super) fn replace_first(&self, text: &str, replacement: &str) -> String {
        let Some((start, end)) = self.find(text, 0, false) else {
            return text.to_owned();
        };
        let before = text.get(..start).unwrap_or_default();
        let after = text.get(end..).unwrap_or_default();
        format!("{before}{replacement}{after}")
    }

    /// `text` with all matches replaced, as Go's `Regexp.ReplaceAllString`.
    pub(super) fn replace_all(&self, text: &str, replacement: &str) -> String {
        let mut result = String::new();
        let mut copied = 0;
        let mut search = 0;
        while search <= text.len() {
            let Some((start, end)) = self.find(text, search, false) else {
                break;
            };
            result.push_str(text.get(copied..start).unwrap_or_default());
            // No empty match directly behind another match.
            if end > copied || start == 0 {
                expand_template(
                    &mut result,
                    replacement,
                    text.get(start..end).unwrap_or_default(),
                );
            }
            copied = end;
            let width = text
                .get(search..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8);
            search = end.max(search + width);
        }
        result.push_str(text.get(copied..).unwrap_or_default());
        result
    }

    /// The leftmost match from `from` on; of those that begin there, the preferred one.
    fn find(&self, text: &str, from: usize, anchored: bool) -> Option<(usize, usize)> {
        let rest = text.get(from..)?;
        let mut found = None;
        let mut threads: Vec<Thread> = Vec::new();
        let mut next: Vec<Thread> = Vec::new();
        let mut seen = vec![usize::MAX; self.units.len() + 1];
        let ends = std::iter::once((rest.len(), None));
        let mut step = 0;
        self.follow(&mut threads, &mut seen, step, (0, from));
        for (offset, c) in rest
            .char_indices()
            .map(|(offset, c)| (offset, Some(c)))
            .chain(ends)
        {
            step += 1;
            for &(index, start) in &threads {
                let Some(&unit) = self.units.get(index) else {
                    found = Some((start, from + offset));
                    break;
                };
                let Some(c) = c else { continue };
                match unit {
                    Unit::Char(wanted) if wanted == c => {
                        self.follow(&mut next, &mut seen, step, (index + 1, start));
                    }
                    Unit::Any if c != '\n' => {
                        self.follow(&mut next, &mut seen, step, (index + 1, start));
                    }
                    Unit::Star if c != '\n' => {
                        self.follow(&mut next, &mut seen, step, (index, start));
                    }
                    _ => {}
                }
            }
            if let Some(c) = c.filter(|_| !anchored && found.is_none()) {
                self.follow(
                    &mut next,
                    &mut seen,
                    step,
                    (0, from + offset + c.len_utf8()),
                );
            }
            std::mem::swap(&mut threads, &mut next);
            next.clear();
            if threads.is_empty() {
                break;
            }
        }
        found
    }

    /// Adds a thread and those that skip the `*` it stands at, the preferred one first.
    fn follow(&self, threads: &mut Vec<Thread>, seen: &mut [usize], step: usize, thread: Thread) {
        let (first, start) = thread;
        let stars = self
            .units
            .iter()
            .skip(first)
            .take_while(|&&unit| unit == Unit::Star)
            .count();
        let mut add = |index: usize| {
            if let Some(mark) = seen.get_mut(index).filter(|mark| **mark != step) {
                *mark = step;
                threads.push((index, start));
            }
        };
        if self.greedy {
            (first..=first + stars).for_each(&mut add);
        } else {
            (first..=first + stars).rev().for_each(&mut add);
        }
    }
}

/// Appends a replacement in which `$0` stands for the match, as Go's `Regexp.Expand`; there are no
/// other groups, so that other names stand for nothing.
fn expand_template(result: &mut String, template: &str, matched: &str) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        result.push_str(before);
        if let Some(after) = after.strip_prefix('$') {
            result.push('$');
            rest = after;
            continue;
        }
        let (inner, braced) = match after.strip_prefix('{') {
            Some(inner) => (inner, true),
            None => (after, false),
        };
        let end = inner
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(inner.len());
        let (name, behind) = inner.split_at_checked(end).unwrap_or((inner, ""));
        let behind = if braced {
            behind.strip_prefix('}')
        } else {
            Some(behind)
        };
        match behind.filter(|_| !name.is_empty()) {
            Some(behind) => {
                if name == "0" {
                    result.push_str(matched);
                }
                rest = behind;
            }
            None => {
                result.push('$');
                rest = after;
            }
        }
    }
    result.push_str(rest);
}
