//! What to change so that a secret is left nowhere: edits of the Dockerfile, the ignore file and the command.
//!
//! In: builds as their author can edit them ([`Draft`]), and a secret. Out: a [`Fix`] whose edited texts were built again
//! and hold the secret nowhere with certainty, or words for why there is none. Each kind of fix is a file below `rule`:
//! it proposes candidates for a place that the secret reaches; the search takes none that was not built, that fails a
//! build which went well, or that loses a file or a setting which holds no secret.

mod candidate;
mod dockerfile_text;
mod draft;
mod edit;
mod kept;
mod rule;
mod script;
mod search;
mod why_not;

pub use draft::Draft;
pub use edit::{Edit, EditedFile, Hunk, hunks};
pub use search::{fix, fix_all};

use candidate::Candidate;

/// Edits that keep a secret out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is done, one sentence a step, in the order of the steps.
    pub steps: Vec<String>,
    /// What the author has to see to besides: how a container gets at the value when it runs.
    pub notes: Vec<String>,
    /// Where the client has to have the value: `the variable TOKEN`.
    pub needs: Vec<Need>,
    /// Byte spans of the texts as they were, in order, and what stands there afterwards.
    pub edits: Vec<Edit>,
}

/// A value that the client has to give in a way that it did not before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Where from.
    pub from: ClientSource,
    /// What it is. Never to be shown.
    pub value: Vec<u8>,
}

/// Where a client takes a secret from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientSource {
    /// This variable.
    Variable(String),
    /// This file.
    File(String),
}

/// The answer for one secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Nothing certain is left of it already.
    Clean,
    /// These edits were built, and leave nothing certain.
    Fixed(Fix),
    /// There is none, and why.
    Without(String),
}

#[cfg(test)]
mod tests;
