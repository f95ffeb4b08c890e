use super::KeyValue;

/// `LABEL name=value…` or `LABEL name value`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Label {
    /// At least one, in order.
    pub pairs: Vec<KeyValue>,
}
