use super::fault::Fault;
use super::flags::Flags;
use crate::{Node, Version, Word};

/// `WORKDIR path`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Workdir {
    /// Before expansion.
    pub path: Word,
}

impl Workdir {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        let [path] = node.args.as_slice() else {
            return Err(Fault::exactly_one_argument("WORKDIR"));
        };
        Flags::read(version, node, &[])?;
        Ok(Self { path: path.clone() })
    }
}
