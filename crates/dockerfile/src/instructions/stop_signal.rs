use crate::Word;

/// `STOPSIGNAL signal`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct StopSignal {
    /// Name or number, before expansion.
    pub signal: Word,
}
