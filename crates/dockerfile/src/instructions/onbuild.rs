use crate::SourceText;

/// `ONBUILD instruction`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Onbuild {
    /// The instruction with its heredocs, as the image config keeps it.
    pub expression: String,
    /// The instruction's own line with the place of each byte.
    pub trigger: SourceText,
}
