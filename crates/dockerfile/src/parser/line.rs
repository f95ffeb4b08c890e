use std::borrow::Cow;

use crate::Span;

/// Go's `bufio.Scanner` gives up on a longer line, and BuildKit with it.
pub(super) const MAX_LINE_BYTES: usize = 64 * 1024;

/// Gives the lines of the text one by one.
pub(super) struct LineScanner<'a> {
    source: &'a str,
    position: usize,
    count: usize,
    too_long: bool,
}

/// A line, or a part of it, and where it begins.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> LineScanner<'a> {
    /// A byte order mark at the start is no part of the first line.
    pub(super) fn new(source: &'a str) -> Self {
        let position = if source.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        Self {
            source,
            position,
            count: 0,
            too_long: false,
        }
    }

    /// The next line with its line end; `None` at the end or at a line that is too long.
    pub(super) fn next(&mut self) -> Option<Line<'a>> {
        let rest = self
            .source
            .get(self.position..)
            .filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').unwrap_or(rest.len());
        if length >= MAX_LINE_BYTES {
            self.too_long = true;
            return None;
        }
        let (text, _) = rest.split_at_checked(length + 1).unwrap_or((rest, ""));
        let line = Line {
            text,
            at: self.position,
        };
        self.position += text.len();
        self.count += 1;
        Some(line)
    }

    /// The text of a range of the file.
    pub(super) fn text(&self, span: Span) -> &'a str {
        span.text(self.source).unwrap_or_default()
    }

    /// How many lines were given.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Offset of the next line.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Whether it stopped at a line that is too long.
    pub(super) fn is_too_long(&self) -> bool {
        self.too_long
    }
}

impl<'a> Line<'a> {
    pub(super) fn end(self) -> usize {
        self.at + self.text.len()
    }

    pub(super) fn span(self) -> Span {
        Span::new(self.at, self.end())
    }

    /// Without line end; a carriage return belongs to it.
    pub(super) fn trim_newline(self) -> Self {
        let text = self.text.strip_suffix('\n').unwrap_or(self.text);
        Self {
            text: text.trim_end_matches('\r'),
            at: self.at,
        }
    }

    pub(super) fn trim_start(self) -> Self {
        let text = self.text.trim_start();
        Self {
            text,
            at: self.end() - text.len(),
        }
    }

    /// The text of a line that is a comment. BuildKit drops the line's first byte, whatever it is: an
    /// indented comment keeps its `#`.
    ///
    /// What is left of a wider blank are bytes that are no text, which Go shows as U+FFFD.
    pub(super) fn comment(self) -> Cow<'a, str> {
        let mut chars = self.text.chars();
        let rest_of_first = chars.next().map_or(0, char::len_utf8).saturating_sub(1);
        let text = chars.as_str();
        match rest_of_first {
            0 => text.trim().into(),
            bytes => ("\u{fffd}".repeat(bytes) + text.trim_end()).into(),
        }
    }

    /// Takes off a continuation at the end and says whether there was one. An escape character
    /// behind another one continues nothing; blanks may follow it.
    pub(super) fn split_continuation(self, escape: char) -> (Self, bool) {
        let text = self.text.trim_end_matches([' ', '\t']).strip_suffix(escape);
        match text.filter(|text| !text.ends_with(escape)) {
            Some(text) => (Self { text, at: self.at }, true),
            None => (self, false),
        }
    }
}
