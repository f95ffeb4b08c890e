use std::ops::Range;

use crate::{SourceText, Span, Word};

/// A part of an instruction's joined line.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    line: &'a SourceText,
    text: &'a str,
    /// Offset in the line.
    at: usize,
}

impl<'a> Part<'a> {
    pub(super) fn whole(line: &'a SourceText) -> Self {
        Self {
            line,
            text: &line.text,
            at: 0,
        }
    }

    pub(super) fn text(self) -> &'a str {
        self.text
    }

    pub(super) fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    /// The place in the Dockerfile.
    pub(super) fn span(self) -> Span {
        self.line.span(self.at..self.at + self.text.len())
    }

    /// The joined line's text of this part with its places.
    pub(super) fn source_text(self) -> SourceText {
        self.line.slice(self.at..self.at + self.text.len())
    }

    /// A range relative to this part; what does not fit is empty.
    pub(super) fn sub(self, range: Range<usize>) -> Self {
        Self {
            line: self.line,
            text: self.text.get(range.clone()).unwrap_or_default(),
            at: self.at + range.start,
        }
    }

    /// From an offset relative to this part to its end.
    pub(super) fn from(self, start: usize) -> Self {
        self.sub(start..self.text.len())
    }

    /// The end of this part that is this text.
    fn end(self, text: &'a str) -> Self {
        Self {
            line: self.line,
            text,
            at: self.at + self.text.len() - text.len(),
        }
    }

    /// The beginning of this part that is this text.
    fn beginning(self, text: &'a str) -> Self {
        Self { text, ..self }
    }

    pub(super) fn trim_start(self) -> Self {
        self.end(self.text.trim_start())
    }

    pub(super) fn trim(self) -> Self {
        let part = self.trim_start();
        part.beginning(part.text.trim_end())
    }

    /// Splits at the first blanks as BuildKit's `reWhitespace` does.
    pub(super) fn split_blank(self) -> (Self, Option<Self>) {
        match self.split_at_first(is_blank) {
            (word, rest) if rest.is_empty() => (word, None),
            (word, rest) => (word, Some(rest.trim_start_of(is_blank))),
        }
    }

    /// Splits at the first white space, byte by byte as BuildKit looks for it: what is wider than
    /// a byte is none.
    pub(super) fn split_space(self) -> (Self, Self) {
        let is_space = |byte: u8| is_blank(byte) || byte == b'\n';
        let (word, rest) = self.split_at_first(is_space);
        (word, rest.trim_start_of(is_space))
    }

    /// Splits before the first byte that `is`; at the end when there is none.
    fn split_at_first(self, is: impl Fn(u8) -> bool) -> (Self, Self) {
        let at = self.text.bytes().position(is);
        let (word, rest) = at
            .and_then(|at| self.text.split_at_checked(at))
            .unwrap_or((self.text, ""));
        (self.beginning(word), self.end(rest))
    }

    fn trim_start_of(self, is: impl Fn(u8) -> bool) -> Self {
        let length = self.text.bytes().take_while(|byte| is(*byte)).count();
        self.from(length)
    }

    /// The text as a word.
    pub(super) fn word(self) -> Word {
        Word {
            text: self.line.text.substr_from(self.text),
            span: self.span(),
        }
    }
}

/// BuildKit's `[\t\v\f\r ]`.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\x0b' | b'\x0c' | b'\r' | b' ')
}
