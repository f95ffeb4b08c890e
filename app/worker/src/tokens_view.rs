//! Highlighted ranges.

use dockerfile::{Dockerfile, highlight_parsed};
use lab_protocol::{Token, TokenKind};

use crate::position::Text;

pub(crate) fn tokens(dockerfile: &Dockerfile, text: &Text<'_>) -> Vec<Token> {
    let one = |token: &dockerfile::Token| {
        let (start, end) = text.utf16(token.span);
        Token {
            start,
            end,
            kind: kind(token.kind),
        }
    };
    highlight_parsed(dockerfile).iter().map(one).collect()
}

fn kind(kind: dockerfile::TokenKind) -> TokenKind {
    match kind {
        dockerfile::TokenKind::Comment => TokenKind::Comment,
        dockerfile::TokenKind::Directive => TokenKind::Directive,
        dockerfile::TokenKind::Keyword => TokenKind::Keyword,
        dockerfile::TokenKind::Flag => TokenKind::Flag,
        dockerfile::TokenKind::Variable => TokenKind::Variable,
        dockerfile::TokenKind::String => TokenKind::String,
        dockerfile::TokenKind::Heredoc => TokenKind::Heredoc,
        dockerfile::TokenKind::Punctuation => TokenKind::Punctuation,
    }
}
