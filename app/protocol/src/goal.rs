mod words;

use serde::{Deserialize, Serialize};

pub use words::decimal_size;

/// What a lab asks for: conditions on what the simulator says, all of which must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// The author's words for it; empty where the conditions speak for themselves.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// In the order in which they are shown.
    pub conditions: Vec<Condition>,
}

/// One thing that a build must show. All but [`Condition::Fails`] ask for a build that ends well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// An image comes out.
    Builds,
    /// The build stops, and BuildKit's message has this in it.
    Fails(String),
    /// No secret gets to these places.
    Unreached(Places),
    /// A secret gets to each of these places.
    Reached(Places),
    /// The image has at most so many layers, those of its base included.
    MaxLayers(u32),
    /// The build adds at most so many layers.
    MaxAddedLayers(u32),
    /// The layers are at most so large, in bytes.
    MaxSize(u64),
    /// The image's file system has this path.
    HasPath(String),
    /// The image's file system has no such path; a lower layer may.
    LacksPath(String),
    /// No layer that the build adds has this path, not even one that a later layer hides.
    NoLayerHas(String),
    /// A `RUN` of the build has this in its command.
    Runs(String),
    /// A `RUN` of the build has such a mount.
    Mounts(MountAsked),
    /// A step of this stage is part of the build.
    StageBuilt(String),
    /// The stage is in the Dockerfile, and no step of it is part of the build.
    StageNotBuilt(String),
    /// The image config, as JSON without blanks, has this text.
    ConfigHas(String),
    /// The image config, as JSON without blanks, does not have this text.
    ConfigLacks(String),
    /// An entry of the history has this text.
    HistoryHas(String),
    /// No entry of the history has this text.
    HistoryLacks(String),
    /// These build checks say nothing; none named means all of them.
    NoWarnings(Vec<String>),
    /// An image for this platform comes out.
    Platform(String),
    /// No program of the build is translated by QEMU.
    Native,
    /// The provenance that is stored: `min`, `max` or `none`.
    Provenance(String),
    /// Whether an SBOM is stored.
    Sbom(bool),
    /// The SBOM covers this build stage too.
    SbomScans(String),
    /// A cache is exported in this mode: `min`, `max` or `inline`.
    CacheExport(String),
    /// What the build after a change shows.
    Again(Box<Again>),
}

/// Places that secrets get to, and what counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// Names of sinks (`image-history`) and of readers (`image`, `cache`, `builder`, `log`, `local-output`);
    /// none means all places.
    pub places: Vec<String>,
    /// Names of secrets; none means all of the lab's.
    pub secrets: Vec<String>,
    /// Whether what is only possible counts too.
    pub possible: bool,
    /// Whether what other outputs of the same build would hold counts too.
    pub what_if: bool,
}

/// A mount that a step must have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MountAsked {
    /// `bind`, `cache`, `tmpfs`, `secret` or `ssh`.
    pub kind: String,
    /// Its id or its target; empty where any will do.
    pub name: String,
}

/// A build that follows another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// What happens before it.
    pub change: Change,
    /// What it must show.
    pub expected: Expected,
}

/// What happens between two builds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Files of the context to which an empty line is added.
    #[serde(default)]
    pub edit: Vec<String>,
    /// Files of the context that are written.
    #[serde(default)]
    pub write: Vec<crate::ContextFile>,
    /// Secrets that get another value.
    #[serde(default)]
    pub rotate: Vec<String>,
    /// Whether the build runs on a builder that has built nothing, as in CI; caches that were exported are there.
    #[serde(default)]
    pub fresh: bool,
}

/// What a following build must show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// Every step is `CACHED`.
    AllCached,
    /// The steps whose name has this text are `CACHED`, and there is one.
    Cached(String),
    /// A step whose name has this text runs again.
    Runs(String),
    /// Nothing comes over the network but answers of registries.
    NoDownload,
}

/// How far a goal is met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalReport {
    /// One for each condition, in order.
    pub conditions: Vec<ConditionReport>,
}

/// Whether one condition holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionReport {
    /// Whether it holds.
    pub is_met: bool,
    /// Why it does not hold; empty where it does.
    pub why: String,
}

impl Condition {
    /// What is asked, in a sentence; code stands between backticks.
    #[must_use]
    pub fn text(&self) -> String {
        words::text(self)
    }
}

impl GoalReport {
    /// Whether all conditions hold.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.conditions.iter().all(|condition| condition.is_met)
    }
}
