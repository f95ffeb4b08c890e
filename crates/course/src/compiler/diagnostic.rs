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

/// Of each severity in one file: who has so many problems has another one first.
const MOST: usize = 200;

/// A file while it is compiled: its text, and what is wrong with it.
#[derive(Debug)]
pub(crate) struct Checked<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Checked<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            diagnostics: Vec::new(),
        }
    }

    /// Reports an error; the result takes hints.
    pub(crate) fn error(
        &mut self,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Hints<'_> {
        self.report(Severity::Error, rule, span, message)
    }

    /// Reports a warning; the result takes hints.
    pub(crate) fn warning(
        &mut self,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Hints<'_> {
        self.report(Severity::Warning, rule, span, message)
    }

    fn report(
        &mut self,
        severity: Severity,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Hints<'_> {
        let alike = |earlier: &&Diagnostic| earlier.severity == severity;
        if self.diagnostics.iter().filter(alike).count() >= MOST {
            return Hints(None);
        }
        let diagnostic = Diagnostic::new(severity, rule, self.file, self.text, span, message);
        self.diagnostics.push(diagnostic);
        Hints(self.diagnostics.last_mut())
    }
}

/// The hints of the problem just reported.
pub(crate) struct Hints<'a>(Option<&'a mut Diagnostic>);

impl Hints<'_> {
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        if let Some(diagnostic) = self.0 {
            diagnostic.hints.push(hint.into());
            return Self(Some(diagnostic));
        }
        self
    }

    /// “did you mean”, if one of the known names is close to the one given.
    pub(crate) fn suggest<'n>(self, given: &str, known: impl IntoIterator<Item = &'n str>) -> Self {
        match closest(given, known) {
            Some(name) => self.hint(format!("did you mean `{name}`?")),
            None => self,
        }
    }
}

fn closest<'n>(given: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (given.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(given, name), name))
        .filter(|(distance, name)| *distance <= limit || name.starts_with(given) && given.len() > 2)
        .min()
        .map(|(_, name)| name)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
