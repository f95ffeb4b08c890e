use serde::{Deserialize, Serialize};

use crate::{Report, Scenario};

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
}

/// Worker to page: what the simulator says. A Dockerfile that does not build is a [`Report`] too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The [`Request::id`] that this answers.
    pub id: u32,
    /// The dry build's report.
    pub report: Report,
}
