//! ` (did you mean x?)`: `util/suggest`.

use crate::letter_case::{lower, upper};

/// Suggestions are less than this many edits away.
const DISTANCE: usize = 3;

/// Appends the nearest option to an error about `value`, when there is one.
pub(super) fn append(message: String, value: &str, options: &[&str]) -> String {
    match nearest(value, options) {
        Some(option) => format!("{message} (did you mean {option}?)"),
        None => message,
    }
}

/// As [`append`] for keywords: letter case does not count, and the option gets that of `value`.
/// Of options that are equally near, of which BuildKit takes any, one with the same letters or at
/// least the same first letter is better.
pub(super) fn append_keyword(message: String, value: &str, options: &[&str]) -> String {
    let lower_value = lower(value);
    let mut options = options.to_vec();
    options.sort_by_key(|option| {
        (
            letters(option) != letters(&lower_value),
            option.chars().next() != lower_value.chars().next(),
        )
    });
    match nearest(&lower_value, &options) {
        Some(option) if value != lower_value && value == upper(value) => {
            format!("{message} (did you mean {}?)", upper(option))
        }
        Some(option) => format!("{message} (did you mean {option}?)"),
        None => message,
    }
}

/// The first of the nearest options; none when one is equal, for then the value is not to blame.
fn nearest<'a>(value: &str, options: &[&'a str]) -> Option<&'a str> {
    if options.contains(&value) {
        return None;
    }
    let near = options.iter().map(|option| (edits(value, option), *option));
    let near = near.filter(|(edits, _)| *edits < DISTANCE);
    near.min_by_key(|(edits, _)| *edits)
        .map(|(_, option)| option)
}

fn letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

/// Levenshtein's distance, in characters.
fn edits(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) >= DISTANCE {
        return DISTANCE;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (index, from) in a.iter().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        let mut next = vec![left];
        for (to, &above) in b.iter().zip(row.iter().skip(1)) {
            left = (diagonal + usize::from(from != to))
                .min(above + 1)
                .min(left + 1);
            diagonal = above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(DISTANCE)
}

#[cfg(test)]
mod tests {
    use super::{append, append_keyword};

    #[test]
    fn near_words_are_suggested() {
        let cases = [
            ("chmdo", " (did you mean chmod?)"),
            ("Link", " (did you mean link?)"),
            ("link", ""),
            ("lonk-x", ""),
            ("", ""),
        ];
        for (value, suffix) in cases {
            assert_eq!(
                append("e".into(), value, &["chmod", "link"]),
                format!("e{suffix}")
            );
        }
    }

    #[test]
    fn keywords_keep_the_case_of_the_value() {
        let cases = [("RNU", "RUN"), ("rnu", "run"), ("Rnu", "run")];
        for (value, keyword) in cases {
            let expected = format!("e (did you mean {keyword}?)");
            assert_eq!(append_keyword("e".into(), value, &["env", "run"]), expected);
        }
    }
}
