use serde::{Deserialize, Serialize};

use crate::{ContextFile, Goal, Scenario};

/// A lab as its author wrote it: where it starts, what is to be reached, and one way there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exercise {
    /// What the learner finds.
    pub start: Scenario,
    /// What is to be reached; `None` for a lab to look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
    /// One way to the goal; there is one wherever there is a goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub solution: Option<Solution>,
}

/// What a solution changes of the start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Solution {
    /// Files that are new or replace those of the start; `Dockerfile` and `.dockerignore` among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<ContextFile>,
    /// The command, where it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
}

impl Solution {
    /// The scenario with the solution in place.
    #[must_use]
    pub fn applied_to(&self, start: &Scenario) -> Scenario {
        let mut scenario = start.clone();
        for file in &self.files {
            scenario.put(&file.path, file.text.clone());
        }
        if let Some(command) = &self.command {
            scenario.command.clone_from(command);
        }
        scenario
    }
}
