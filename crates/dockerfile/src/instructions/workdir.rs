use crate::Word;

/// `WORKDIR path`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Workdir {
    /// Before expansion.
    pub path: Word,
}
