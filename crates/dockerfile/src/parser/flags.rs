use super::part::Part;
use crate::Word;

/// Takes `--name=value` words off the front. Quotes and escapes are removed from them; a bare
/// `--` ends them. Follows `extractBuilderFlags`, which takes each byte for a character.
pub(super) fn split_flags(line: Part<'_>, escape: char) -> (Vec<Word>, Part<'_>) {
    let bytes = line.text().as_bytes();
    let mut flags = Vec::new();
    let mut at = 0;
    loop {
        at += bytes
            .iter()
            .skip(at)
            .take_while(|&&byte| is_space(byte))
            .count();
        let rest = bytes.get(at..).unwrap_or_default();
        if !rest.starts_with(b"--") {
            return (flags, rest_at(line, at));
        }
        let plain = plain_length(rest, escape);
        if rest.get(plain).is_none_or(|byte| is_space(*byte)) {
            let flag = line.sub(at..at + plain);
            at += plain;
            if flag.text() == "--" {
                return (flags, rest_at(line, at));
            }
            flags.push(flag.word());
            continue;
        }
        let flag = read_flag(rest, escape);
        let end = at + flag.length;
        if flag.text == "--" {
            return (flags, rest_at(line, end));
        }
        if flag.quoted || !flag.text.is_empty() {
            flags.push(Word {
                text: flag.text.into(),
                span: line.sub(at..boundary(line, end)).span(),
            });
        }
        at = end;
    }
}

struct Flag {
    text: String,
    length: usize,
    quoted: bool,
}

/// Reads up to the first blank that is not quoted.
fn read_flag(bytes: &[u8], escape: char) -> Flag {
    let mut flag = Flag {
        text: String::new(),
        length: bytes.len(),
        quoted: false,
    };
    let mut quote = None;
    let mut bytes = bytes.iter().copied().enumerate();
    while let Some((index, byte)) = bytes.next() {
        match quote {
            None if is_space(byte) => {
                flag.length = index;
                return flag;
            }
            None if matches!(byte, b'\'' | b'"') => {
                quote = Some(byte);
                flag.quoted = true;
            }
            Some(open) if byte == open => quote = None,
            _ if char::from(byte) == escape => {
                // An escape character at the end stands for nothing.
                flag.text
                    .extend(bytes.next().map(|(_, escaped)| char::from(escaped)));
            }
            _ => flag.text.push(char::from(byte)),
        }
    }
    flag
}

/// How many bytes from the first stand for themselves.
fn plain_length(bytes: &[u8], escape: char) -> usize {
    let is_special = |byte: &u8| {
        !byte.is_ascii()
            || is_space(*byte)
            || matches!(byte, b'\'' | b'"')
            || char::from(*byte) == escape
    };
    bytes.iter().position(is_special).unwrap_or(bytes.len())
}

/// Go's `unicode.IsSpace` of a single byte.
fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ' | 0x85 | 0xa0)
}

/// The rest from an offset that may be inside a character when a byte of it was taken for a blank.
fn rest_at(line: Part<'_>, at: usize) -> Part<'_> {
    line.from(boundary(line, at))
}

/// The first character that begins at or behind an offset.
fn boundary(line: Part<'_>, at: usize) -> usize {
    let text = line.text();
    (at..text.len())
        .find(|&index| text.is_char_boundary(index))
        .unwrap_or(text.len())
}
