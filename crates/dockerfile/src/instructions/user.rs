use crate::Word;

/// `USER user[:group]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct User {
    /// Before expansion.
    pub user: Word,
}
