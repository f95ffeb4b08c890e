use super::CommandLine;

/// `ENTRYPOINT command` or `ENTRYPOINT ["program", "argument"]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Entrypoint {
    /// What to run.
    pub command: CommandLine,
}
