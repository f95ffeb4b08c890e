use super::CommandLine;
use super::fault::Fault;
use super::flags::Flags;
use crate::{Node, Version};

/// `ENTRYPOINT command` or `ENTRYPOINT ["program", "argument"]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Entrypoint {
    /// What to run.
    pub command: CommandLine,
}

impl Entrypoint {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        Flags::read(version, node, &[])?;
        Ok(Self {
            command: CommandLine::read(node, &node.args),
        })
    }
}
