//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};

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
    /// Print the graph and the history of a build
    Build(Common),
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
    /// The arguments, which all commands share.
    pub(crate) fn common(&self) -> &Common {
        match self {
            Self::Check(c)
            | Self::Build(c)
            | Self::History(c)
            | Self::Graph(c)
            | Self::Outline(c)
            | Self::Targets(c) => c,
        }
    }
}

/// Arguments of every command: where the build is and what `docker buildx build` was told.
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
    /// For code scanners; `check` only
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

/// Flags of `docker buildx build` that change the answer.
#[derive(Debug, Default, Args)]
pub(crate) struct BuildFlags {
    /// Name of the Dockerfile; `-` reads standard input
    #[arg(short, long, value_name = "PATH")]
    pub(crate) file: Option<String>,
    /// Stage to build
    #[arg(long, default_value = "")]
    pub(crate) target: String,
    /// Build argument; without a value it is taken from the environment
    #[arg(long, value_name = "NAME[=VALUE]")]
    pub(crate) build_arg: Vec<String>,
    /// Platforms to build for
    #[arg(long, value_delimiter = ',', value_name = "PLATFORM")]
    pub(crate) platform: Vec<String>,
    /// Label of the image
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) label: Vec<String>,
    /// Use no cache
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Use no cache for these stages
    #[arg(long, value_delimiter = ',', value_name = "STAGE")]
    pub(crate) no_cache_filter: Vec<String>,
    /// Additional context
    #[arg(long, value_name = "NAME=SOURCE")]
    pub(crate) build_context: Vec<String>,
    /// Secret to expose
    #[arg(long, value_name = "id=ID[,src=FILE|,env=NAME]")]
    pub(crate) secret: Vec<String>,
    /// SSH agent to expose
    #[arg(long, value_name = "ID")]
    pub(crate) ssh: Vec<String>,
    /// Provenance attestation
    #[arg(long, value_name = "MODE")]
    pub(crate) provenance: Option<String>,
    /// SBOM attestation
    #[arg(long, value_name = "MODE")]
    pub(crate) sbom: Option<String>,
    /// Where to export cache to
    #[arg(long, value_name = "SPEC")]
    pub(crate) cache_to: Vec<String>,
    /// Where to import cache from
    #[arg(long, value_name = "SPEC")]
    pub(crate) cache_from: Vec<String>,
    /// Where the result goes
    #[arg(short, long, value_name = "SPEC")]
    pub(crate) output: Vec<String>,
    /// Name of the image
    #[arg(short, long, value_name = "NAME")]
    pub(crate) tag: Vec<String>,
    /// Network of `RUN`: sandbox, none or host
    #[arg(long, value_name = "MODE")]
    pub(crate) network: Option<String>,
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
