//! Arguments of `drybuild reach`.

use clap::{Args, ValueEnum};

use super::{BuildFlags, Format};

/// What `drybuild reach` takes: where the build is, what `docker buildx build` would be told, and what to do with what is
/// found.
#[derive(Debug, Args)]
#[command(
    long_about = "Say where each secret of a build ends up, and how to keep it out.\n\n\
Give it the flags that you give `docker buildx build`. Nothing is run and nothing is sent anywhere; files and variables \
that the command names are read, and values of secrets are never printed.\n\n\
Secrets are those of --secret, and what looks like one: by the names of arguments, variables and files, and by the form \
of well-known tokens. --no-guess leaves the latter away.\n\n\
Bake files (docker-bake.hcl) and Compose files are not read: name the context and the flags of one build.",
    after_long_help = "Exit status: 0 nothing at or above --fail-on, 1 a finding or a Dockerfile that does not build, \
2 a command line or an input that cannot be read."
)]
pub(crate) struct ReachArgs {
    /// Folder of the build context
    #[arg(default_value = ".")]
    pub(crate) context: String,
    /// How to answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// What makes the exit status 1
    #[arg(long, value_enum, default_value_t = ReachFailOn::Possible)]
    pub(crate) fail_on: ReachFailOn,
    /// Follow only the secrets that --secret names
    #[arg(long)]
    pub(crate) no_guess: bool,
    /// Show what to change so that nothing certain remains, as a diff and a command
    #[arg(long)]
    pub(crate) fix: bool,
    /// With --fix: write the files; the command is only printed
    #[arg(long, requires = "fix")]
    pub(crate) write: bool,
    #[command(flatten)]
    pub(crate) build: BuildFlags,
}

/// How sure a finding must be to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReachFailOn {
    /// A secret is certainly left behind
    Certain,
    /// It may be, or a step was not understood
    Possible,
    /// Nothing
    Never,
}
