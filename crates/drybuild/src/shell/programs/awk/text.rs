//! Splitting, substituting and formatting.

use super::{super::printf, value::Value};
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
        [] => (0..line.len()).map(|at| line.slice(at..at + 1)).collect(),
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

/// What came of a format.
pub(super) enum Format {
    Whole(Bytes),
    /// mawk stops where an argument is missing.
    Short(Bytes),
    /// A width that stands among the arguments, which BusyBox does not have.
    Refused,
}

/// The text of `printf`: the format is used once, and every argument is made what its directive wants.
pub(super) fn format_of(format: &Bytes, values: Vec<Value>, busybox: bool) -> Format {
    let mut out = Bytes::new();
    let mut values = values.into_iter();
    let data = format.data();
    let mut at = 0;
    while at < data.len() {
        let rest = data.get(at..).unwrap_or_default();
        if !rest.starts_with(b"%") {
            let length = rest
                .iter()
                .position(|byte| *byte == b'%')
                .unwrap_or(rest.len());
            out.push(&format.slice(at..at + length));
            at += length;
            continue;
        }
        if rest.get(1) == Some(&b'%') {
            out.push_plain("%");
            at += 2;
            continue;
        }
        let length = rest
            .iter()
            .position(|byte| byte.is_ascii_alphabetic())
            .map_or(rest.len(), |end| end + 1);
        let directive = format.slice(at..at + length);
        at += length;
        let mut arguments = Vec::new();
        for _ in directive.data().iter().filter(|byte| **byte == b'*') {
            if busybox {
                return Format::Refused;
            }
            arguments.push(integer(
                &values.next().unwrap_or(Value::Number(0.0)),
                busybox,
            ));
        }
        let value = match values.next() {
            Some(value) => value,
            None if busybox => Value::Input(Bytes::new()),
            None => return Format::Short(out),
        };
        arguments.push(match directive.data().last() {
            Some(b'c') => match &value {
                Value::Number(number) => vec![super::value::byte(*number)].into(),
                other => match super::value::text(other).slice(0..1) {
                    first if first.is_empty() => vec![0].into(),
                    first => first,
                },
            },
            Some(b'd' | b'i' | b'x' | b'X' | b'o' | b'u') => integer(&value, busybox),
            Some(b'e' | b'E' | b'f' | b'F' | b'g' | b'G') => {
                super::value::number(&value).to_string().into()
            }
            _ => super::value::text(&value),
        });
        out.push(&printf::once(&directive, arguments));
    }
    Format::Whole(out)
}

fn integer(value: &Value, busybox: bool) -> Bytes {
    let number = super::value::number(value).trunc();
    let limit = f64::from(i32::MAX);
    let number = if busybox && number.abs() > limit {
        -limit - 1.0
    } else {
        number.clamp(-limit - 1.0, limit)
    };
    format!("{number:.0}").into()
}

/// A number by a format such as `%.6g`.
pub(super) fn formatted_number(format: &Bytes, number: f64) -> Bytes {
    if number.is_nan() || number.is_infinite() {
        let sign = if number.is_sign_negative() { "-" } else { "" };
        let name = if number.is_nan() { "nan" } else { "inf" };
        return format!("{sign}{name}").into();
    }
    printf::once(format, vec![number.to_string().into()])
}
