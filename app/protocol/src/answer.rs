use serde::{Deserialize, Serialize};

use crate::{Goal, GoalReport, Report, Scenario, SecretFix};

/// Page to worker: simulate this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Chosen by the page, returned unchanged; an answer to an older request is stale.
    pub id: u32,
    /// The whole input of the build.
    pub scenario: Scenario,
    /// Whether fixes are looked for too, which takes many builds.
    #[serde(default)]
    pub wants_fixes: bool,
    /// What is to be judged too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
}

/// Worker to page: what the simulator says. A Dockerfile that does not build is a [`Report`] too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The [`Request::id`] that this answers.
    pub id: u32,
    /// The dry build's report.
    pub report: Report,
    /// How far the request's goal is met; `None` where it had none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<GoalReport>,
}

/// Worker to page: the answer to a request that wants fixes. A page that wants none reads it as an [`Answer`] and does
/// not carry the code that reads fixes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerWithFixes {
    /// The [`Request::id`] that this answers.
    pub id: u32,
    /// The dry build's report.
    pub report: Report,
    /// What would keep each secret out, in the scenario's order.
    pub fixes: Vec<SecretFix>,
    /// How far the request's goal is met; `None` where it had none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<GoalReport>,
}
