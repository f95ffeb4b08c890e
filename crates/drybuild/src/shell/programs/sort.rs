use std::cmp::Ordering;

use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// A sort key: fields from and to (1-based, with character offsets), and its own flags.
struct Key {
    from: (usize, usize),
    to: Option<(usize, usize)>,
    flags: String,
}

/// `sort`, in the C locale.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let long = [
        ("reverse", 'r'),
        ("numeric-sort", 'n'),
        ("unique", 'u'),
        ("key", 'k'),
        ("field-separator", 't'),
        ("output", 'o'),
        ("version-sort", 'V'),
        ("human-numeric-sort", 'h'),
        ("ignore-case", 'f'),
        ("stable", 's'),
        ("check", 'c'),
        ("zero-terminated", 'z'),
    ];
    let letters = "rnuk:t:o:VhfsczbdgiMR";
    let flags = match Flags::read(process, letters, "CmS:T:", "rnuktoVfsczbdgiMmST", &long) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    if flags.has('R') || flags.has('M') {
        process.note("this order of `sort` is not understood");
    }
    let (inputs, all) = process.inputs(&flags.operands);
    if !all {
        return Exit::Known(2);
    }
    let separator = if flags.has('z') { 0 } else { b'\n' };
    let mut lines: Vec<Bytes> = Vec::new();
    for (_, content) in inputs {
        let mut pieces = content.split(separator);
        if pieces.last().is_some_and(Bytes::is_empty) {
            pieces.pop();
        }
        lines.extend(pieces);
    }
    let keys: Vec<Key> = flags
        .all()
        .iter()
        .filter(|(letter, _)| *letter == 'k')
        .filter_map(|(_, value)| key(&value.text()))
        .collect();
    let global: String = flags
        .all()
        .iter()
        .map(|(letter, _)| *letter)
        .filter(|letter| "rnVhfbdg".contains(*letter))
        .collect();
    let delimiter = flags
        .value('t')
        .and_then(|value| value.data().first().copied());
    let by_key = |left: &Bytes, right: &Bytes| -> Ordering {
        if keys.is_empty() {
            return compare(left.data(), right.data(), &global);
        }
        for key in &keys {
            let own = if key.flags.is_empty() {
                &global
            } else {
                &key.flags
            };
            let order = compare(
                field(left.data(), key, delimiter),
                field(right.data(), key, delimiter),
                own,
            );
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    };
    let last = |left: &Bytes, right: &Bytes| {
        let order = left.data().cmp(right.data());
        if global.contains('r') {
            order.reverse()
        } else {
            order
        }
    };
    if flags.has('c') {
        let fault = lines.windows(2).position(|pair| match pair {
            [left, right] => by_key(left, right) == Ordering::Greater,
            _ => false,
        });
        let Some(index) = fault else {
            return Exit::SUCCESS;
        };
        if process.is_busybox() {
            process.err_text(format!("Check line {}\n", index + 1));
        } else {
            let file = flags
                .operands
                .first()
                .cloned()
                .unwrap_or_else(|| "-".into());
            let line = lines.get(index + 1).cloned().unwrap_or_default();
            process.err(format!(
                "{}:{}: disorder: {}",
                file.text(),
                index + 2,
                line.text()
            ));
        }
        return Exit::FAILURE;
    }
    lines.sort_by(|left, right| {
        let order = by_key(left, right);
        if order == Ordering::Equal && !flags.has('s') && !flags.has('u') {
            last(left, right)
        } else {
            order
        }
    });
    if flags.has('u') {
        lines.dedup_by(|right, left| by_key(left, right) == Ordering::Equal);
    }
    let mut out = Bytes::new();
    for line in lines {
        out.push(&line);
        out.push_plain([separator]);
    }
    match flags.value('o') {
        Some(path) => {
            if let Err(error) = process.write(path, out) {
                process.err(format!("open failed: {}: {}", path.text(), error.message()));
                return Exit::Known(2);
            }
        }
        None => process.out(&out),
    }
    Exit::SUCCESS
}

fn key(text: &str) -> Option<Key> {
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    let digits: String = text
        .chars()
        .filter(|character| !character.is_ascii_alphabetic())
        .collect();
    let place = |text: &str, default: usize| -> Option<(usize, usize)> {
        match text.split_once('.') {
            Some((field, offset)) => Some((field.parse().ok()?, offset.parse().ok()?)),
            None => Some((text.parse().ok()?, default)),
        }
    };
    let (from, to) = match digits.split_once(',') {
        Some((from, to)) => (place(from, 1)?, Some(place(to, 0)?)),
        None => (place(&digits, 1)?, None),
    };
    Some(Key {
        from,
        to,
        flags: letters,
    })
}

