use std::fmt;

use smallvec::SmallVec;

use crate::{Span, Text};

/// Words in order, nearly always few: one takes no allocation.
pub type Words = SmallVec<[Word; 1]>;

/// A piece of an instruction: what BuildKit reads, and where that is written.
///
/// ```text
/// COPY --chown="a b" x y
///      ^^^^^^^^^^^^^      span
///      --chown=a b        text: quotes are gone
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Word {
    /// The text after unquoting, before expansion.
    pub text: Text,
    /// The place as written; spans continuations when the word does.
    pub span: Span,
}

impl Word {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What stands behind the first `separator`, with its place as [`Self::split_once`] gives it.
    pub(crate) fn behind(&self, separator: char) -> Option<Word> {
        let (_, text) = self.text.split_once(separator)?;
        let is_plain = self.span.end - self.span.start == self.text.len();
        let start = if is_plain {
            self.span.end - text.len()
        } else {
            self.span.start
        };
        Some(Word {
            text: self.text.substr_from(text),
            span: Span::new(start, self.span.end),
        })
    }

    /// Splits at the first `separator`. The places are exact when the word is written as it reads;
    /// else both parts get the place of the whole.
    pub(crate) fn split_once(&self, separator: char) -> Option<(Word, Word)> {
        let (before, after) = self.text.split_once(separator)?;
        let is_plain = self.span.end - self.span.start == self.text.len();
        let (start, end) = (self.span.start, self.span.end);
        let (first, second) = if is_plain {
            (
                Span::new(start, start + before.len()),
                Span::new(end - after.len(), end),
            )
        } else {
            (self.span, self.span)
        };
        Some((
            Word {
                text: self.text.substr_from(before),
                span: first,
            },
            Word {
                text: self.text.substr_from(after),
                span: second,
            },
        ))
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        &self.text
    }
}
