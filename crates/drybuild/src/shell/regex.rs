//! POSIX regular expressions, as grep, sed, awk, expr and bash use them in the C locale.

use std::ops::Range;

/// A compiled expression.
#[derive(Clone, Debug)]
pub(crate) struct Regex(regex_lite::Regex);

/// The whole match and the groups, as byte ranges.
pub(crate) type Groups = Vec<Option<Range<usize>>>;

impl Regex {
    /// A basic regular expression with GNU's extensions. `None` if it is not understood (a back reference) or invalid.
    pub(crate) fn basic(text: &[u8], ignore_case: bool) -> Option<Self> {
        Self::compile(&translate(text, false)?, ignore_case)
    }

    /// An extended regular expression.
    pub(crate) fn extended(text: &[u8], ignore_case: bool) -> Option<Self> {
        Self::compile(&translate(text, true)?, ignore_case)
    }

    /// The text itself.
    pub(crate) fn fixed(text: &[u8], ignore_case: bool) -> Option<Self> {
        let mut out = String::new();
        for byte in text {
            push_literal(&mut out, *byte);
        }
        Self::compile(&out, ignore_case)
    }

    /// The same, but it has to match a whole word or a whole line.
    pub(crate) fn surrounded(&self, before: &str, after: &str, ignore_case: bool) -> Option<Self> {
        Self::compile(
            &format!("{before}(?:{}){after}", self.0.as_str()),
            ignore_case,
        )
    }

    fn compile(text: &str, ignore_case: bool) -> Option<Self> {
        regex_lite::RegexBuilder::new(text)
            .case_insensitive(ignore_case)
            .dot_matches_new_line(true)
            .build()
            .ok()
            .map(Self)
    }

    /// The first match at or behind an offset.
    pub(crate) fn find(&self, data: &[u8], from: usize) -> Option<Groups> {
        if from > data.len() {
            return None;
        }
        if data.is_ascii() {
            let text = std::str::from_utf8(data).ok()?;
            return Some(groups(&self.0.captures_at(text, from)?, |at| at));
        }
        // Each byte is one character, as in the C locale.
        let text: String = data.iter().map(|byte| char::from(*byte)).collect();
        let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        starts.push(text.len());
        let captures = self.0.captures_at(&text, starts.get(from).copied()?)?;
        Some(groups(&captures, |at| {
            starts.partition_point(|start| *start < at)
        }))
    }

    /// Whether it matches anywhere.
    pub(crate) fn is_match(&self, data: &[u8]) -> bool {
        self.find(data, 0).is_some()
    }
}

fn groups(captures: &regex_lite::Captures<'_>, place: impl Fn(usize) -> usize) -> Groups {
    captures
        .iter()
        .map(|group| group.map(|group| place(group.start())..place(group.end())))
        .collect()
}

fn push_literal(out: &mut String, byte: u8) {
    let character = char::from(byte);
    if b"\\.+*?()|[]{}^$#&-~/".contains(&byte) && byte != b'/' {
        out.push('\\');
    }
    out.push(character);
}

