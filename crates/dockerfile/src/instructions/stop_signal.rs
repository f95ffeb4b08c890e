use super::fault::Fault;
use crate::{Node, Word};

/// `STOPSIGNAL signal`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct StopSignal {
    /// Name or number, before expansion.
    pub signal: Word,
}

impl StopSignal {
    /// Flags are not looked at.
    pub(super) fn read(node: &Node) -> Result<Self, Fault> {
        match node.args.as_slice() {
            [signal] => Ok(Self {
                signal: signal.clone(),
            }),
            _ => Err(Fault::exactly_one_argument("STOPSIGNAL")),
        }
    }
}
