use std::collections::BTreeMap;

use crate::compiler::checked::Checked;
use crate::compiler::fields::{At, Fields};

/// What only a published course needs to know of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// Where it will be, with a trailing slash: `https://example.org/course/`.
    pub url: Option<String>,
    /// When topics were changed for their readers last, by topic: `2026-11-27`. Only those that
    /// say so.
    pub updated: BTreeMap<String, String>,
}

/// `url` of `course.toml`.
pub(crate) fn read_url(fields: &mut Fields<'_>, checked: &mut Checked<'_>) -> Option<String> {
    let At { value, span } = fields.optional_text("url", checked)?;
    let is_plain = |c: char| c.is_ascii_graphic() && !"?#\"'<>\\".contains(c);
    let rest = value
        .strip_prefix("https://")
        .or_else(|| value.strip_prefix("http://"))
        .filter(|rest| !rest.starts_with('/') && !rest.is_empty() && rest.chars().all(is_plain));
    if rest.is_none() {
        checked
            .error(
                "site-url",
                span,
                format!("`{value}` is not the address of a site"),
            )
            .hint("write it in full: `url = \"https://example.org/course/\"`");
        return None;
    }
    Some(format!("{}/", value.trim_end_matches('/')))
}

/// `updated` of a topic.
pub(crate) fn read_updated(fields: &mut Fields<'_>, checked: &mut Checked<'_>) -> Option<String> {
    let At { value, span } = fields.optional_text("updated", checked)?;
    if !is_date(&value) {
        checked
            .error("date", span, format!("`{value}` is not a date"))
            .hint("write `updated = \"2026-11-27\"`");
        return None;
    }
    Some(value)
}

/// `2026-11-27`: four, two and two digits, a month that is one, and a day that it has.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |text: &str, digits: usize| {
        let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_one_that_a_calendar_has() {
        for (text, expected) in [
            ("2026-11-27", true),
            ("2024-02-29", true),
            ("2026-02-29", false),
            ("2026-13-01", false),
            ("2026-04-31", false),
            ("2026-1-1", false),
            ("26-01-01", false),
            ("2026-01-01T00:00:00Z", false),
            ("+026-01-01", false),
            ("", false),
        ] {
            assert_eq!(is_date(text), expected, "{text}");
        }
    }
}
