use lab_protocol::{Severity, Token, TokenKind};

/// A piece of the text in the editor's overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The text.
    pub(crate) text: String,
    /// What it is; `None` for plain text.
    pub(crate) kind: Option<TokenKind>,
}

/// Cuts a text into coloured pieces. Their texts add up to the text, whatever the tokens say.
pub(crate) fn pieces(text: &str, tokens: &[Token]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut at = 0;
    for token in tokens {
        if token.start < at {
            continue;
        }
        let (before, tail) = split_utf16(rest, token.start - at);
        let (inside, tail) = split_utf16(tail, token.end.saturating_sub(token.start));
        push(&mut pieces, before, None);
        push(&mut pieces, inside, Some(token.kind));
        rest = tail;
        at = token.end.max(token.start);
    }
    push(&mut pieces, rest, None);
    pieces
}

/// The tokens of an older text, where they still stand in the newer one: all before and all behind
/// what was edited. They hold until the simulator has answered.
pub(crate) fn carried_over(old: &str, new: &str, tokens: &[Token]) -> Vec<Token> {
    let (old_len, new_len) = (utf16_len(old), utf16_len(new));
    let prefix: u32 = old
        .chars()
        .zip(new.chars())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf16() as u32)
        .sum();
    let suffix: u32 = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf16() as u32)
        .sum();
    let suffix = suffix.min(old_len - prefix).min(new_len - prefix);
    tokens
        .iter()
        .filter_map(|token| {
            if token.end <= prefix {
                Some(*token)
            } else if token.start >= old_len - suffix {
                Some(Token {
                    start: (token.start + new_len).checked_sub(old_len)?,
                    end: (token.end + new_len).checked_sub(old_len)?,
                    kind: token.kind,
                })
            } else {
                None
            }
        })
        .collect()
}

/// A text with a word in the place of so many characters before a caret, and where the caret stands then, in UTF-16
/// units.
pub(crate) fn completed(text: &str, caret: u32, typed: usize, word: &str) -> (String, u32) {
    let (before, after) = split_utf16(text, caret);
    let kept = before.char_indices().rev().nth(typed.saturating_sub(1));
    let kept = match typed {
        0 => before,
        _ => before.get(..kept.map_or(0, |(at, _)| at)).unwrap_or(before),
    };
    let start = format!("{kept}{word}");
    let caret = utf16_len(&start);
    (start + after, caret)
}

/// How many lines an editor shows: at least one, and the empty one after a last line's end.
pub(crate) fn line_count(text: &str) -> u32 {
    text.matches('\n').count() as u32 + 1
}

/// The range of a line, without its end, in UTF-16 units; the end of the text for a line behind it.
pub(crate) fn line_range(text: &str, line: u32) -> (u32, u32) {
    let mut start = 0;
    for (number, content) in (1..).zip(text.split('\n')) {
        let end = start + utf16_len(content);
        if number >= line {
            return (start, end);
        }
        start = end + 1;
    }
    let end = utf16_len(text);
    (end, end)
}

/// The class of a coloured piece.
pub(crate) fn class(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Comment => "token-comment",
        TokenKind::Directive => "token-directive",
        TokenKind::Keyword => "token-keyword",
        TokenKind::Flag => "token-flag",
        TokenKind::Variable => "token-variable",
        TokenKind::String => "token-string",
        TokenKind::Heredoc => "token-heredoc",
        TokenKind::Punctuation => "token-punctuation",
    }
}

/// What style sheets see of a severity.
pub(crate) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::NotUnderstood => "not-understood",
        Severity::Note => "note",
    }
}

fn push(pieces: &mut Vec<Piece>, text: &str, kind: Option<TokenKind>) {
    if !text.is_empty() {
        pieces.push(Piece {
            text: text.to_owned(),
            kind,
        });
    }
}

/// Splits a text behind so many UTF-16 units; never inside of a character.
pub(crate) fn split_utf16(text: &str, units: u32) -> (&str, &str) {
    let mut left = units;
    let at = text
        .char_indices()
        .find(|(_, c)| {
            let fits = left >= c.len_utf16() as u32;
            left = left.saturating_sub(c.len_utf16() as u32);
            !fits
        })
        .map_or(text.len(), |(at, _)| at);
    text.split_at_checked(at).unwrap_or((text, ""))
}

fn utf16_len(text: &str) -> u32 {
    text.chars().map(|c| c.len_utf16() as u32).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(start: u32, end: u32, kind: TokenKind) -> Token {
        Token { start, end, kind }
    }

    fn shown(text: &str, tokens: &[Token]) -> String {
        pieces(text, tokens)
            .iter()
            .map(|piece| match piece.kind {
                Some(_) => format!("[{}]", piece.text),
                None => piece.text.clone(),
            })
            .collect()
    }

    #[test]
    fn ranges_count_utf16_units() {
        let tokens = [
            token(0, 4, TokenKind::Keyword),
            token(8, 10, TokenKind::Variable),
        ];
        assert_eq!(shown("FROM 🐳 $x y", &tokens), "[FROM] 🐳 [$x] y");
    }

    #[test]
    fn ranges_that_do_not_fit_lose_no_text() {
        for tokens in [
            vec![token(2, 90, TokenKind::Keyword)],
            vec![token(90, 95, TokenKind::Keyword)],
            vec![
                token(3, 5, TokenKind::Keyword),
                token(1, 4, TokenKind::Flag),
            ],
            vec![token(4, 2, TokenKind::Keyword)],
            vec![token(6, 7, TokenKind::Keyword)],
        ] {
            let text = "FROM 🐳 $x";
            let whole: String = pieces(text, &tokens)
                .into_iter()
                .map(|piece| piece.text)
                .collect();
            assert_eq!(whole, text, "{tokens:?}");
        }
    }

    #[test]
    fn colours_around_an_edit_stay() {
        let old = "FROM a\nRUN b\n";
        let tokens = [
            token(0, 4, TokenKind::Keyword),
            token(7, 10, TokenKind::Keyword),
        ];
        for (new, expected) in [
            ("FROM abc\nRUN b\n", "[FROM] abc\n[RUN] b\n"),
            ("FROM \nRUN b\n", "[FROM] \n[RUN] b\n"),
            ("FROM a\nRUNS b\n", "[FROM] a\n[RUN]S b\n"),
            ("ROM a\nRUN b\n", "ROM a\n[RUN] b\n"),
            ("", ""),
        ] {
            assert_eq!(shown(new, &carried_over(old, new, &tokens)), expected);
        }
    }

    #[test]
    fn a_word_takes_the_place_of_what_was_typed() {
        let text = "# 🐳\nFR alpine\n";
        assert_eq!(
            completed(text, 7, 2, "FROM"),
            ("# 🐳\nFROM alpine\n".to_owned(), 9)
        );
        assert_eq!(completed("", 0, 0, "FROM "), ("FROM ".to_owned(), 5));
        assert_eq!(completed("ab", 2, 9, "c"), ("c".to_owned(), 1));
    }

    #[test]
    fn lines_have_ranges() {
        let text = "FROM 🐳\n\nRUN x";
        assert_eq!(line_count(text), 3);
        assert_eq!(line_range(text, 1), (0, 7));
        assert_eq!(line_range(text, 2), (8, 8));
        assert_eq!(line_range(text, 3), (9, 14));
        assert_eq!(line_range(text, 9), (14, 14));
        assert_eq!(line_count(""), 1);
    }
}
