use crate::Word;

/// `FROM [--platform=platform] base [AS name]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct From {
    /// Image, stage or named context, before expansion.
    pub base: Word,
    /// The word before the name as written: `AS`.
    pub as_keyword: Option<Word>,
    /// The stage's name as written.
    pub name_as_written: Option<Word>,
    /// The stage's name in lower case, empty without one.
    pub name: String,
    /// `--platform`, before expansion.
    pub platform: Option<Word>,
    /// The comment above that begins with the name, without the name.
    pub doc: String,
}
