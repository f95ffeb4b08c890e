use crate::Word;

/// `ARG name[=value]…`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Arg {
    /// At least one.
    pub args: Vec<ArgPair>,
}

/// One declaration of an [`Arg`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ArgPair {
    /// The name, quotes included.
    pub key: Word,
    /// The default, quotes included; `None` without `=`.
    pub value: Option<Word>,
    /// The comment above that begins with the name, without the name.
    pub doc: String,
}
