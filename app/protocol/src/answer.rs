use serde::{Deserialize, Serialize};

use crate::{Goal, GoalReport, Packed, Printed, Report, Scenario, SecretFix, TypedLine, Unpacked};

/// Page to worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Message {
    /// Simulate this.
    Simulate(Box<Request>),
    /// Run this line in the terminal, whose state stays from line to line.
    Type(Box<TypedLine>),
    /// Pack this lab into a link.
    Pack(Box<Scenario>),
    /// Unpack what a link holds.
    Unpack(String),
}

/// Worker to page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// What the simulator says.
    Simulated(Box<Answer>),
    /// What a line printed.
    Printed(Printed),
    /// A lab for a link.
    Packed(Packed),
    /// What a link held.
    Unpacked(Unpacked),
}

/// A build to simulate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Chosen by the page, returned unchanged; an answer to an older request is stale.
    pub id: u32,
    /// The whole input of the build.
    pub scenario: Scenario,
    /// What was there before it.
    #[serde(default)]
    pub circumstances: Circumstances,
    /// Whether fixes are looked for too, which takes many builds.
    #[serde(default)]
    pub wants_fixes: bool,
    /// What is to be judged too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
}

/// What a build depends on beside its input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstances {
    /// A build that ran before it; `None` for a builder that has built nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Scenario>,
    /// Whether that ran on another machine: of its caches only those that it exported are here.
    #[serde(default)]
    pub fresh: bool,
    /// A release of Docker, as people write it (`24.0`); empty for the current one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub release: String,
    /// Whether the network is that of a train.
    #[serde(default)]
    pub slow_network: bool,
}

/// What the simulator says. A Dockerfile that does not build is a [`Report`] too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The [`Request::id`] that this answers.
    pub id: u32,
    /// The dry build's report.
    pub report: Report,
    /// What would keep each secret out, in the scenario's order; `None` where it was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixes: Option<Vec<SecretFix>>,
    /// How far the request's goal is met; `None` where it had none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<GoalReport>,
}
