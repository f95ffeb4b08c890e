//! Splitting, substituting and formatting.

use super::super::printf;
use crate::{labelled::Bytes, shell::regex::Regex};

pub(super) fn substitute(value: &Bytes, regex: &Regex, with: &Bytes, all: bool) -> (Bytes, u32) {
    let mut out = Bytes::new();
    let (mut at, mut copied, mut count) = (0, 0, 0);
    while let Some(Some(range)) = regex
        .find(value.data(), at)
        .and_then(|groups| groups.first().cloned())
    {
        out.push(&value.slice(copied..range.start));
        let data = with.data();
        let mut index = 0;
        while index < data.len() {
            match (data.get(index), data.get(index + 1)) {
                (Some(b'\\'), Some(b'&' | b'\\')) => {
                    out.push(&with.slice(index + 1..index + 2));
                    index += 2;
                }
                (Some(b'&'), _) => {
                    out.push(&value.slice(range.clone()));
                    index += 1;
                }
                _ => {
                    out.push(&with.slice(index..index + 1));
                    index += 1;
                }
            }
        }
        copied = range.end;
        count += 1;
        at = if range.is_empty() {
            range.end + 1
        } else {
            range.end
        };
        if !all || at > value.len() {
            break;
        }
    }
    out.push(&value.from_offset(copied));
    (out, count)
}

pub(super) fn split(line: &Bytes, separator: &Bytes) -> Vec<Bytes> {
    if line.is_empty() {
        return Vec::new();
    }
    match separator.data() {
        b" " => {
            let mut fields = Vec::new();
            let mut start = None;
            for (at, byte) in line.data().iter().chain(b" ").enumerate() {
                if byte.is_ascii_whitespace() {
                    fields.extend(start.take().map(|start| line.slice(start..at)));
                } else if start.is_none() {
                    start = Some(at);
                }
            }
            fields
        }
        [only] if *only != b'\\' => line.split(*only),
        pattern => match Regex::extended(pattern, false) {
            Some(regex) => split_by(line, &regex),
            None => vec![line.clone()],
        },
    }
}

pub(super) fn split_by(line: &Bytes, regex: &Regex) -> Vec<Bytes> {
    let mut pieces = Vec::new();
    let (mut at, mut start) = (0, 0);
    while let Some(Some(range)) = regex
        .find(line.data(), at)
        .and_then(|groups| groups.first().cloned())
    {
        if range.is_empty() {
            at = range.end + 1;
            if at > line.len() {
                break;
            }
            continue;
        }
        pieces.push(line.slice(start..range.start));
        start = range.end;
        at = range.end;
    }
    pieces.push(line.from_offset(start));
    pieces
}

/// The output of `printf`: the format is used once.
pub(super) fn formatted_text(mut arguments: Vec<Bytes>) -> Bytes {
    if arguments.is_empty() {
        return Bytes::new();
    }
    let format = arguments.remove(0);
    printf::once(&format, arguments)
}
