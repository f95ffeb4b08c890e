use super::fault::Fault;
use super::flags::Flags;
use crate::{Node, Version, Word};

/// `USER user[:group]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct User {
    /// Before expansion.
    pub user: Word,
}

impl User {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        let [user] = node.args.as_slice() else {
            return Err(Fault::exactly_one_argument("USER"));
        };
        Flags::read(version, node, &[])?;
        Ok(Self { user: user.clone() })
    }
}
