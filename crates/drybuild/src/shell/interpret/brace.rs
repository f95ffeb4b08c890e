//! `{a,b}` and `{1..3}` of bash.

use crate::{
    labelled::Bytes,
    shell::syntax::{Part, Word},
};

/// One unit of a word: an active byte or something opaque.
#[derive(Clone)]
enum Unit {
    Byte(Bytes),
    Part(Part),
}

/// The words that a word stands for.
pub(super) fn expand(word: &Word) -> Vec<Word> {
    let has_brace = word
        .parts
        .iter()
        .any(|part| matches!(part, Part::Literal(text) if text.data().contains(&b'{')));
    if !has_brace {
        return vec![word.clone()];
    }
    let units: Vec<Unit> = word
        .parts
        .iter()
        .flat_map(|part| match part {
            Part::Literal(text) => (0..text.len())
                .map(|at| Unit::Byte(text.slice(at..at + 1)))
                .collect(),
            other => vec![Unit::Part(other.clone())],
        })
        .collect();
    alternatives(&units)
        .into_iter()
        .map(|units| join(&units, word))
        .collect()
}

fn byte(unit: Option<&Unit>) -> u8 {
    match unit {
        Some(Unit::Byte(text)) => text.data().first().copied().unwrap_or(0),
        _ => 0,
    }
}

fn alternatives(units: &[Unit]) -> Vec<Vec<Unit>> {
    for open in 0..units.len() {
        if byte(units.get(open)) != b'{' {
            continue;
        }
        let Some((close, commas)) = matching(units, open) else {
            continue;
        };
        let inner = units.get(open + 1..close).unwrap_or_default();
        let choices: Vec<Vec<Unit>> = if commas.is_empty() {
            match sequence(inner) {
                Some(choices) => choices,
                None => continue,
            }
        } else {
            let mut pieces = Vec::new();
            let mut start = open + 1;
            for end in commas.iter().copied().chain([close]) {
                pieces.extend(alternatives(units.get(start..end).unwrap_or_default()));
                start = end + 1;
            }
            pieces
        };
        let head = units.get(..open).unwrap_or_default();
        let tails = alternatives(units.get(close + 1..).unwrap_or_default());
        return choices
            .iter()
            .flat_map(|choice| {
                tails
                    .iter()
                    .map(move |tail| [head, choice.as_slice(), tail.as_slice()].concat())
            })
            .take(10_000)
            .collect();
    }
    vec![units.to_vec()]
}

/// The brace that closes the one at `open`, and the commas between them.
fn matching(units: &[Unit], open: usize) -> Option<(usize, Vec<usize>)> {
    let mut depth = 0;
    let mut commas = Vec::new();
    for at in open..units.len() {
        match byte(units.get(at)) {
            b'{' => depth += 1,
            b',' if depth == 1 => commas.push(at),
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some((at, commas));
                }
            }
            _ => {}
        }
    }
    None
}

fn sequence(units: &[Unit]) -> Option<Vec<Vec<Unit>>> {
    let mut text = String::new();
    for unit in units {
        let Unit::Byte(bytes) = unit else { return None };
        text.push_str(&bytes.text());
    }
    let mut parts = text.split("..");
    let (first, last) = (parts.next()?, parts.next()?);
    let step = parts
        .next()
        .map_or(Some(1), |step| step.parse::<i64>().ok())?
        .abs()
        .max(1);
    let values: Vec<String> = match (first.parse::<i64>(), last.parse::<i64>()) {
        (Ok(from), Ok(to)) => {
            let padded = |text: &str| {
                text.trim_start_matches('-').starts_with('0')
                    && text.trim_start_matches('-').len() > 1
            };
            let width = if padded(first) || padded(last) {
                first.len().max(last.len())
            } else {
                0
            };
            count(from, to, step)
                .into_iter()
                .map(|value| format!("{value:0width$}"))
                .collect()
        }
        _ => {
            let (mut from, mut to) = (first.bytes(), last.bytes());
            let (Some(from), Some(to), None, None) =
                (from.next(), to.next(), from.next(), to.next())
            else {
                return None;
            };
            if !from.is_ascii_alphabetic() || !to.is_ascii_alphabetic() {
                return None;
            }
            count(from.into(), to.into(), step)
                .into_iter()
                .filter_map(|value| {
                    u8::try_from(value)
                        .ok()
                        .map(|byte| char::from(byte).to_string())
                })
                .collect()
        }
    };
    Some(
        values
            .into_iter()
            .map(|value| vec![Unit::Byte(Bytes::from(value))])
            .collect(),
    )
}

fn count(from: i64, to: i64, step: i64) -> Vec<i64> {
    let mut values = Vec::new();
    let mut at = from;
    while values.len() < 10_000 {
        values.push(at);
        if from <= to {
            at += step
        } else {
            at -= step
        }
        if (from <= to && at > to) || (from > to && at < to) {
            break;
        }
    }
    values
}

fn join(units: &[Unit], word: &Word) -> Word {
    let mut parts = Vec::new();
    let mut literal = Bytes::new();
    for unit in units {
        match unit {
            Unit::Byte(text) => literal.push(text),
            Unit::Part(part) => {
                if !literal.is_empty() {
                    parts.push(Part::Literal(std::mem::take(&mut literal)));
                }
                parts.push(part.clone());
            }
        }
    }
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    Word {
        parts,
        span: word.span.clone(),
    }
}
