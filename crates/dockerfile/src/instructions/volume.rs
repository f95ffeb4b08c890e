use super::fault::Fault;
use super::flags::Flags;
use crate::{Node, Version, Word};

/// `VOLUME path…` or `VOLUME ["path"]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Volume {
    /// At least one, trimmed, before expansion.
    pub volumes: Vec<Word>,
}

impl Volume {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        if node.args.is_empty() {
            return Err(Fault::at_least_one_argument("VOLUME"));
        }
        Flags::read(version, node, &[])?;
        let volumes = node.args.iter().map(|word| match word.text.trim() {
            "" => Err(Fault::at(
                "VOLUME specified can not be an empty string",
                word.span,
            )),
            path => Ok(Word {
                text: word.text.substr_from(path),
                span: word.span,
            }),
        });
        Ok(Self {
            volumes: volumes.collect::<Result<_, _>>()?,
        })
    }
}
