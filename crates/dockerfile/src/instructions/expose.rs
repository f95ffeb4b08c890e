use super::fault::Fault;
use super::flags::Flags;
use crate::{Node, Version, Words};

/// `EXPOSE port[/protocol]…`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Expose {
    /// Sorted as text, as BuildKit does.
    pub ports: Words,
}

impl Expose {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        if node.args.is_empty() {
            return Err(Fault::at_least_one_argument("EXPOSE"));
        }
        Flags::read(version, node, &[])?;
        let mut ports = node.args.clone();
        ports.sort_by(|a, b| a.text.cmp(&b.text));
        Ok(Self { ports })
    }
}
