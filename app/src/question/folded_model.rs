use course::{Answer, Matching, Question, QuestionKind, Typed};

use super::stem;

/// A line of the solution, for a reader without JavaScript and for paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// `Right: `, `2. `
    pub(crate) label: String,
    /// What may stand in a line, HTML.
    pub(crate) html: String,
    /// HTML.
    pub(crate) feedback_html: String,
}

/// What is right, what is not, and why.
pub(crate) fn lines(question: &Question) -> Vec<Line> {
    match &question.kind {
        QuestionKind::SingleChoice(answers) | QuestionKind::MultipleChoice(answers) => {
            judged(answers, "")
        }
        QuestionKind::Predict(predict) => judged(&predict.answers, ""),
        QuestionKind::ShortAnswer(typed) | QuestionKind::Number(typed) => {
            judged(&typed.answers, "")
        }
        QuestionKind::Ordering(items) => items
            .iter()
            .zip(1..)
            .map(|(item, number)| line(format!("Right: {number}. "), item))
            .collect(),
        QuestionKind::Matching(matching) => pairs(matching),
        QuestionKind::FillIn(fill_in) => fill_in.blanks.iter().zip(1..).flat_map(blank).collect(),
        QuestionKind::FixIt(_) => Vec::new(),
    }
}

fn blank((typed, number): (&Typed, usize)) -> Vec<Line> {
    judged(&typed.answers, &format!("Blank {number}. "))
}

fn judged(answers: &[Answer], before: &str) -> Vec<Line> {
    let label = |answer: &Answer| {
        let verdict = if answer.correct {
            "Right: "
        } else {
            "Not right: "
        };
        format!("{before}{verdict}")
    };
    answers
        .iter()
        .map(|answer| line(label(answer), answer))
        .collect()
}

fn line(label: String, answer: &Answer) -> Line {
    let shown = stem::split(&answer.html).0;
    Line {
        label,
        html: if shown.is_empty() {
            "anything else".to_owned()
        } else {
            shown.to_owned()
        },
        feedback_html: answer.feedback_html.clone(),
    }
}

fn pairs(matching: &Matching) -> Vec<Line> {
    let partner = |id: &str| {
        matching
            .answers
            .iter()
            .find(|answer| answer.id == id)
            .map_or("", |answer| answer.html.as_str())
    };
    matching
        .prompts
        .iter()
        .map(|prompt| Line {
            label: "Right: ".to_owned(),
            html: format!("{} – {}", prompt.html, partner(&prompt.partner)),
            feedback_html: prompt.feedback_html.clone(),
        })
        .collect()
}
