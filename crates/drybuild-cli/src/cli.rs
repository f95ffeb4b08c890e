//! The command line.

mod build_args;
mod build_flags;
mod reach_args;

use clap::{Args, Parser, Subcommand, ValueEnum};
use drybuild::release::Release;

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
    /// What most commands take.
    pub(crate) fn common(&self) -> Option<&Common> {
        match self {
            Self::Check(common)
            | Self::History(common)
            | Self::Graph(common)
            | Self::Outline(common)
            | Self::Targets(common) => Some(common),
            Self::Build(arguments) => Some(&arguments.common),
            Self::Reach(_) => None,
        }
    }

    /// The form of the answer.
    pub(crate) fn format(&self) -> Format {
        match (self, self.common()) {
            (Self::Reach(arguments), _) => arguments.format,
            (_, Some(common)) => common.format,
            (_, None) => Format::Text,
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
    /// Answer as another Docker Engine would: 18.09 to 28.5; `DOCKER_BUILDKIT` chooses its builder
    #[arg(long, value_name = "VERSION", value_parser = release)]
    pub(crate) docker_version: Option<Release>,
    #[command(flatten)]
    pub(crate) build: BuildFlags,
}

/// The newest known release that is not newer than a version: `27.3.1` is answered as 26.1.
fn release(text: &str) -> Result<Release, String> {
    let numbers = |text: &str| -> Option<(u32, u32)> {
        let mut parts = text.split('.');
        let major = parts.next()?.parse().ok()?;
        let minor = parts.next().map_or(Ok(u32::MAX), str::parse).ok()?;
        Some((major, minor))
    };
    let known = |release: &Release| Some((numbers(release.name())?, *release));
    let names = || Release::ALL.map(Release::name).join(", ");
    if text == Release::Current.name() {
        return Ok(Release::Current);
    }
    let asked = numbers(text).ok_or_else(|| format!("not a version; known: {}", names()))?;
    let older = Release::ALL.iter().filter_map(known);
    older
        .filter(|(version, _)| *version <= asked)
        .max()
        .map(|(_, release)| release)
        .ok_or_else(|| format!("older than any that is known: {}", names()))
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
    fn a_version_means_the_release_before_it() {
        for (text, name) in [
            ("20.10", "20.10"),
            ("20.10.24", "20.10"),
            ("23", "23.0"),
            ("27.3.1", "26.1"),
            ("29.0", "28.5"),
            ("current", "current"),
        ] {
            assert_eq!(
                release(text).map(Release::name).as_deref(),
                Ok(name),
                "{text}"
            );
        }
        assert!(release("1.13").is_err());
        assert!(release("new").is_err());
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
