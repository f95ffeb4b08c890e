use super::KeyValue;
use super::fault::Fault;
use super::flags::Flags;
use super::key_value::key_values;
use crate::{Node, Version};

/// `LABEL name=value…` or `LABEL name value`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Label {
    /// At least one, in order.
    pub pairs: Vec<KeyValue>,
}

impl Label {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        Flags::read(version, node, &[])?;
        Ok(Self {
            pairs: key_values(node, "LABEL")?,
        })
    }
}
