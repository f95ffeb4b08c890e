use std::ops::Range;

use crate::{SourceText, Span, Word};

/// A part of an instruction's joined line.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    line: &'a SourceText,
    start: usize,
    end: usize,
}

impl<'a> Part<'a> {
    pub(super) fn whole(line: &'a SourceText) -> Self {
        Self {
            line,
            start: 0,
            end: line.text.len(),
        }
    }

    pub(super) fn text(self) -> &'a str {
        self.line.text.get(self.start..self.end).unwrap_or_default()
    }

    pub(super) fn is_empty(self) -> bool {
        self.text().is_empty()
    }

    /// The place in the Dockerfile.
    pub(super) fn span(self) -> Span {
        self.line.span(self.start..self.end)
    }

    /// The joined line's text of this part with its places.
    pub(super) fn source_text(self) -> SourceText {
        self.line.slice(self.start..self.end)
    }

    /// A range relative to this part.
    pub(super) fn sub(self, range: Range<usize>) -> Self {
        let start = self.start + range.start;
        Self {
            line: self.line,
            start,
            end: (self.start + range.end).clamp(start, self.end),
        }
    }

    /// From an offset relative to this part to its end.
    pub(super) fn from(self, start: usize) -> Self {
        self.sub(start..self.end - self.start)
    }

    pub(super) fn trim_start(self) -> Self {
        let text = self.text();
        self.from(text.len() - text.trim_start().len())
    }

    pub(super) fn trim(self) -> Self {
        let part = self.trim_start();
        part.sub(0..part.text().trim_end().len())
    }

    /// Splits at the first blanks as BuildKit's `reWhitespace` does.
    pub(super) fn split_blank(self) -> (Self, Option<Self>) {
        let text = self.text();
        let Some(at) = text.find(is_blank) else {
            return (self, None);
        };
        let rest = text.get(at..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
        (self.sub(0..at), Some(self.from(at + blanks)))
    }

    /// Splits at the first white space, byte by byte as BuildKit looks for it: what is wider than
    /// a byte is none.
    pub(super) fn split_space(self) -> (Self, Self) {
        let is_space = |c: char| is_blank(c) || c == '\n';
        let text = self.text();
        let at = text.find(is_space).unwrap_or(text.len());
        let rest = text.get(at..).unwrap_or_default();
        let spaces = rest.len() - rest.trim_start_matches(is_space).len();
        (self.sub(0..at), self.from(at + spaces))
    }

    /// The text as a word.
    pub(super) fn word(self) -> Word {
        Word {
            text: self.line.text.substr_from(self.text()),
            span: self.span(),
        }
    }
}

/// BuildKit's `[\t\v\f\r ]`.
fn is_blank(c: char) -> bool {
    matches!(c, '\t' | '\x0b' | '\x0c' | '\r' | ' ')
}
