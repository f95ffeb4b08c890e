use course::{Policy, QuestionKind, Reveal};
use learning::{AnswerState, FULL};

/// How a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// To be answered.
    Open,
    /// It was answered, and has changed since.
    Changed,
    /// Answered.
    Answered {
        /// How much of it is right, in per cent.
        credit: u8,
    },
}

/// A question as it is shown; equal ones are the same elements on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// How it stands.
    pub(crate) standing: Standing,
    /// From 1; it decides the order of the options.
    pub(crate) attempt: u32,
    /// How often it was answered.
    pub(crate) tries: u32,
    /// What was answered, or what the fields begin with.
    pub(crate) given: Vec<String>,
}

/// What the fields of one attempt begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Start {
    /// The attempt.
    pub(crate) attempt: u32,
    /// What was begun before the page was left, or was right in the attempt before.
    pub(crate) parts: Vec<String>,
}

/// The question as it is to be shown.
pub(crate) fn shown(state: AnswerState<'_>, start: &Start) -> Shown {
    let attempt = state.attempt();
    let (standing, tries, given) = match state {
        AnswerState::Open { tries, .. } if start.attempt == attempt => {
            (Standing::Open, tries, start.parts.clone())
        }
        AnswerState::Open { tries, .. } => (Standing::Open, tries, Vec::new()),
        AnswerState::Changed { .. } => (Standing::Changed, 0, Vec::new()),
        AnswerState::Answered {
            tries,
            given,
            credit,
            ..
        } => (Standing::Answered { credit }, tries, given.to_vec()),
    };
    Shown {
        standing,
        attempt,
        tries,
        given,
    }
}

impl Shown {
    /// Whether it has been answered in this attempt.
    pub(crate) fn is_answered(&self) -> bool {
        matches!(self.standing, Standing::Answered { .. })
    }

    /// Whether it has been answered and all of it is right.
    pub(crate) fn is_right(&self) -> bool {
        self.standing == Standing::Answered { credit: FULL }
    }

    /// Whether there is another attempt.
    pub(crate) fn may_retry(&self, policy: Policy) -> bool {
        self.is_answered() && (policy.attempts == 0 || self.tries < policy.attempts)
    }

    /// Whether the right answer is shown.
    pub(crate) fn is_revealed(&self, policy: Policy) -> bool {
        match policy.reveal {
            Reveal::AtOnce => self.is_answered(),
            Reveal::WhenDone => self.is_right() || self.is_answered() && !self.may_retry(policy),
        }
    }

    /// The line that says how the question stands.
    pub(crate) fn words(&self) -> String {
        match self.standing {
            Standing::Open => "Not answered yet.".to_owned(),
            Standing::Changed => {
                "This question has changed since you answered it. Please redo it.".to_owned()
            }
            Standing::Answered { credit: FULL } => "Right.".to_owned(),
            Standing::Answered { credit: 0 } => "Not right.".to_owned(),
            Standing::Answered { credit } => format!("Partly right: {credit} %."),
        }
    }

    /// What style sheets see.
    pub(crate) fn name(&self) -> &'static str {
        match self.standing {
            Standing::Open => "open",
            Standing::Changed => "changed",
            Standing::Answered { credit: FULL } => "right",
            Standing::Answered { credit: 0 } => "wrong",
            Standing::Answered { .. } => "partly",
        }
    }
}

/// What sends the answer.
pub(crate) fn check_label(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Predict(_) => "Run and compare",
        _ => "Check",
    }
}

/// What is asked of a learner who checks too early; `None` if there is nothing missing.
pub(crate) fn missing(kind: &QuestionKind, given: &[String]) -> Option<&'static str> {
    let is_blank = |part: &String| part.trim().is_empty();
    match kind {
        QuestionKind::SingleChoice(_) | QuestionKind::MultipleChoice(_) => given
            .iter()
            .all(is_blank)
            .then_some("Choose an answer first."),
        QuestionKind::ShortAnswer(_) | QuestionKind::Number(_) => given
            .iter()
            .all(is_blank)
            .then_some("Type an answer first."),
        QuestionKind::Matching(_) | QuestionKind::FillIn(_) => given
            .iter()
            .any(is_blank)
            .then_some("Fill in all of them first."),
        // To mark nothing is a prediction, and every order is one.
        QuestionKind::Predict(_) | QuestionKind::Ordering(_) | QuestionKind::FixIt(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use learning::{Given, Progress};

    use super::*;

    fn answered(credits: &[u8]) -> Shown {
        let mut progress = Progress::new("c");
        for credit in credits {
            progress.retry("q", "k", Vec::new());
            let given = Given {
                parts: vec!["a".to_owned()],
                credit: *credit,
                sure: None,
            };
            progress.record("q", "k", given, 1);
        }
        shown(progress.answer("q", "k"), &Start::default())
    }

    #[test]
    fn a_policy_says_when_the_answer_is_shown_and_how_often_it_is_asked() {
        let policy = |attempts, reveal| Policy {
            attempts,
            reveal,
            confidence: true,
        };
        let at_once = policy(0, Reveal::AtOnce);
        let when_done = policy(0, Reveal::WhenDone);
        let twice = policy(2, Reveal::WhenDone);
        for (credits, policy, revealed, again) in [
            (&[][..], at_once, false, false),
            (&[0], at_once, true, true),
            (&[100], at_once, true, true),
            (&[0, 50], when_done, false, true),
            (&[0, 100], when_done, true, true),
            (&[0], twice, false, true),
            (&[0, 50], twice, true, false),
            (&[100], twice, true, true),
        ] {
            let shown = answered(credits);
            assert_eq!(
                shown.is_revealed(policy),
                revealed,
                "{credits:?} {policy:?}"
            );
            assert_eq!(shown.may_retry(policy), again, "{credits:?} {policy:?}");
        }
    }

    #[test]
    fn fields_begin_with_what_belongs_to_their_attempt() {
        let start = Start {
            attempt: 1,
            parts: vec!["b".to_owned()],
        };
        let mut progress = Progress::new("c");
        assert_eq!(shown(progress.answer("q", "k"), &start).given, ["b"]);
        progress.record("q", "k", Given::default(), 1);
        progress.retry("q", "k", Vec::new());
        assert!(shown(progress.answer("q", "k"), &start).given.is_empty());
    }

    #[test]
    fn words_say_how_much_is_right() {
        let words = [0, 67, 100].map(|credit| answered(&[credit]).words());
        assert_eq!(words, ["Not right.", "Partly right: 67 %.", "Right."]);
        let names = [0, 67, 100].map(|credit| answered(&[credit]).name());
        assert_eq!(names, ["wrong", "partly", "right"]);
    }
}
