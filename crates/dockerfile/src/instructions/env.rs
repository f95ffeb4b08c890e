use super::KeyValue;

/// `ENV name=value…` or `ENV name value`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Env {
    /// At least one, in order.
    pub pairs: Vec<KeyValue>,
}
