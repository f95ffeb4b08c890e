use serde::{Deserialize, Serialize};

use crate::Scenario;

/// Page to worker: this line is typed in the lab's terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedLine {
    /// Chosen by the page, returned unchanged.
    pub id: u32,
    /// The line.
    pub line: String,
    /// The files that the learner has in the editor; those that were changed are changed in the terminal too.
    pub scenario: Scenario,
}

/// Worker to page: what the line printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// The [`TypedLine::id`] that this answers.
    pub id: u32,
    /// Standard output.
    pub stdout: String,
    /// Standard error, progress of builds among it.
    pub stderr: String,
    /// `None` where it hangs on what is not known.
    pub exit: Option<u8>,
    /// What was not understood or assumed.
    pub notes: Vec<String>,
}
