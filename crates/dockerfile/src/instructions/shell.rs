use super::fault::Fault;
use super::flags::Flags;
use crate::{Node, Version, Words};

/// `SHELL ["program", "argument"]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Shell {
    /// At least one.
    pub shell: Words,
}

impl Shell {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        Flags::read(version, node, &[])?;
        if node.args.is_empty() {
            return Err(Fault::at_least_one_argument("SHELL"));
        }
        if !node.json {
            return Err(Fault::new(
                "SHELL requires the arguments to be in JSON form",
            ));
        }
        Ok(Self {
            shell: node.args.clone(),
        })
    }
}
