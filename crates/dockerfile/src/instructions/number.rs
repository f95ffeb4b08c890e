//! Numbers as Go's strconv and go-units read them.

use crate::letter_case::lower;
use crate::quote;

/// `strconv.ParseBool`.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

/// `strconv.ParseUint` of 32 bits: digits only, no sign.
pub(super) fn uint32(text: &str, radix: u32) -> Option<u32> {
    let digits = text.chars().all(|c| c.is_digit(radix));
    u32::from_str_radix(text, radix).ok().filter(|_| digits)
}

/// `strconv.ParseInt` of 32 bits, with its error text.
pub(super) fn int32(text: &str) -> Result<i32, String> {
    let error = |reason| format!("strconv.ParseInt: parsing {}: {reason}", quote(text));
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() {
        return Err(error("invalid syntax"));
    }
    let mut magnitude = 0_u32;
    for digit in digits.chars() {
        let digit = digit.to_digit(10).ok_or_else(|| error("invalid syntax"))?;
        // Go stops where 32 bits do not hold it, whatever follows.
        magnitude = magnitude
            .checked_mul(10)
            .and_then(|m| m.checked_add(digit))
            .ok_or_else(|| error("value out of range"))?;
    }
    text.parse().map_err(|_| error("value out of range"))
}

/// `units.RAMInBytes`: a number with an optional unit that counts in 1024s.
pub(super) fn size_bytes(text: &str) -> Option<i64> {
    let at = text.rfind(|c: char| c.is_ascii_digit() || c == '.' || c == ' ')?;
    let (number, suffix) = text.split_at_checked(at + 1)?;
    let number = number.strip_suffix(' ').unwrap_or(number);
    let size: f64 = number.parse().ok()?;
    if size < 0.0 || !size.is_finite() || suffix.len() > 3 {
        return None;
    }
    let exponent = match lower(suffix).as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 1,
        "m" | "mb" | "mib" => 2,
        "g" | "gb" | "gib" => 3,
        "t" | "tb" | "tib" => 4,
        "p" | "pb" | "pib" => 5,
        _ => return None,
    };
    let bytes = size * 1024_f64.powi(exponent);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "Go truncates, and overflows to the minimum"
    )]
    Some(if bytes < 9_223_372_036_854_775_808.0 {
        bytes as i64
    } else {
        i64::MIN
    })
}

#[cfg(test)]
mod tests {
    use super::{int32, size_bytes, uint32};

    #[test]
    fn sizes() {
        let cases = [
            ("10", Some(10)),
            ("1.5k", Some(1536)),
            ("2 MiB", Some(2 << 20)),
            ("1gb", Some(1 << 30)),
            ("1b", Some(1)),
            ("1bb", None),
            ("1kk", None),
            ("m", None),
            ("-1", None),
            ("9999999p", Some(i64::MIN)),
        ];
        for (text, size) in cases {
            assert_eq!(size_bytes(text), size, "{text}");
        }
    }

    #[test]
    fn integers() {
        assert_eq!(uint32("0755", 8), Some(0o755));
        assert_eq!(uint32("9", 8), None);
        assert_eq!(uint32("+1", 10), None);
        assert_eq!(int32("+5"), Ok(5));
        assert_eq!(
            int32("x"),
            Err("strconv.ParseInt: parsing \"x\": invalid syntax".into())
        );
        assert_eq!(
            int32("3000000000"),
            Err("strconv.ParseInt: parsing \"3000000000\": value out of range".into())
        );
        assert_eq!(
            int32("9999999999x"),
            Err("strconv.ParseInt: parsing \"9999999999x\": value out of range".into())
        );
    }
}
