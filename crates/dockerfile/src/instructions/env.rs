use super::KeyValue;
use super::fault::Fault;
use super::flags::Flags;
use super::key_value::key_values;
use crate::{Node, Version};

/// `ENV name=value…` or `ENV name value`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Env {
    /// At least one, in order.
    pub pairs: Vec<KeyValue>,
}

impl Env {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        Flags::read(version, node, &[])?;
        Ok(Self {
            pairs: key_values(node, "ENV")?,
        })
    }
}
