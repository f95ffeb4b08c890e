//! Byte spans of the Dockerfile as lines and as UTF-16 offsets.

use drybuild::Span;
use lab_protocol::LineRange;

/// The text that spans point into.
pub(crate) struct Text<'a> {
    source: &'a str,
    /// Offset of the first byte of each line.
    starts: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        let breaks = source.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            source,
            starts: std::iter::once(0).chain(breaks).collect(),
        }
    }

    /// The lines that a span touches.
    pub(crate) fn lines(&self, span: Span) -> LineRange {
        let last = span.end.saturating_sub(1).max(span.start);
        LineRange {
            first: self.line(span.start),
            last: self.line(last),
        }
    }

    fn line(&self, at: usize) -> u32 {
        let line = self.starts.partition_point(|start| *start <= at);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// The span in UTF-16 units.
    pub(crate) fn utf16(&self, span: Span) -> (u32, u32) {
        (self.utf16_offset(span.start), self.utf16_offset(span.end))
    }

    fn utf16_offset(&self, at: usize) -> u32 {
        let before = self.source.get(..at).unwrap_or(self.source);
        u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_from_one_and_units_of_utf16() {
        let text = Text::new("FROM a\n# 😀\nRUN b\n");
        assert_eq!(
            text.lines(Span { start: 0, end: 7 }),
            LineRange { first: 1, last: 1 }
        );
        assert_eq!(
            text.lines(Span { start: 7, end: 19 }),
            LineRange { first: 2, last: 3 }
        );
        assert_eq!(text.utf16(Span { start: 14, end: 17 }), (12, 15));
    }
}
