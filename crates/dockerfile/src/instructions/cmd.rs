use super::CommandLine;
use super::fault::Fault;
use super::flags::Flags;
use crate::{Node, Version};

/// `CMD command` or `CMD ["program", "argument"]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cmd {
    /// What to run.
    pub command: CommandLine,
}

impl Cmd {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        Flags::read(version, node, &[])?;
        Ok(Self {
            command: CommandLine::read(node, &node.args),
        })
    }
}
