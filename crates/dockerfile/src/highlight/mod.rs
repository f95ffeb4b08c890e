//! What to colour in a Dockerfile, from what BuildKit's parser makes of it.

mod canvas;
mod instruction;
mod text;

use crate::{Dockerfile, SourceText, Span, parse};
use canvas::Canvas;

/// A range to be coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Token {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a range is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum TokenKind {
    /// A comment, also between continued lines.
    Comment,
    /// A parser directive.
    Directive,
    /// An instruction's name, `AS`, and `CMD` or `NONE` of a health check.
    Keyword,
    /// A flag with its value.
    Flag,
    /// A variable, also within quotes.
    Variable,
    /// Quoted text.
    String,
    /// A heredoc's mark or its end.
    Heredoc,
    /// A continued line's end, `=` of a pair, brackets and commas of a JSON array.
    Punctuation,
}

/// The tokens of a Dockerfile in order; they do not overlap. Text without a token is plain.
/// Never fails; takes time linear in the text.
///
/// ```
/// use dockerfile::{TokenKind, highlight};
///
/// let tokens = highlight("RUN echo $A # no comment");
/// let kinds: Vec<_> = tokens.iter().map(|token| token.kind).collect();
/// assert_eq!(kinds, [TokenKind::Keyword, TokenKind::Variable]);
/// ```
pub fn highlight(source: &str) -> Vec<Token> {
    highlight_parsed(&parse(source))
}

/// The same of a Dockerfile that is parsed already.
pub fn highlight_parsed(file: &Dockerfile) -> Vec<Token> {
    let mut canvas = Canvas::new(&file.source);
    let mut position = 0;
    for node in file.nodes() {
        loose_lines(&mut canvas, file, Span::new(position, node.span.start));
        instruction::paint(&mut canvas, node, file.escape);
        position = node.span.end;
    }
    loose_lines(&mut canvas, file, Span::new(position, file.source.len()));
    for directive in &file.directives {
        canvas.fill(directive.span, TokenKind::Directive);
    }
    canvas.tokens()
}

/// Comments, and the lines of instructions that the parser refused.
fn loose_lines(canvas: &mut Canvas<'_>, file: &Dockerfile, span: Span) {
    let mut position = span.start;
    for line in span
        .text(&file.source)
        .unwrap_or_default()
        .split_inclusive('\n')
    {
        let content = line.trim_start();
        let start = position + line.len() - content.len();
        let content = content.trim_end();
        position += line.len();
        if content.starts_with('#') {
            canvas.fill(Span::new(start, start + content.len()), TokenKind::Comment);
        } else {
            let text = SourceText::join([(content, start)]);
            text::paint(canvas, &text, 0, file.escape);
            instruction::paint_keyword(canvas, content, start);
            canvas.continuation(Span::new(start, position), file.escape);
        }
    }
}

#[cfg(test)]
mod tests;
