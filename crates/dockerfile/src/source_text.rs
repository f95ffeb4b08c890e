use std::ops::Range;

use smallvec::SmallVec;

use crate::{Span, Text};

/// Text that is written in the Dockerfile with gaps: a line without its continuations.
///
/// ```text
/// RUN a \        text: "RUN a  b"
///   b            map:  0 -> 0, 6 -> 8
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SourceText {
    /// The joined text.
    pub text: Text,
    /// Where the text continues elsewhere in the Dockerfile, by rising offset; the first is 0.
    pub segments: SmallVec<[Segment; 1]>,
}

/// From here on, text and Dockerfile run side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Segment {
    /// Offset in the text.
    pub text: usize,
    /// Offset of the same byte in the Dockerfile.
    pub source: usize,
}

impl SourceText {
    /// Joins pieces, each with its place in the Dockerfile.
    pub fn join<'a>(pieces: impl IntoIterator<Item = (&'a str, usize)>) -> Self {
        let mut text = String::new();
        let mut segments = SmallVec::new();
        for (piece, source) in pieces {
            if !piece.is_empty() {
                segments.push(Segment {
                    text: text.len(),
                    source,
                });
                text.push_str(piece);
            }
        }
        Self {
            text: text.into(),
            segments,
        }
    }

    /// A piece that is the whole text.
    pub(crate) fn one(text: Text, source: usize) -> Self {
        let segment = Segment { text: 0, source };
        Self {
            text,
            segments: SmallVec::from_buf([segment]),
        }
    }

    /// The place in the Dockerfile of one offset of the text.
    pub fn position(&self, offset: usize) -> usize {
        if let [only] = self.segments.as_slice() {
            return only.source + offset - only.text.min(offset);
        }
        let after = self
            .segments
            .partition_point(|segment| segment.text <= offset);
        match after
            .checked_sub(1)
            .and_then(|index| self.segments.get(index))
        {
            Some(segment) => segment.source + (offset - segment.text),
            None => offset,
        }
    }

    /// The place in the Dockerfile of a range of the text, gaps included.
    pub fn span(&self, range: Range<usize>) -> Span {
        if let [only] = self.segments.as_slice() {
            let start = only.source + range.start;
            return Span::new(start, start + range.len());
        }
        let start = self.position(range.start);
        if range.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.position(range.end - 1) + 1)
    }

    /// The place of the whole text.
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// A part of the text that keeps its places. Empty when `range` does not fit the text.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let text = match self.text.get(range.clone()) {
            Some(text) => self.text.substr_from(text),
            None => Text::default(),
        };
        let first = Segment {
            text: 0,
            source: self.position(range.start),
        };
        if self.segments.len() == 1 {
            return Self::one(text, first.source);
        }
        let inner = self
            .segments
            .iter()
            .filter(|segment| segment.text > range.start && segment.text < range.end)
            .map(|segment| Segment {
                text: segment.text - range.start,
                source: segment.source,
            });
        Self {
            text,
            segments: std::iter::once(first).chain(inner).collect(),
        }
    }
}
