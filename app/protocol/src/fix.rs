use serde::{Deserialize, Serialize};

/// What would keep one secret out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretFix {
    /// The secret's name in the scenario.
    pub secret: String,
    /// What there is to change.
    pub answer: FixAnswer,
}

/// Whether there is something to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FixAnswer {
    /// Nothing certain is left of it already.
    Clean,
    /// These changes were built, and leave nothing certain.
    Fixed(Fix),
    /// There is no fix, for this reason.
    Without(String),
}

/// The scenario's texts as they would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What is done, a sentence a step.
    pub steps: Vec<String>,
    /// What else there is to see to: how a container gets at the value when it runs.
    pub notes: Vec<String>,
    /// Where the client has to have the value: `the variable TOKEN`.
    pub needs: Vec<String>,
    /// The Dockerfile afterwards.
    pub dockerfile: String,
    /// The ignore file afterwards; empty where there is none.
    pub dockerignore: String,
    /// The command afterwards.
    pub command: String,
    /// The changes of the Dockerfile, in order, for showing before and after.
    pub edits: Vec<FixEdit>,
}

/// A change of the Dockerfile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixEdit {
    /// Start in UTF-16 units of the Dockerfile before.
    pub start: u32,
    /// End in UTF-16 units, exclusive.
    pub end: u32,
    /// What comes in its place.
    pub text: String,
}
