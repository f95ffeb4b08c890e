use serde::{Deserialize, Serialize};

/// What is kept of one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredAnswer {
    /// Counts every change, so that of two copies the newer one is known without a clock.
    pub revision: u32,
    /// Fingerprint of the question's key when it was answered.
    pub key: String,
    /// The attempt under way or done, from 1.
    pub attempt: u32,
    /// Id of the chosen option; `None` while an attempt is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<String>,
    /// Whether the choice was right.
    #[serde(default)]
    pub correct: bool,
}

/// How a question stands, seen with the key that it has today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerState<'a> {
    /// To be answered, in this attempt.
    Open {
        /// From 1; it decides the order of the options.
        attempt: u32,
    },
    /// Answered.
    Answered {
        /// From 1.
        attempt: u32,
        /// Id of the chosen option.
        chosen: &'a str,
        /// Whether it was right.
        correct: bool,
    },
    /// It was answered, but its options or its key have changed since: to be answered again.
    Changed {
        /// From 1; it decides the order of the options.
        attempt: u32,
    },
}

impl AnswerState<'_> {
    /// The attempt under way or done, from 1.
    pub fn attempt(&self) -> u32 {
        match self {
            Self::Open { attempt } | Self::Answered { attempt, .. } | Self::Changed { attempt } => {
                *attempt
            }
        }
    }
}

impl StoredAnswer {
    pub(crate) fn state(&self, key: &str) -> AnswerState<'_> {
        let attempt = self.attempt.max(1);
        match &self.chosen {
            None => AnswerState::Open { attempt },
            Some(_) if self.key != key => AnswerState::Changed { attempt },
            Some(chosen) => AnswerState::Answered {
                attempt,
                chosen,
                correct: self.correct,
            },
        }
    }
}