/// The same expression in the syntax of the regex crates.
fn translate(text: &[u8], extended: bool) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    // Whether a repetition or an anchor at this place would be the first thing of an alternative.
    let mut start = true;
    let mut open = 0_u32;
    while let Some(byte) = text.get(at).copied() {
        at += 1;
        let was_start = std::mem::take(&mut start);
        match byte {
            b'\\' => {
                let next = text.get(at).copied()?;
                at += 1;
                match next {
                    b'(' | b')' | b'{' | b'}' | b'|' | b'+' | b'?' if extended => {
                        push_literal(&mut out, next)
                    }
                    b'(' => {
                        out.push('(');
                        open += 1;
                        start = true;
                    }
                    b')' => {
                        out.push(')');
                        open = open.checked_sub(1)?;
                    }
                    b'|' => {
                        out.push('|');
                        start = true;
                    }
                    b'{' => at = interval(text, at, &mut out, b"\\}")?,
                    b'+' | b'?' => out.push(char::from(next)),
                    b'n' => out.push('\n'),
                    b't' => out.push('\t'),
                    b'r' => out.push('\r'),
                    b'w' => out.push_str("[0-9A-Za-z_]"),
                    b'W' => out.push_str("[^0-9A-Za-z_]"),
                    b's' => out.push_str("[ \\t\\r\\n\\x0b\\x0c]"),
                    b'S' => out.push_str("[^ \\t\\r\\n\\x0b\\x0c]"),
                    b'b' => out.push_str("\\b"),
                    b'B' => out.push_str("\\B"),
                    b'<' => out.push_str("\\b{start}"),
                    b'>' => out.push_str("\\b{end}"),
                    b'`' => out.push_str("\\A"),
                    b'\'' => out.push_str("\\z"),
                    b'0'..=b'9' => return None,
                    _ => push_literal(&mut out, next),
                }
            }
            b'[' => at = bracket(text, at, &mut out)?,
            b'.' => out.push('.'),
            b'*' if was_start && !extended => out.push_str("\\*"),
            b'*' if was_start => start = true,
            b'*' => out.push('*'),
            b'^' if extended || was_start => {
                out.push('^');
                start = true;
            }
            b'$' if extended
                || at == text.len()
                || matches!(text.get(at..at + 2), Some(b"\\)" | b"\\|")) =>
            {
                out.push('$')
            }
            b'+' | b'?' if extended && !was_start => out.push(char::from(byte)),
            b'(' if extended => {
                out.push('(');
                open += 1;
                start = true;
            }
            b')' if extended && open > 0 => {
                out.push(')');
                open -= 1;
            }
            b'|' if extended => {
                out.push('|');
                start = true;
            }
            b'{' if extended && text.get(at).is_some_and(u8::is_ascii_digit) => {
                at = interval(text, at, &mut out, b"}")?
            }
            _ => push_literal(&mut out, byte),
        }
    }
    (open == 0).then_some(out)
}

fn interval(text: &[u8], at: usize, out: &mut String, end: &[u8]) -> Option<usize> {
    let rest = text.get(at..)?;
    let length = rest.windows(end.len()).position(|window| window == end)?;
    let inner = std::str::from_utf8(rest.get(..length)?).ok()?;
    let inner = if inner.starts_with(',') {
        format!("0{inner}")
    } else {
        inner.to_owned()
    };
    out.push_str(&format!("{{{inner}}}"));
    Some(at + length + end.len())
}

fn bracket(text: &[u8], start: usize, out: &mut String) -> Option<usize> {
    let mut at = start;
    out.push('[');
    if text.get(at) == Some(&b'^') {
        out.push('^');
        at += 1;
    }
    let first = at;
    loop {
        let byte = *text.get(at)?;
        if byte == b']' && at > first {
            out.push(']');
            return Some(at + 1);
        }
        if byte == b'[' && matches!(text.get(at + 1), Some(b':' | b'.' | b'=')) {
            let kind = *text.get(at + 1)?;
            let rest = text.get(at + 2..)?;
            let length = rest.windows(2).position(|pair| pair == [kind, b']'])?;
            let name = std::str::from_utf8(rest.get(..length)?).ok()?;
            match kind {
                b':' => out.push_str(&format!("[:{name}:]")),
                _ => name.bytes().for_each(|byte| push_literal(out, byte)),
            }
            at += length + 4;
            continue;
        }
        match byte {
            // sed and awk know these inside brackets.
            b'\\' if text.get(at + 1) == Some(&b'n') => {
                out.push('\n');
                at += 1;
            }
            b'\\' if text.get(at + 1) == Some(&b't') => {
                out.push('\t');
                at += 1;
            }
            b'-' if at > first && text.get(at + 1).is_some_and(|next| *next != b']') => {
                out.push('-')
            }
            _ => push_literal(out, byte),
        }
        at += 1;
    }
}
