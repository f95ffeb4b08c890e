use std::fmt;

use crate::{Lines, Span};

/// Why BuildKit would refuse the Dockerfile.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Problem {
    /// Which of BuildKit's steps notices it.
    pub stage: ProblemStage,
    /// BuildKit's text without any prefix.
    pub message: String,
    /// The most exact place known.
    pub span: Span,
    /// The lines that BuildKit names.
    pub lines: Lines,
}

/// The step that notices a [`Problem`]; a Dockerfile with parse errors never gets to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ProblemStage {
    /// Lines to nodes; the text stands alone.
    Parse,
    /// Nodes to instructions; the text gets `dockerfile parse error on line N: `.
    Instruction,
    /// An instruction without a stage; the text stands alone.
    Stage,
}

impl fmt::Display for Problem {
    /// The text as BuildKit prints it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.stage == ProblemStage::Instruction {
            write!(f, "dockerfile parse error on line {}: ", self.lines.first)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}
