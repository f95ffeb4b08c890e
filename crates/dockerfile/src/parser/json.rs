//! Just enough JSON, with Go's limits: arrays of strings, and a string field of an object.

use std::borrow::Cow;
use std::ops::Range;

/// Go's decoder refuses to nest deeper.
const MAX_DEPTH: usize = 10_000;

/// What a text is when arguments may be a JSON array.
pub(super) enum Array<'a> {
    /// An array of strings, decoded, each with its place including quotes.
    OfStrings(Vec<(Cow<'a, str>, Range<usize>)>),
    /// An array with something else in it.
    OfOthers,
    /// No array, or broken.
    None,
}

/// Reads an array of strings that begins with the text's first byte and ends with its last.
pub(super) fn strings(text: &str) -> Array<'_> {
    array(text).unwrap_or(Array::None)
}

fn array(text: &str) -> Option<Array<'_>> {
    let mut reader = Reader { text, at: 0 };
    reader.take(b'[').then_some(())?;
    let mut strings = Vec::new();
    let mut others = false;
    reader.blanks();
    if !reader.take(b']') {
        loop {
            reader.blanks();
            let start = reader.at;
            if reader.peek() == Some(b'"') {
                let string = reader.string()?;
                strings.push((string, start..reader.at));
            } else {
                reader.value(1)?;
                others = true;
            }
            reader.blanks();
            if reader.take(b']') {
                break;
            }
            reader.take(b',').then_some(())?;
        }
    }
    reader.blanks();
    reader.peek().is_none().then_some(())?;
    Some(if others {
        Array::OfOthers
    } else {
        Array::OfStrings(strings)
    })
}

/// The string that `key` has in a text that is one object, and its place.
pub(super) fn field<'a>(text: &'a str, key: &str) -> Option<(Cow<'a, str>, Range<usize>)> {
    let mut reader = Reader { text, at: 0 };
    reader.blanks();
    reader.take(b'{').then_some(())?;
    let mut found = None;
    reader.blanks();
    if !reader.take(b'}') {
        loop {
            reader.blanks();
            let name = reader.string()?;
            reader.blanks();
            reader.take(b':').then_some(())?;
            reader.blanks();
            let start = reader.at;
            let value = if reader.peek() == Some(b'"') {
                Some(reader.string()?)
            } else {
                reader.value(1)?;
                None
            };
            if name == key {
                let end = reader.at;
                found = value.map(|value| (value, start..end));
            }
            reader.blanks();
            if reader.take(b'}') {
                break;
            }
            reader.take(b',').then_some(())?;
        }
    }
    reader.blanks();
    reader.peek().is_none().then_some(found)?
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn take_while(&mut self, accepts: impl Fn(u8) -> bool) -> usize {
        let start = self.at;
        while self.peek().is_some_and(&accepts) {
            self.at += 1;
        }
        self.at - start
    }

    fn blanks(&mut self) {
        self.take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
    }

    /// Skips any value. `None` when it is broken, nests too deep or is a number that Go cannot
    /// hold. Nesting is counted, not recursed into.
    fn value(&mut self, depth: usize) -> Option<()> {
        // Whether each open bracket is an object.
        let mut open: Vec<bool> = Vec::new();
        loop {
            self.blanks();
            let opened = match self.peek()? {
                b'{' => Some(true),
                b'[' => Some(false),
                b'"' => {
                    self.string()?;
                    None
                }
                b'-' | b'0'..=b'9' => {
                    self.number()?;
                    None
                }
                _ => {
                    let literal = ["true", "false", "null"].into_iter().find(|literal| {
                        self.text
                            .get(self.at..)
                            .is_some_and(|rest| rest.starts_with(literal))
                    });
                    self.at += literal?.len();
                    None
                }
            };
            if let Some(is_object) = opened {
                self.at += 1;
                open.push(is_object);
                if open.len() + depth > MAX_DEPTH {
                    return None;
                }
                self.blanks();
                if !self.take(if is_object { b'}' } else { b']' }) {
                    self.key(is_object)?;
                    continue;
                }
                open.pop();
            }
            // Behind a complete value: close brackets, or go on with the next element.
            loop {
                let Some(&is_object) = open.last() else {
                    return Some(());
                };
                self.blanks();
                if self.take(b',') {
                    self.key(is_object)?;
                    break;
                }
                self.take(if is_object { b'}' } else { b']' })
                    .then_some(())?;
                open.pop();
            }
        }
    }

    /// The name and colon of an object's field; nothing in an array.
    fn key(&mut self, is_object: bool) -> Option<()> {
        if is_object {
            self.blanks();
            self.string()?;
            self.blanks();
            self.take(b':').then_some(())?;
        }
        Some(())
    }

    fn number(&mut self) -> Option<()> {
        let digit = |byte: u8| byte.is_ascii_digit();
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') && self.take_while(digit) == 0 {
            return None;
        }
        if self.take(b'.') && self.take_while(digit) == 0 {
            return None;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            if self.take_while(digit) == 0 {
                return None;
            }
        }
        let number: f64 = self.text.get(start..self.at)?.parse().ok()?;
        number.is_finite().then_some(())
    }

    /// Text up to the next quote, escape or control character.
    fn plain(&mut self) -> Option<&'a str> {
        let start = self.at;
        self.take_while(|byte| byte >= 0x20 && !matches!(byte, b'"' | b'\\'));
        self.text.get(start..self.at)
    }

    /// Decodes a string; stands behind its closing quote afterwards.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.take(b'"').then_some(())?;
        let plain = self.plain()?;
        if self.take(b'"') {
            return Some(plain.into());
        }
        let mut decoded = plain.to_owned();
        loop {
            decoded.push_str(self.plain()?);
            if self.take(b'"') {
                return Some(decoded.into());
            }
            self.take(b'\\').then_some(())?;
            let escaped = self.peek()?;
            self.at += 1;
            decoded.push(match escaped {
                b'"' | b'\\' | b'/' => char::from(escaped),
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => self.unicode()?,
                _ => return None,
            });
        }
    }

    /// The rest of `\uXXXX` and of a pair of surrogates; half a pair becomes U+FFFD.
    fn unicode(&mut self) -> Option<char> {
        let high = self.hex()?;
        if let Some(c) = char::from_u32(high) {
            return Some(c);
        }
        let behind = self.at;
        if high < 0xdc00
            && self.take(b'\\')
            && self.take(b'u')
            && let Some(low @ 0xdc00..=0xdfff) = self.hex()
        {
            return char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
        }
        self.at = behind;
        Some(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.at += 4;
        all.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    }
}
