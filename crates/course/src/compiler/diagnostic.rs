use std::ops::Range;

use serde::Serialize;

/// A problem at a place of the author's files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The rule's name in kebab-case: `missing-alt`.
    pub rule: &'static str,
    /// Path of the file, from the folder of `course.toml`.
    pub file: String,
    /// UTF-8 bytes in the file's text, read without byte order mark and with `\n` for `\r\n`.
    pub span: Range<usize>,
    /// 1-based line of the span's start.
    pub line: u32,
    /// 1-based column of the span's start, in characters.
    pub column: u32,
    /// How many characters of that line the span covers; at least 1.
    pub width: u32,
    /// The text of that line.
    pub excerpt: String,
    /// Lower case, no full stop.
    pub message: String,
    /// What to do about it, most useful first.
    pub hints: Vec<String>,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The course would show something wrong or nothing at all.
    Error,
    /// Worse than it could be, or likely a mistake.
    Warning,
}

impl Diagnostic {
    /// A problem at a span of a file's text; line, column and excerpt follow from the two.
    ///
    /// A span that lies outside the text or inside a character is moved to the nearest place
    /// before it. Never fails.
    pub fn new(
        severity: Severity,
        rule: &'static str,
        file: &str,
        text: &str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        let start = text.floor_char_boundary(span.start);
        let end = text.floor_char_boundary(span.end.max(start));
        let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let excerpt = text
            .get(line_start..)
            .and_then(|tail| tail.lines().next())
            .unwrap_or("");
        let covered = rest
            .get(..end - start)
            .and_then(|tail| tail.lines().next())
            .unwrap_or("");
        Self {
            severity,
            rule,
            file: file.to_owned(),
            span: start..end,
            line: count(before.matches('\n').count() + 1),
            column: count(before.get(line_start..).unwrap_or("").chars().count() + 1),
            width: count(covered.chars().count().max(1)),
            excerpt: excerpt.to_owned(),
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// The same with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
