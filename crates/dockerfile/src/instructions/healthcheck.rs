use super::CommandLine;

/// `HEALTHCHECK [flags] CMD command` or `HEALTHCHECK NONE`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Healthcheck {
    /// As in the image config: `NONE`, or `CMD` or `CMD-SHELL` and what to run.
    pub test: Vec<String>,
    /// What to run; `None` for `NONE`.
    pub command: Option<CommandLine>,
    /// `--interval`, 0 when not said, as the three below.
    pub interval_ns: i64,
    /// `--timeout`
    pub timeout_ns: i64,
    /// `--start-period`
    pub start_period_ns: i64,
    /// `--start-interval`
    pub start_interval_ns: i64,
    /// `--retries`, 0 when not said.
    pub retries: i32,
}
