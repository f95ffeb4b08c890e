use std::fmt;

use crate::{AnswerState, FULL};

/// How many of some questions were answered, and how many rightly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Answered, and the last answer was right.
    pub right: u32,
    /// Answered.
    pub answered: u32,
    /// All that were asked for.
    pub total: u32,
    /// The sum of the credit, in per cent of a question.
    pub credit: u32,
}

impl Score {
    /// Whether every question has been answered rightly; a set without questions is complete.
    pub fn is_complete(self) -> bool {
        self.right == self.total
    }

    /// What was reached, parts of answers included, in per cent; 100 where nothing was asked.
    pub fn per_cent(self) -> u32 {
        self.credit.checked_div(self.total).unwrap_or(100)
    }

    pub(crate) fn count(&mut self, state: AnswerState<'_>) {
        self.total += 1;
        if let AnswerState::Answered { credit, .. } = state {
            self.answered += 1;
            self.right += u32::from(credit == FULL);
            self.credit += u32::from(credit);
        }
    }
}

impl std::ops::AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.answered += other.answered;
        self.total += other.total;
        self.credit += other.credit;
    }
}

impl fmt::Display for Score {
    /// `3 of 4 right`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} right", self.right, self.total)
    }
}
