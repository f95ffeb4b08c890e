use crate::Word;

/// `EXPOSE port[/protocol]…`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Expose {
    /// Sorted as text, as BuildKit does.
    pub ports: Vec<Word>,
}
