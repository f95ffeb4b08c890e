use std::ops::Range;

/// A range of the Dockerfile in UTF-8 bytes, end excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to and without `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The text it covers, or `None` when it is not a range of `source`.
    pub fn text(self, source: &str) -> Option<&str> {
        source.get(self.start..self.end)
    }

    /// As a standard range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The smallest range that covers both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// Lines of the Dockerfile, counted from 1, both included.
///
/// An error that BuildKit notices before it counted the line has one less, so 0 is possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Lines {
    /// First line.
    pub first: usize,
    /// Last line, not before the first.
    pub last: usize,
}

impl Lines {
    /// `first` to `last`; a `last` before `first` counts as `first`, as in BuildKit's `toRanges`.
    pub fn new(first: usize, last: usize) -> Self {
        Self {
            first,
            last: last.max(first),
        }
    }

    /// Every line, in order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        self.first..=self.last
    }
}
