use crate::Word;

/// `SHELL ["program", "argument"]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Shell {
    /// At least one.
    pub shell: Vec<Word>,
}
