use serde::{Deserialize, Serialize};

use crate::Scenario;

/// A whole lab as it stands in a link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// Letters, digits, `-` and `_`: it needs no escaping in a fragment.
    pub text: String,
    /// What the link would give away: texts that look like tokens. Secrets that are marked are replaced.
    pub warnings: Vec<String>,
}

/// What a link held. It comes from somebody else: nothing in it is more than text to show and to simulate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unpacked {
    /// A lab.
    Lab(Box<Scenario>),
    /// Why it cannot be read.
    Refused(String),
}