/// The part of a line that a key takes.
fn field<'a>(line: &'a [u8], key: &Key, delimiter: Option<u8>) -> &'a [u8] {
    let mut bounds: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    match delimiter {
        Some(delimiter) => {
            for piece in line.split(|byte| *byte == delimiter) {
                bounds.push((start, start + piece.len()));
                start += piece.len() + 1;
            }
        }
        None => {
            while start < line.len() {
                let rest = line.get(start..).unwrap_or_default();
                let blanks = rest
                    .iter()
                    .take_while(|byte| byte.is_ascii_whitespace())
                    .count();
                let word = rest
                    .iter()
                    .skip(blanks)
                    .take_while(|byte| !byte.is_ascii_whitespace())
                    .count();
                bounds.push((start, start + blanks + word));
                start += blanks + word;
            }
        }
    }
    let from = bounds
        .get(key.from.0.saturating_sub(1))
        .map_or(line.len(), |(start, _)| {
            start + key.from.1.saturating_sub(1)
        });
    let to = match key.to {
        None => line.len(),
        Some((field, offset)) => {
            bounds
                .get(field.saturating_sub(1))
                .map_or(line.len(), |(start, end)| {
                    if offset == 0 {
                        *end
                    } else {
                        (start + offset).min(*end)
                    }
                })
        }
    };
    line.get(from.min(line.len())..to.max(from).min(line.len()))
        .unwrap_or_default()
}

fn compare(left: &[u8], right: &[u8], flags: &str) -> Ordering {
    let order = if flags.contains(['n', 'h', 'g']) {
        let human = flags.contains('h');
        number(left, human)
            .partial_cmp(&number(right, human))
            .unwrap_or(Ordering::Equal)
    } else if flags.contains('V') {
        version(left, right)
    } else {
        let skip = |text: &[u8]| -> Vec<u8> {
            let mut text = text;
            if flags.contains('b') {
                text = text.trim_ascii_start();
            }
            let mut text = text.to_vec();
            if flags.contains('d') {
                text.retain(|byte| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace());
            }
            if flags.contains('f') {
                text.make_ascii_uppercase();
            }
            text
        };
        skip(left).cmp(&skip(right))
    };
    if flags.contains('r') {
        order.reverse()
    } else {
        order
    }
}

fn number(text: &[u8], human: bool) -> f64 {
    let text = text.trim_ascii_start();
    let length = text
        .iter()
        .enumerate()
        .take_while(|(at, byte)| {
            byte.is_ascii_digit() || **byte == b'.' || (*at == 0 && **byte == b'-')
        })
        .count();
    let value: f64 = std::str::from_utf8(text.get(..length).unwrap_or_default())
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0.0);
    let factor = match text.get(length) {
        Some(b'k' | b'K') if human => 1e3,
        Some(b'M') if human => 1e6,
        Some(b'G') if human => 1e9,
        Some(b'T') if human => 1e12,
        _ => 1.0,
    };
    value * factor
}

/// The order of version numbers.
fn version(left: &[u8], right: &[u8]) -> Ordering {
    let (mut left, mut right) = (left, right);
    loop {
        let text = |text: &[u8]| {
            text.iter()
                .take_while(|byte| !byte.is_ascii_digit())
                .count()
        };
        let (a, b) = (text(left), text(right));
        let weight = |byte: u8| match byte {
            b'~' => -1,
            byte if byte.is_ascii_alphabetic() => i32::from(byte),
            byte => i32::from(byte) + 256,
        };
        let ranks = |text: &[u8]| {
            text.iter()
                .map(|byte| weight(*byte))
                .chain([0])
                .collect::<Vec<_>>()
        };
        let order = ranks(left.get(..a).unwrap_or_default())
            .cmp(&ranks(right.get(..b).unwrap_or_default()));
        if order != Ordering::Equal {
            return order;
        }
        left = left.get(a..).unwrap_or_default();
        right = right.get(b..).unwrap_or_default();
        let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (a, b) = (digits(left), digits(right));
        let strip = |text: &[u8]| {
            text.iter()
                .copied()
                .skip_while(|byte| *byte == b'0')
                .collect::<Vec<_>>()
        };
        let (x, y) = (
            strip(left.get(..a).unwrap_or_default()),
            strip(right.get(..b).unwrap_or_default()),
        );
        let order = x.len().cmp(&y.len()).then_with(|| x.cmp(&y));
        if order != Ordering::Equal || (a == 0 && b == 0) {
            return order.then_with(|| left.cmp(right));
        }
        left = left.get(a..).unwrap_or_default();
        right = right.get(b..).unwrap_or_default();
    }
}
