//! Which version of the Dockerfile frontend knows what.

use std::fmt;

use crate::instructions::Keyword;

/// A version of the Dockerfile frontend, `docker/dockerfile:1.<minor>`.
///
/// The frontend is part of BuildKit, and so of Docker's daemon; a `# syntax` line hands the file to
/// another one. The default is the version that this crate follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Version {
    minor: u8,
}

/// What not every version knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Feature {
    /// `RUN --mount`
    RunMount,
    /// `COPY --chmod`, `ADD --chmod` with a number.
    Chmod,
    /// `RUN --network`
    RunNetwork,
    /// `<<EOF`
    Heredoc,
    /// `COPY --link`, `ADD --link`
    Link,
    /// `ADD` of a repository, and `--keep-git-dir`.
    AddGit,
    /// `ADD --checksum`
    AddChecksum,
    /// `HEALTHCHECK --start-interval`
    StartInterval,
    /// `${name#pattern}`, `${name%pattern}`, `${name/pattern/text}`, and `-` and `+` without a colon.
    Substitution,
    /// Variables in the options of `--mount`.
    MountVariables,
    /// `size=` of a tmpfs mount.
    TmpfsSize,
    /// `# check=` and `--check`.
    Check,
    /// `env=` of a secret mount.
    SecretEnv,
    /// `RUN --device`
    RunDevice,
    /// `--chmod=u+x`
    SymbolicChmod,
    /// `ADD --unpack`
    AddUnpack,
    /// `COPY --exclude`, `ADD --exclude`
    Exclude,
    /// `COPY --parents`
    CopyParents,
    /// `RUN --security`
    RunSecurity,
}

impl Feature {
    /// All of them, in the order in which they came.
    pub const ALL: [Self; 19] = [
        Self::RunMount,
        Self::Chmod,
        Self::RunNetwork,
        Self::Heredoc,
        Self::Link,
        Self::TmpfsSize,
        Self::MountVariables,
        Self::AddGit,
        Self::AddChecksum,
        Self::StartInterval,
        Self::Substitution,
        Self::Check,
        Self::SecretEnv,
        Self::RunDevice,
        Self::SymbolicChmod,
        Self::AddUnpack,
        Self::Exclude,
        Self::CopyParents,
        Self::RunSecurity,
    ];

    /// The first version that knows it, without the `-labs` versions: BuildKit's reference of the
    /// Dockerfile, and its release notes where that says nothing.
    #[must_use]
    pub fn since(self) -> Version {
        Version::new(match self {
            Self::RunMount | Self::Chmod => 2,
            Self::RunNetwork => 3,
            Self::Heredoc | Self::Link | Self::TmpfsSize | Self::MountVariables => 4,
            Self::AddGit => 5,
            Self::AddChecksum | Self::StartInterval => 6,
            Self::Substitution => 7,
            Self::Check => 8,
            Self::SecretEnv => 10,
            Self::RunDevice | Self::SymbolicChmod => 14,
            Self::AddUnpack => 17,
            Self::Exclude => 19,
            Self::CopyParents | Self::RunSecurity => 20,
        })
    }

    /// As a Dockerfile spells it.
    #[must_use]
    pub fn spelling(self) -> &'static str {
        match self {
            Self::RunMount => "RUN --mount",
            Self::Chmod => "COPY --chmod",
            Self::RunNetwork => "RUN --network",
            Self::Heredoc => "<<EOF",
            Self::Link => "COPY --link",
            Self::AddGit => "ADD --keep-git-dir",
            Self::AddChecksum => "ADD --checksum",
            Self::StartInterval => "HEALTHCHECK --start-interval",
            Self::Substitution => "${name#pattern}",
            Self::MountVariables => "RUN --mount=type=cache,target=$DIR",
            Self::TmpfsSize => "RUN --mount=type=tmpfs,size=",
            Self::Check => "# check=",
            Self::SecretEnv => "RUN --mount=type=secret,env=",
            Self::RunDevice => "RUN --device",
            Self::SymbolicChmod => "COPY --chmod=u+x",
            Self::AddUnpack => "ADD --unpack",
            Self::Exclude => "COPY --exclude",
            Self::CopyParents => "COPY --parents",
            Self::RunSecurity => "RUN --security",
        }
    }

    /// The feature behind a flag of an instruction; `None` for a flag that every version knows.
    pub(crate) fn of_flag(keyword: Keyword, flag: &str) -> Option<Self> {
        Some(match (keyword, flag) {
            (Keyword::Run, "mount") => Self::RunMount,
            (Keyword::Run, "network") => Self::RunNetwork,
            (Keyword::Run, "security") => Self::RunSecurity,
            (Keyword::Run, "device") => Self::RunDevice,
            (Keyword::Add | Keyword::Copy, "chmod") => Self::Chmod,
            (Keyword::Add | Keyword::Copy, "link") => Self::Link,
            (Keyword::Add | Keyword::Copy, "exclude") => Self::Exclude,
            (Keyword::Copy, "parents") => Self::CopyParents,
            (Keyword::Add, "keep-git-dir") => Self::AddGit,
            (Keyword::Add, "checksum") => Self::AddChecksum,
            (Keyword::Add, "unpack") => Self::AddUnpack,
            (Keyword::Healthcheck, "start-interval") => Self::StartInterval,
            _ => return None,
        })
    }
}

impl Version {
    /// The one that this crate follows.
    pub const CURRENT: Self = Self::new(26);

    /// The one in Docker 20.10, whose legacy builder reads files with the same parser.
    pub const DOCKER_20_10: Self = Self::new(2);

    /// `1.<minor>`
    #[must_use]
    pub const fn new(minor: u8) -> Self {
        Self { minor }
    }

    /// The number behind `1.`.
    #[must_use]
    pub const fn minor(self) -> u8 {
        self.minor
    }

    /// Whether a feature is there.
    #[must_use]
    pub fn knows(self, feature: Feature) -> bool {
        self >= feature.since()
    }

    /// Whether it says what one may have meant. Older ones, up to 1.3, word most errors otherwise, too, and the
    /// history shows no values of arguments and no flags of copies.
    #[must_use]
    pub fn suggests(self) -> bool {
        self.knows(Feature::Heredoc)
    }
}

impl Default for Version {
    fn default() -> Self {
        Self::CURRENT
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.minor)
    }
}
