use std::ops::Range;

use crate::Span;

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
    pub text: String,
    /// Where the text continues elsewhere in the Dockerfile, by rising offset; the first is 0.
    pub segments: Vec<Segment>,
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
    /// Appends text that begins at `source` in the Dockerfile.
    pub fn push(&mut self, text: &str, source: usize) {
        if !text.is_empty() {
            self.segments.push(Segment {
                text: self.text.len(),
                source,
            });
            self.text.push_str(text);
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
        let text = self.text.get(range.clone()).unwrap_or_default().to_owned();
        let first = Segment {
            text: 0,
            source: self.position(range.start),
        };
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
