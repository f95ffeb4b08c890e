use serde::{Deserialize, Serialize};

use crate::review::Review;

/// Full credit, in per cent.
pub const FULL: u8 = 100;

/// What a learner gave as an answer, judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Ids of options, typed texts, an order: as the question's type has it.
    pub parts: Vec<String>,
    /// How much of it is right, in per cent; [`FULL`] is right.
    pub credit: u8,
    /// Whether the learner was sure; `None` where they were not asked.
    pub sure: Option<bool>,
}

/// What is kept of one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredAnswer {
    /// Counts every change, so that of two copies the newer one is known without a clock.
    pub revision: u32,
    /// Fingerprint of the question's key when it was answered.
    pub key: String,
    /// The attempt under way or done, from 1; it decides the order of the options.
    pub attempt: u32,
    /// How often it was answered since it was last asked anew.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tries: u32,
    /// The [`Given::parts`]; while an attempt is open, what was begun.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<String>,
    /// The [`Given::credit`]; `None` while an attempt is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<u8>,
    /// The [`Given::sure`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sure: Option<bool>,
    /// Every answer since it was last asked anew, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<Review>,
}

/// How a question stands, seen with the key that it has today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerState<'a> {
    /// To be answered.
    Open {
        /// From 1; it decides the order of the options.
        attempt: u32,
        /// How often it was answered before.
        tries: u32,
        /// What was begun and not yet checked.
        begun: &'a [String],
    },
    /// Answered.
    Answered {
        /// From 1.
        attempt: u32,
        /// How often, this time included.
        tries: u32,
        /// What was answered.
        given: &'a [String],
        /// In per cent.
        credit: u8,
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
            Self::Open { attempt, .. }
            | Self::Answered { attempt, .. }
            | Self::Changed { attempt } => *attempt,
        }
    }
}

impl StoredAnswer {
    pub(crate) fn state(&self, key: &str) -> AnswerState<'_> {
        let attempt = self.attempt.max(1);
        match self.credit {
            None => AnswerState::Open {
                attempt,
                tries: self.tries,
                // What was begun for other options fits these by chance only.
                begun: if self.key == key { &self.given } else { &[] },
            },
            Some(_) if self.key != key => AnswerState::Changed { attempt },
            Some(credit) => AnswerState::Answered {
                attempt,
                tries: self.tries,
                given: &self.given,
                credit,
            },
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes what it may skip by reference"
)]
fn is_zero(number: &u32) -> bool {
    *number == 0
}
