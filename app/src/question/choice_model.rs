use course::Answer;
use learning::option_order;

use super::judgement_model::{Judgement, Remark};
use super::standing_model::Shown;
use super::stem;

/// An option as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShownOption {
    /// Its id.
    pub(crate) id: String,
    /// What may stand in a label, HTML.
    pub(crate) label_html: String,
    /// The rest of it, HTML.
    pub(crate) more_html: String,
    /// Whether the learner has chosen it.
    pub(crate) chosen: bool,
    /// Whether it is right, once the learner may know.
    pub(crate) mark: Option<bool>,
}

/// The options in the order of this attempt.
pub(crate) fn options(
    question: &str,
    answers: &[Answer],
    shown: &Shown,
    revealed: bool,
) -> Vec<ShownOption> {
    let pinned: Vec<bool> = answers.iter().map(|answer| answer.pinned).collect();
    option_order(question, shown.attempt, &pinned)
        .into_iter()
        .filter_map(|index| answers.get(index))
        .map(|answer| {
            let chosen = shown.given.contains(&answer.id);
            let (label, more) = stem::split(&answer.html);
            let known = revealed || chosen && shown.is_answered();
            ShownOption {
                id: answer.id.clone(),
                label_html: label.to_owned(),
                more_html: more.to_owned(),
                chosen,
                mark: known.then_some(answer.correct),
            }
        })
        .collect()
}

/// One option is right. Its feedback needs no name: there is but one.
pub(crate) fn judge_one(answers: &[Answer], given: &[String]) -> Judgement {
    let mut judgement = Judgement {
        parts: 1,
        ..Judgement::default()
    };
    for answer in answers {
        let chosen = given.contains(&answer.id);
        judgement.right += usize::from(chosen && answer.correct);
        if chosen || answer.correct {
            judgement.remarks.push(Remark {
                about_html: if chosen {
                    String::new()
                } else {
                    stem::split(&answer.html).0.to_owned()
                },
                html: answer.feedback_html.clone(),
                right: answer.correct,
                reveals: !chosen,
            });
        }
    }
    judgement
}

/// Each option that is chosen or left as it should be counts.
pub(crate) fn judge_each(answers: &[Answer], given: &[String]) -> Judgement {
    let mut judgement = Judgement {
        parts: answers.len(),
        ..Judgement::default()
    };
    for answer in answers {
        let chosen = given.contains(&answer.id);
        let right = chosen == answer.correct;
        judgement.right += usize::from(right);
        judgement.remarks.push(Remark {
            about_html: stem::split(&answer.html).0.to_owned(),
            html: answer.feedback_html.clone(),
            right,
            reveals: !chosen,
        });
    }
    judgement
}

/// What happened is told of everything at once: the build has run.
pub(crate) fn judge_prediction(answers: &[Answer], given: &[String]) -> Judgement {
    let mut judgement = judge_each(answers, given);
    for remark in &mut judgement.remarks {
        remark.reveals = false;
    }
    judgement
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::standing_model::Standing;

    fn answers() -> Vec<Answer> {
        let answer = |id: &str, correct| Answer {
            id: id.to_owned(),
            html: format!("<p>{id}</p>"),
            text: String::new(),
            correct,
            feedback_html: format!("about {id}"),
            pinned: id == "none",
        };
        vec![
            answer("a", false),
            answer("b", true),
            answer("c", true),
            answer("none", false),
        ]
    }

    fn shown(attempt: u32, given: &[&str], standing: Standing) -> Shown {
        Shown {
            standing,
            attempt,
            tries: 0,
            given: given.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    fn ids(options: &[ShownOption]) -> String {
        options.iter().map(|option| option.id.as_str()).collect()
    }

    #[test]
    fn what_was_chosen_is_marked_and_the_rest_only_when_it_may_be_known() {
        let marks = |revealed| {
            let answered = shown(1, &["a"], Standing::Answered { credit: 0 });
            let mut marks: Vec<_> = options("q", &answers(), &answered, revealed)
                .into_iter()
                .map(|option| (option.id, option.chosen, option.mark))
                .collect();
            marks.sort();
            marks
        };
        let mark = |id: &str, chosen, mark| (id.to_owned(), chosen, mark);
        assert_eq!(
            marks(true),
            [
                mark("a", true, Some(false)),
                mark("b", false, Some(true)),
                mark("c", false, Some(true)),
                mark("none", false, Some(false)),
            ]
        );
        assert_eq!(
            marks(false),
            [
                mark("a", true, Some(false)),
                mark("b", false, None),
                mark("c", false, None),
                mark("none", false, None),
            ]
        );
    }

    #[test]
    fn another_attempt_shuffles_and_keeps_the_pinned_one() {
        let orders: Vec<_> = (1..8)
            .map(|attempt| {
                ids(&options(
                    "q",
                    &answers(),
                    &shown(attempt, &[], Standing::Open),
                    false,
                ))
            })
            .collect();
        assert!(
            orders.iter().all(|order| order.ends_with("none")),
            "{orders:?}"
        );
        assert!(orders.iter().any(|order| *order != orders[0]), "{orders:?}");
    }

    #[test]
    fn each_option_counts_where_several_are_right() {
        let given = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let credit = |ids: &[&str]| judge_each(&answers(), &given(ids)).credit();
        assert_eq!(
            [
                credit(&["b", "c"]),
                credit(&["b"]),
                credit(&["a", "b", "c"]),
                credit(&["a", "none"])
            ],
            [100, 75, 75, 0]
        );
        let judged = judge_one(&answers(), &given(&["a"]));
        assert_eq!(
            (judged.right, judged.remarks[0].html.as_str()),
            (0, "about a")
        );
        assert!(judged.remarks.iter().skip(1).all(|remark| remark.reveals));
        assert_eq!(judge_one(&answers(), &given(&["b"])).credit(), 100);
    }
}
