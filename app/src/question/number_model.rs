use course::{Answer, Typed, decimal};

use super::judgement_model::Judgement;
use super::text_model;

/// Judges a number as it was typed.
pub(crate) fn judge(typed: &Typed, given: &[String]) -> Judgement {
    let text = given.first().map_or("", String::as_str);
    let fits = |number: i64, answer: &&Answer| {
        decimal(&answer.text).is_some_and(|wanted| wanted.accepts(number))
    };
    let found = read(text, &typed.unit).and_then(|number| {
        // A wrong number that is known lies perhaps within the tolerance of the right one.
        let exactly = |answer: &&Answer| fits(number, answer) && !answer.text.contains('±');
        typed
            .answers
            .iter()
            .find(exactly)
            .or_else(|| typed.answers.iter().find(|answer| fits(number, answer)))
    });
    text_model::judged(found.or_else(|| text_model::other(typed)), typed)
}

/// What can be said of a text that is no number; `None` if it is one.
pub(crate) fn unreadable(typed: &Typed, given: &[String]) -> Option<&'static str> {
    let text = given.first().map_or("", String::as_str);
    read(text, &typed.unit)
        .is_none()
        .then_some("Write a number in digits, like 54 or 0.5, without separators.")
}

/// The number in millionths. Its unit may follow, and a decimal comma is a point.
fn read(text: &str, unit: &str) -> Option<i64> {
    let text = text.trim();
    let number = text.strip_suffix(unit).unwrap_or(text).trim_end();
    let comma = number.matches(',').count() == 1 && !number.contains('.');
    // `1,000` may be one or a thousand: whoever writes it is asked again.
    let thousands = number
        .rsplit(',')
        .next()
        .is_some_and(|part| part.len() == 3);
    let number = match comma && !thousands {
        true => number.replace(',', "."),
        false => number.to_owned(),
    };
    decimal(&number)
        .filter(|read| read.tolerance == 0)
        .map(|read| read.millionths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::text_model::tests::typed;

    #[test]
    fn numbers_are_right_within_their_tolerance_with_and_without_their_unit() {
        let mut field = typed(&["+54 ± 2", "-108", "-55", "-"]);
        field.unit = "MB".to_owned();
        for (text, credit, html) in [
            ("54", 100, "about +54 ± 2"),
            (" 52.5 MB", 100, "about +54 ± 2"),
            ("53,5", 100, "about +54 ± 2"),
            ("56.000001", 0, "about -"),
            ("108", 0, "about -108"),
            ("55", 0, "about -55"),
            ("many", 0, "about -"),
        ] {
            let judged = judge(&field, &[text.to_owned()]);
            assert_eq!(judged.credit(), credit, "{text}");
            assert_eq!(judged.remarks[0].html, html, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_asked_again() {
        let field = typed(&["+1000"]);
        for (text, is_number) in [
            ("1000", true),
            ("1,000", false),
            ("1e3", false),
            ("", false),
        ] {
            let said = unreadable(&field, &[text.to_owned()]);
            assert_eq!(said.is_none(), is_number, "{text}");
        }
    }
}
