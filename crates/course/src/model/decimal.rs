/// A number and how far from it is still right, both in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// The number.
    pub millionths: i64,
    /// Zero if only the number itself is right.
    pub tolerance: i64,
}

/// Reads `54`, `-0.5` or `54 ± 2`; `None` for anything else.
///
/// Whole arithmetic: what an author writes and a learner types compare as decimals, and the page
/// needs no reader of floating point. At most 12 digits before the point and 6 behind it.
pub fn decimal(text: &str) -> Option<Decimal> {
    let (number, tolerance) = match text.split_once('±') {
        Some((number, tolerance)) => (number, millionths(tolerance)?),
        None => (text, 0),
    };
    let millionths = millionths(number)?;
    (tolerance >= 0).then_some(Decimal {
        millionths,
        tolerance,
    })
}

impl Decimal {
    /// Whether another number lies within the tolerance.
    pub fn accepts(self, millionths: i64) -> bool {
        self.millionths.abs_diff(millionths) <= self.tolerance.unsigned_abs()
    }
}

fn millionths(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 6 || digits.ends_with('.') {
        return None;
    }
    if !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let scaled: i64 = format!("{whole}{part:0<6}").parse().ok()?;
    Some(if negative { -scaled } else { scaled })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly_and_nothing_else_is() {
        let read = |text| decimal(text).map(|number| (number.millionths, number.tolerance));
        for (text, expected) in [
            ("54", Some((54_000_000, 0))),
            (" 54 ± 2 ", Some((54_000_000, 2_000_000))),
            ("-0.5", Some((-500_000, 0))),
            ("−3±0.25", Some((-3_000_000, 250_000))),
            ("0.1", Some((100_000, 0))),
            ("+7", Some((7_000_000, 0))),
            ("", None),
            ("1.", None),
            (".5", None),
            ("1,5", None),
            ("5 ± -1", None),
            ("1e3", None),
            ("54 MB", None),
            ("1234567890123", None),
            ("0.1234567", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_tolerance_reaches_to_both_sides() {
        let number = decimal("54 ± 2").unwrap();
        assert!(number.accepts(52_000_000) && number.accepts(56_000_000));
        assert!(!number.accepts(51_999_999) && !number.accepts(56_000_001));
    }
}
