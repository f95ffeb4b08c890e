use app::escape;
use course::{Answer, Question, QuestionKind};

use super::Key;

/// A question with room for an answer, or with what is right and why.
pub(super) fn push(question: &Question, number: usize, key: Key, out: &mut String) {
    out.push_str(&format!(
        "<section class=\"question\">\n<p class=\"question-number\">Question {number}</p>\n\
         <div class=\"question-asked\">{}</div>\n",
        question.stem_html
    ));
    push_answers(&question.kind, key, out);
    if key == Key::With && !question.explanation_html.is_empty() {
        out.push_str(&format!(
            "<div class=\"question-explanation\">{}</div>\n",
            question.explanation_html
        ));
    }
    out.push_str("</section>\n");
}

fn push_answers(kind: &QuestionKind, key: Key, out: &mut String) {
    match kind {
        QuestionKind::SingleChoice(answers) | QuestionKind::MultipleChoice(answers) => {
            push_options(answers, key, out);
        }
        QuestionKind::Predict(predict) => push_options(&predict.answers, key, out),
        QuestionKind::ShortAnswer(typed) | QuestionKind::Number(typed) => {
            push_field(&escape(&typed.unit), out);
            push_solutions(&typed.answers, key, out);
        }
        QuestionKind::Ordering(items) => {
            // Who has no key must not see the order that is asked for.
            let shown = if key == Key::With {
                items.iter().collect()
            } else {
                mixed(items)
            };
            push_list("ol", shown.into_iter().map(|item| item.html.clone()), out);
        }
        QuestionKind::Matching(matching) => {
            let partners = mixed(&matching.answers);
            let letter = |id: &str| {
                let letters = partners.iter().zip('A'..);
                letters
                    .clone()
                    .find(|(partner, _)| partner.id == id)
                    .map(|(_, letter)| letter)
            };
            let prompts = matching
                .prompts
                .iter()
                .map(|prompt| match letter(&prompt.partner) {
                    Some(letter) if key == Key::With => {
                        format!("{} <strong>{letter}</strong>", prompt.html)
                    }
                    _ => format!("{} ____", prompt.html),
                });
            push_list("ol", prompts, out);
            let lettered = partners.iter().zip('A'..);
            push_list(
                "ul",
                lettered.map(|(partner, letter)| format!("{letter}: {}", partner.html)),
                out,
            );
        }
        QuestionKind::FillIn(fill_in) => {
            out.push_str("<pre><code>");
            for (index, code) in fill_in.code.iter().enumerate() {
                if index > 0 {
                    out.push_str("________");
                }
                out.push_str(code);
            }
            out.push_str("</code></pre>\n");
            for blank in &fill_in.blanks {
                push_solutions(&blank.answers, key, out);
            }
        }
        QuestionKind::FixIt(_) => out.push_str("<p>To be answered in the lab.</p>\n"),
    }
}

fn push_options(answers: &[Answer], key: Key, out: &mut String) {
    let shown = mixed(answers).into_iter().map(|answer| {
        let mark = if key == Key::With && answer.correct {
            "☒"
        } else {
            "☐"
        };
        let feedback = if key == Key::With {
            answer.feedback_html.as_str()
        } else {
            ""
        };
        format!("{mark} {}{feedback}", answer.html)
    });
    out.push_str("<ul class=\"tasks\">\n");
    for item in shown {
        out.push_str(&format!("<li>{item}</li>\n"));
    }
    out.push_str("</ul>\n");
}

fn push_field(unit: &str, out: &mut String) {
    out.push_str(&format!("<p>____________________ {unit}</p>\n"));
}

fn push_solutions(answers: &[Answer], key: Key, out: &mut String) {
    if key == Key::With {
        let right = answers.iter().filter(|answer| answer.correct);
        push_list(
            "ul",
            right.map(|answer| format!("{}{}", answer.html, answer.feedback_html)),
            out,
        );
    }
}

fn push_list(name: &str, items: impl Iterator<Item = String>, out: &mut String) {
    out.push_str(&format!("<{name}>\n"));
    for item in items {
        out.push_str(&format!("<li>{item}</li>\n"));
    }
    out.push_str(&format!("</{name}>\n"));
}

/// In the order of their ids, which says nothing; pinned ones keep their place.
fn mixed(answers: &[Answer]) -> Vec<&Answer> {
    let mut free: Vec<&Answer> = answers.iter().filter(|answer| !answer.pinned).collect();
    free.sort_by(|a, b| b.id.cmp(&a.id));
    answers
        .iter()
        .filter_map(|answer| {
            if answer.pinned {
                Some(answer)
            } else {
                free.pop()
            }
        })
        .collect()
}
