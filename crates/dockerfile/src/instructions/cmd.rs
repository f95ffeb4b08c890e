use super::CommandLine;

/// `CMD command` or `CMD ["program", "argument"]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cmd {
    /// What to run.
    pub command: CommandLine,
}
