//! The command line.

mod build_args;
mod build_flags;
mod reach_args;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use build_args::BuildArgs;
pub(crate) use build_flags::BuildFlags;
pub(crate) use reach_args::{ReachArgs, ReachFailOn};

/// A dry build: what BuildKit would answer, without running anything.
#[derive(Debug, Parser)]
#[command(version, about)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the build checks, as `docker build --check` does
    Check(Common),
    /// Print the progress of a build, as `docker buildx build` shows it
    Build(BuildArgs),
    /// Say where each secret of a build ends up, and how to keep it out
    Reach(ReachArgs),
    /// Print the history that the image would have
    History(Common),
    /// Print the build graph
    Graph(Common),
    /// Print the arguments, secrets and agents that the target takes
    Outline(Common),
    /// List the stages that can be built
    Targets(Common),
}

impl Command {
    /// The form of the answer.
    pub(crate) fn format(&self) -> Format {
        match self {
            Self::Check(c)
            | Self::History(c)
            | Self::Graph(c)
            | Self::Outline(c)
            | Self::Targets(c) => c.format,
            Self::Build(b) => b.common.format,
            Self::Reach(r) => r.format,
        }
    }
}

/// Arguments of most commands: where the build is and what `docker buildx build` was told.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Folder of the build context
    #[arg(default_value = ".")]
    pub(crate) context: String,
    /// How to answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// The least severe finding that makes the exit status 1
    #[arg(long, value_enum, default_value_t = FailOn::Warning)]
    pub(crate) fail_on: FailOn,
    #[command(flatten)]
    pub(crate) build: BuildFlags,
}

/// Form of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// For code scanners; `check` and `reach` only
    Sarif,
}

/// Severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// A broken rule or an error
    Warning,
    /// An error
    Error,
    /// Nothing
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
