use super::TokenKind;
use super::canvas::Canvas;
use crate::SourceText;

/// Paints quoted text and variables from an offset of a joined line on.
pub(super) fn paint(canvas: &mut Canvas<'_>, text: &SourceText, from: usize, escape: char) {
    let rest = text.text.get(from..).unwrap_or_default();
    let mut quote: Option<(char, usize)> = None;
    let mut chars = rest.char_indices().map(|(at, c)| (from + at, c)).peekable();
    while let Some((at, c)) = chars.next() {
        match quote {
            None if matches!(c, '"' | '\'') => quote = Some((c, at)),
            Some((open, start)) if c == open => {
                canvas.fill_text(text, start..at + 1, TokenKind::String);
                quote = None;
            }
            Some(('\'', _)) => {}
            _ if c == escape => _ = chars.next(),
            _ => {}
        }
    }
    if let Some((_, start)) = quote {
        canvas.fill_text(text, start..text.text.len(), TokenKind::String);
    }
    paint_variables(canvas, text, from, escape, true);
}

/// Paints variables; those in single quotes are none when quotes count.
pub(super) fn paint_variables(
    canvas: &mut Canvas<'_>,
    text: &SourceText,
    from: usize,
    escape: char,
    quotes_count: bool,
) {
    let bytes = text.text.as_bytes();
    let mut at = from;
    let mut quote = None;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\'' | b'"' if quotes_count => {
                if quote == Some(byte) {
                    quote = None;
                } else if quote.is_none() {
                    quote = Some(byte);
                }
            }
            _ if quote == Some(b'\'') => {}
            _ if char::from(byte) == escape => at += 1,
            b'$' => {
                let end = at + variable_length(bytes.get(at..).unwrap_or_default());
                canvas.fill_text(text, at..end, TokenKind::Variable);
                // `$` alone is none, and is not looked at again.
                at = end.max(at + 1);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// How long the `$name` or `${…}` is that the bytes begin with; 0 when it is none.
fn variable_length(bytes: &[u8]) -> usize {
    match bytes.get(1) {
        Some(b'{') => braces_length(bytes),
        Some(byte) if byte.is_ascii_digit() || matches!(byte, b'@' | b'*' | b'#' | b'?' | b'!') => {
            2
        }
        Some(byte) if byte.is_ascii_alphabetic() || *byte == b'_' => {
            let name = bytes.iter().skip(1);
            1 + name
                .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
                .count()
        }
        _ => 0,
    }
}

/// Up to the closing brace, others nested; to the end of the line when there is none.
fn braces_length(bytes: &[u8]) -> usize {
    let mut depth = 0_usize;
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return index + 1,
            b'}' => depth -= 1,
            b'\n' => return index,
            _ => {}
        }
    }
    bytes.len()
}
