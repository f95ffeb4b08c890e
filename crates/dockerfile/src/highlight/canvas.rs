use std::ops::Range;

use super::{Token, TokenKind};
use crate::{SourceText, Span};

/// The source with a colour for each byte; what is painted later covers what was before.
pub(super) struct Canvas<'a> {
    source: &'a str,
    kinds: Vec<Option<TokenKind>>,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            kinds: vec![None; source.len()],
        }
    }

    /// Paints a range of the source.
    pub(super) fn fill(&mut self, span: Span, kind: TokenKind) {
        if let Some(bytes) = self.kinds.get_mut(span.range()) {
            bytes.fill(Some(kind));
        }
    }

    /// Paints a range of the source but for what has a certain colour already.
    pub(super) fn fill_unless(&mut self, span: Span, kind: TokenKind, kept: TokenKind) {
        let bytes = self.kinds.get_mut(span.range()).unwrap_or_default();
        bytes
            .iter_mut()
            .filter(|byte| **byte != Some(kept))
            .for_each(|byte| *byte = Some(kind));
    }

    /// Paints a range of a joined line, not the gaps in it.
    pub(super) fn fill_text(&mut self, text: &SourceText, range: Range<usize>, kind: TokenKind) {
        let first = text
            .segments
            .partition_point(|segment| segment.text <= range.start);
        let segments = text
            .segments
            .get(first.saturating_sub(1)..)
            .unwrap_or_default();
        for (index, segment) in segments.iter().enumerate() {
            let start = segment.text.max(range.start);
            let next = segments
                .get(index + 1)
                .map_or(text.text.len(), |next| next.text);
            let end = next.min(range.end);
            if start >= end {
                break;
            }
            let source = segment.source + (start - segment.text);
            self.fill(Span::new(source, source + (end - start)), kind);
        }
    }

    /// Paints the escape character that ends the first line of a range, and the comments in the
    /// lines behind it.
    pub(super) fn continuation(&mut self, span: Span, escape: char) {
        let mut position = span.start;
        let lines = span
            .text(self.source)
            .unwrap_or_default()
            .split_inclusive('\n');
        for (number, line) in lines.enumerate() {
            let trimmed = line.trim();
            let start = position + line.len() - line.trim_start().len();
            let end = start + trimmed.len();
            if number == 0 && trimmed.ends_with(escape) {
                self.fill(
                    Span::new(end - escape.len_utf8(), end),
                    TokenKind::Punctuation,
                );
            } else if number > 0 && trimmed.starts_with('#') {
                self.fill(Span::new(start, end), TokenKind::Comment);
            }
            position += line.len();
        }
    }

    /// Runs of one colour.
    pub(super) fn tokens(self) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::new();
        for (index, kind) in self.kinds.into_iter().enumerate() {
            let Some(kind) = kind else { continue };
            match tokens.last_mut() {
                Some(last) if last.kind == kind && last.span.end == index => last.span.end += 1,
                _ => tokens.push(Token {
                    span: Span::new(index, index + 1),
                    kind,
                }),
            }
        }
        tokens
    }
}
