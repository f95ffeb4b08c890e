use super::fault::Fault;
use super::flags::Flags;
use crate::{Node, Version, Word};

/// `MAINTAINER name`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Maintainer {
    /// The author.
    pub maintainer: Word,
}

impl Maintainer {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        let [maintainer] = node.args.as_slice() else {
            return Err(Fault::exactly_one_argument("MAINTAINER"));
        };
        Flags::read(version, node, &[])?;
        Ok(Self {
            maintainer: maintainer.clone(),
        })
    }
}
