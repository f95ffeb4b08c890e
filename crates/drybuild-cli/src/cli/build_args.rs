//! Arguments of `drybuild build`; `--progress` is among the flags of the build itself.

use clap::Args;

use super::Common;

/// What a build is, and how its progress is shown.
#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    pub(crate) common: Common,
    /// Machine that the build is timed on: its platform, and those that it emulates
    #[arg(long, value_name = "PLATFORM[+PLATFORM…]")]
    pub(crate) node: Vec<String>,
    /// Steps that run at once on a node, as `max-parallelism` of BuildKit's worker
    #[arg(long, value_name = "COUNT")]
    pub(crate) max_parallelism: Option<std::num::NonZeroUsize>,
    /// Bytes that come from registries in a second
    #[arg(long, value_name = "BYTES")]
    pub(crate) bandwidth: Option<u64>,
}
