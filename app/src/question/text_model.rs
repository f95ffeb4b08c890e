use course::{Answer, Typed};

use super::judgement_model::{Judgement, Remark};

/// Judges one line of text.
pub(crate) fn judge(typed: &Typed, given: &[String]) -> Judgement {
    let text = given.first().map_or("", String::as_str);
    judged(find(typed, text), typed)
}

/// The answer that the author foresaw: the one with this text, else the one for everything else.
pub(crate) fn find<'t>(typed: &'t Typed, text: &str) -> Option<&'t Answer> {
    let given = folded(text, typed.exact);
    let same =
        |answer: &&Answer| !answer.text.is_empty() && folded(&answer.text, typed.exact) == given;
    typed.answers.iter().find(same).or_else(|| other(typed))
}

/// What is said of all that nobody foresaw.
pub(crate) fn other(typed: &Typed) -> Option<&Answer> {
    typed.answers.iter().find(|answer| answer.text.is_empty())
}

/// What follows from the answer that was found.
pub(crate) fn judged(found: Option<&Answer>, typed: &Typed) -> Judgement {
    let right = found.is_some_and(|answer| answer.correct);
    let own = found.map(|answer| Remark {
        html: answer.feedback_html.clone(),
        right,
        ..Remark::default()
    });
    let solution = typed.answers.iter().find(|answer| answer.correct);
    let solution = solution.filter(|_| !right).map(|answer| Remark {
        about_html: format!("{}{}", answer.html, unit(typed)),
        html: answer.feedback_html.clone(),
        right: true,
        reveals: true,
    });
    Judgement {
        right: usize::from(right),
        parts: 1,
        remarks: own.into_iter().chain(solution).collect(),
    }
}

fn unit(typed: &Typed) -> String {
    match typed.unit.as_str() {
        "" => String::new(),
        unit => format!(" {}", crate::escape(unit)),
    }
}

/// A text for comparison: white space as single spaces, and case only where it matters.
fn folded(text: &str, exact: bool) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if exact {
            folded.push_str(word);
        } else {
            folded.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    folded
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A field with these answers: `+` accepted, `-` wrong, `-` alone for everything else.
    pub(crate) fn typed(answers: &[&str]) -> Typed {
        let answer = |written: &&str| {
            let (sign, text) = written.split_at(1);
            Answer {
                id: text.to_owned(),
                html: text.to_owned(),
                text: text.to_owned(),
                correct: sign == "+",
                feedback_html: format!("about {written}"),
                pinned: false,
            }
        };
        Typed {
            answers: answers.iter().map(answer).collect(),
            exact: false,
            unit: String::new(),
        }
    }

    fn said(typed: &Typed, text: &str) -> (u8, String) {
        let judged = judge(typed, &[text.to_owned()]);
        let own = judged.remarks.iter().find(|remark| !remark.reveals);
        let html = own.map(|remark| remark.html.clone()).unwrap_or_default();
        (judged.credit(), html)
    }

    #[test]
    fn white_space_and_case_do_not_matter_unless_they_do() {
        let mut field = typed(&["+Docker File", "-gitignore", "-"]);
        for (text, credit, html) in [
            ("Docker File", 100, "about +Docker File"),
            ("  docker\t file ", 100, "about +Docker File"),
            ("GITIGNORE", 0, "about -gitignore"),
            ("dockerfile", 0, "about -"),
            ("", 0, "about -"),
        ] {
            assert_eq!(said(&field, text), (credit, html.to_owned()), "{text}");
        }
        field.exact = true;
        assert_eq!(said(&field, "docker file").0, 0);
        assert_eq!(said(&field, " Docker  File").0, 100);
    }

    #[test]
    fn what_nobody_foresaw_is_wrong_and_has_no_words_of_its_own() {
        assert_eq!(said(&typed(&["+a"]), "b"), (0, String::new()));
    }
}
