use crate::Word;

/// `MAINTAINER name`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Maintainer {
    /// The author.
    pub maintainer: Word,
}
