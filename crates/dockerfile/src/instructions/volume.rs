use crate::Word;

/// `VOLUME path…` or `VOLUME ["path"]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Volume {
    /// At least one, trimmed, before expansion.
    pub volumes: Vec<Word>,
}
