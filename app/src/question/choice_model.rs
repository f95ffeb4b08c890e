use course::{Answer, Question, QuestionKind};
use learning::{AnswerState, option_order};

/// An option as it is shown; equal ones are the same element on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShownOption {
    /// The option itself.
    pub(crate) answer: Answer,
    /// The attempt in which it is shown.
    pub(crate) attempt: u32,
    /// Whether the learner's answer is this one.
    pub(crate) chosen: bool,
    /// Whether the question has been answered in this attempt.
    pub(crate) settled: bool,
}

/// How a single-choice question stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// To be answered.
    Open,
    /// It was answered, and has changed since.
    Changed,
    /// Answered; what was chosen.
    Answered {
        /// Whether it was right.
        correct: bool,
        /// What the chosen option tells the learner, HTML.
        feedback_html: String,
    },
}

/// The options of a choice; none for another type.
pub(crate) fn answers(question: &Question) -> &[Answer] {
    match &question.kind {
        QuestionKind::SingleChoice(answers) => answers,
        _ => &[],
    }
}

/// The options in the order of this attempt.
pub(crate) fn options(question: &Question, state: AnswerState<'_>) -> Vec<ShownOption> {
    let attempt = state.attempt();
    let chosen = match state {
        AnswerState::Answered { chosen, .. } => Some(chosen),
        AnswerState::Open { .. } | AnswerState::Changed { .. } => None,
    };
    let answers = answers(question);
    let pinned: Vec<bool> = answers.iter().map(|answer| answer.pinned).collect();
    option_order(&question.id, attempt, &pinned)
        .into_iter()
        .filter_map(|index| answers.get(index))
        .map(|answer| ShownOption {
            attempt,
            chosen: chosen == Some(&answer.id),
            settled: chosen.is_some(),
            answer: answer.clone(),
        })
        .collect()
}

/// How the question stands.
pub(crate) fn standing(question: &Question, state: AnswerState<'_>) -> Standing {
    match state {
        AnswerState::Open { .. } => Standing::Open,
        AnswerState::Changed { .. } => Standing::Changed,
        AnswerState::Answered {
            chosen, correct, ..
        } => Standing::Answered {
            correct,
            feedback_html: answers(question)
                .iter()
                .find(|answer| answer.id == chosen)
                .map(|answer| answer.feedback_html.clone())
                .unwrap_or_default(),
        },
    }
}

impl Standing {
    /// The line that says how the question stands.
    pub(crate) fn words(&self) -> &'static str {
        match self {
            Self::Open => "Not answered yet.",
            Self::Changed => "This question has changed since you answered it. Please redo it.",
            Self::Answered { correct: true, .. } => "Right.",
            Self::Answered { correct: false, .. } => "Not right.",
        }
    }

    /// What style sheets see.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Changed => "changed",
            Self::Answered { correct: true, .. } => "right",
            Self::Answered { correct: false, .. } => "wrong",
        }
    }

    /// Whether the question has been answered in this attempt.
    pub(crate) fn is_answered(&self) -> bool {
        matches!(self, Self::Answered { .. })
    }
}

#[cfg(test)]
mod tests {
    use course::Policy;
    use learning::Progress;

    use super::*;

    fn question() -> Question {
        let answer = |id: &str, correct| Answer {
            id: id.to_owned(),
            html: id.to_owned(),
            correct,
            feedback_html: format!("about {id}"),
            pinned: id == "none",
            text: String::new(),
        };
        Question {
            id: "arg-history".to_owned(),
            aliases: Vec::new(),
            kind: QuestionKind::SingleChoice(vec![
                answer("a", false),
                answer("b", true),
                answer("c", false),
                answer("none", false),
            ]),
            stem_html: "<p>Where?</p>".to_owned(),
            hints_html: Vec::new(),
            policy: Policy::default(),
            explanation_html: String::new(),
            key: "k".to_owned(),
        }
    }

    fn ids(options: &[ShownOption]) -> Vec<&str> {
        options
            .iter()
            .map(|shown| shown.answer.id.as_str())
            .collect()
    }

    #[test]
    fn an_answer_is_marked_and_its_feedback_found() {
        let question = question();
        let mut progress = Progress::new("c");
        progress.record(&question.id, "k", "c", false);
        let state = progress.answer(&question.id, "k");
        let shown = options(&question, state);
        let chosen: Vec<_> = shown.iter().filter(|shown| shown.chosen).collect();
        assert_eq!(chosen.len(), 1);
        assert_eq!(chosen[0].answer.id, "c");
        assert!(shown.iter().all(|shown| shown.settled));
        assert_eq!(
            standing(&question, state),
            Standing::Answered {
                correct: false,
                feedback_html: "about c".to_owned()
            }
        );
    }

    #[test]
    fn a_retry_shows_the_options_anew_and_keeps_the_pinned_one() {
        let question = question();
        let mut progress = Progress::new("c");
        let first = options(&question, progress.answer(&question.id, "k"));
        let mut orders = vec![ids(&first).join(" ")];
        for _ in 0..6 {
            progress.record(&question.id, "k", "a", false);
            progress.retry(&question.id, "k");
            let again = options(&question, progress.answer(&question.id, "k"));
            assert_eq!(
                again.last().map(|shown| shown.answer.id.as_str()),
                Some("none")
            );
            assert!(again.iter().all(|shown| !shown.chosen && !shown.settled));
            orders.push(ids(&again).join(" "));
        }
        orders.dedup();
        assert!(orders.len() > 1, "{orders:?}");
    }

    #[test]
    fn a_changed_key_asks_to_redo() {
        let question = question();
        let mut progress = Progress::new("c");
        progress.record(&question.id, "before", "b", true);
        let state = progress.answer(&question.id, "k");
        assert_eq!(standing(&question, state), Standing::Changed);
        assert!(options(&question, state).iter().all(|shown| !shown.settled));
    }
}
