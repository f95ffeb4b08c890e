//! What tells the right option from the others without knowing the answer.

use std::ops::Range;

use crate::compiler::checked::Checked;

/// An option as a learner sees it.
pub(crate) struct Seen<'o> {
    /// Plain text.
    pub(crate) text: &'o str,
    pub(crate) feedback: &'o str,
    pub(crate) correct: bool,
    pub(crate) pinned: bool,
    pub(crate) span: Range<usize>,
}

/// Single choices of a course, and in how many of them the right option is the longest one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    choices: usize,
    longest: usize,
}

/// How much longer than the longest wrong option a right one may be: half as much again, and so
/// many characters.
const SPARE_CHARS: usize = 16;

/// Fewer questions show no habit.
const LEAST_CHOICES: usize = 12;

/// Options that speak of other options.
const POINTING: [&str; 9] = [
    "all of the above",
    "all of these",
    "all the above",
    "both of the above",
    "both of these",
    "neither of the above",
    "neither of these",
    "none of the above",
    "none of these",
];

/// Reports an option that gives the key away, and one that points at others which are shuffled.
pub(crate) fn check_options(options: &[Seen<'_>], checked: &mut Checked<'_>, tally: &mut Tally) {
    for option in options {
        if points(option.text) {
            let message = format!("“{}” speaks of options that are shuffled", option.text);
            let hint = if option.pinned {
                "say what it means: learners who know one option know this one"
            } else {
                "keep its place with `{pinned}` behind it, or better say what it means"
            };
            if !option.pinned || is_lettered(option.text) {
                checked
                    .warning("question-shuffle", option.span.clone(), message)
                    .hint(hint);
            }
        }
    }
    let mut feedback = options.iter().map(|option| option.feedback);
    if let Some(first) = feedback.next()
        && options.len() > 1
        && !first.is_empty()
        && feedback.all(|other| other == first)
        && let Some(option) = options.first()
    {
        checked
            .warning(
                "question-feedback",
                option.span.clone(),
                "all options have the same feedback",
            )
            .hint("say for each why one might choose it, and what is true");
    }
    check_length(options, checked, tally);
}

/// Reports a habit that runs through the course, at the manifest.
pub(crate) fn check_habit(tallies: impl Iterator<Item = Tally>, checked: &mut Checked<'_>) {
    let all = tallies.fold(Tally::default(), |sum, tally| Tally {
        choices: sum.choices + tally.choices,
        longest: sum.longest + tally.longest,
    });
    if all.choices >= LEAST_CHOICES && all.longest * 3 > all.choices * 2 {
        let message = format!(
            "in {} of {} single choices the right option is the longest one",
            all.longest, all.choices
        );
        checked
            .warning("question-giveaway", 0..0, message)
            .hint("shorten right options, or make wrong ones as precise: learners notice");
    }
}

fn check_length(options: &[Seen<'_>], checked: &mut Checked<'_>, tally: &mut Tally) {
    let length = |option: &Seen<'_>| option.text.chars().count();
    let mut right = options.iter().filter(|option| option.correct);
    let (Some(only), None) = (right.next(), right.next()) else {
        return;
    };
    let wrong = options.iter().filter(|option| !option.correct);
    let Some(longest) = wrong.map(length).max() else {
        return;
    };
    tally.choices += 1;
    if length(only) > longest {
        tally.longest += 1;
    }
    if length(only) > longest + longest / 2 && length(only) > longest + SPARE_CHARS {
        checked
            .warning(
                "question-giveaway",
                only.span.clone(),
                "the right option is much longer than all others",
            )
            .hint("move the reasons into its feedback, or make the wrong ones as precise");
    }
}

fn points(text: &str) -> bool {
    let text = text.to_lowercase();
    POINTING.iter().any(|pointing| text.starts_with(pointing)) || is_lettered(&text)
}

/// “Both A and B”: letters that no option has.
fn is_lettered(text: &str) -> bool {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .collect();
    let letter = |word: &String| matches!(word.as_str(), "a" | "b" | "c" | "d" | "1" | "2" | "3");
    match words.as_slice() {
        [first, a, and, b] => {
            matches!(first.as_str(), "both" | "neither" | "only")
                && letter(a)
                && matches!(and.as_str(), "and" | "or" | "nor")
                && letter(b)
        }
        [a, and, b] => letter(a) && matches!(and.as_str(), "and" | "or") && letter(b),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_that_point_at_others() {
        for text in [
            "All of the above",
            "None of these.",
            "Both A and B",
            "A and C",
        ] {
            assert!(points(text), "{text}");
        }
        for text in [
            "All of them are layers",
            "Both stages and their names",
            "A",
            "Bread and butter",
        ] {
            assert!(!points(text), "{text}");
        }
    }

    #[test]
    fn a_habit_takes_many_questions() {
        let habit = |choices, longest| {
            let mut checked = Checked::new("course.toml", "");
            check_habit([Tally { choices, longest }].into_iter(), &mut checked);
            checked.diagnostics.len()
        };
        assert_eq!([habit(11, 11), habit(12, 8), habit(12, 9)], [0, 0, 1]);
    }
}
