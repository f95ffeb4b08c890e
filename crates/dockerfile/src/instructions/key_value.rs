use crate::Word;

/// A pair of `ENV` or `LABEL`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct KeyValue {
    /// The name, quotes included; never empty.
    pub key: Word,
    /// The value, quotes included.
    pub value: Word,
    /// Written in the legacy form, `name value`.
    pub no_delim: bool,
}
