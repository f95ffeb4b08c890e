//! Values of awk: numbers, text, and input that may be either.

use super::super::printf;
use crate::labelled::Bytes;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Number(f64),
    Text(Bytes),
    /// From the input: a number where it looks like one.
    Input(Bytes),
}

pub(super) fn calculate(operator: &str, left: f64, right: f64) -> f64 {
    match operator {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "%" => left % right,
        _ => left.powf(right),
    }
}

/// The digits of a number that is printed as a whole one: mawk does so with what fits 32 bits.
pub(super) fn whole(number: f64, busybox: bool) -> Option<String> {
    let limit = if busybox { 9e18 } else { f64::from(i32::MAX) };
    (number.fract() == 0.0 && number.abs() <= limit).then(|| {
        if number == 0.0 {
            "0".to_owned()
        } else {
            format!("{number:.0}")
        }
    })
}

/// The text of a value, numbers in the default format.
pub(super) fn text(value: &Value) -> Bytes {
    match value {
        Value::Text(text) | Value::Input(text) => text.clone(),
        Value::Number(number) => match whole(*number, false) {
            Some(digits) => digits.into(),
            None => printf::general(*number, 6).into(),
        },
    }
}

/// The number at the start of a text.
pub(super) fn number(value: &Value) -> f64 {
    match value {
        Value::Number(number) => *number,
        Value::Text(text) | Value::Input(text) => {
            let text = text.text();
            let text = text.trim_start();
            let mut length = 0;
            for (at, character) in text.char_indices() {
                let end = at + character.len_utf8();
                let numeric =
                    character.is_ascii_digit() || matches!(character, '.' | '-' | '+' | 'e' | 'E');
                if !numeric {
                    break;
                }
                if text
                    .get(..end)
                    .is_some_and(|head| head.parse::<f64>().is_ok())
                {
                    length = end;
                }
            }
            text.get(..length)
                .and_then(|head| head.parse().ok())
                .unwrap_or(0.0)
        }
    }
}

/// The number that a value is compared as, if it is one.
pub(super) fn comparable(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(_) => None,
        Value::Input(text) if text.is_empty() => Some(0.0),
        Value::Input(text) => {
            let text = text.text().trim().to_owned();
            text.parse().ok().filter(|_| {
                text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first))
            })
        }
    }
}

pub(super) fn truth(value: &Value) -> bool {
    match value {
        Value::Number(number) => *number != 0.0,
        Value::Text(text) => !text.is_empty(),
        Value::Input(text) => {
            comparable(value).map_or(!text.is_empty(), |number| number != 0.0) && !text.is_empty()
        }
    }
}

/// A field number or an offset: not negative, whole.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped first"
)]
pub(super) fn place(number: f64) -> usize {
    number.clamp(0.0, 1e9) as usize
}

pub(super) fn byte(number: f64) -> u8 {
    u8::try_from(place(number) & 0xff).unwrap_or(0)
}
