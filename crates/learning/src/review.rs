use serde::{Deserialize, Serialize};

/// A day, counted from the first of January 1970 where the learner is.
pub type Day = u32;

/// How well an answer went, as a schedule of repetitions sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Grade {
    /// Not right, or not all of it.
    Again,
    /// Right, and the learner was not sure.
    Hard,
    /// Right.
    Good,
}

/// One answer in the log of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review(
    /// When.
    pub Day,
    /// How well.
    pub Grade,
);

impl From<Grade> for u8 {
    fn from(grade: Grade) -> Self {
        match grade {
            Grade::Again => 1,
            Grade::Hard => 2,
            Grade::Good => 3,
        }
    }
}

impl TryFrom<u8> for Grade {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        match number {
            1 => Ok(Self::Again),
            2 => Ok(Self::Hard),
            3 => Ok(Self::Good),
            _ => Err("a grade from 1 to 3"),
        }
    }
}
