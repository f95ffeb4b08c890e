/// A value of `RUN --mount`, expanded and checked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Mount {
    /// `type`
    pub kind: MountType,
    /// `from`; empty when not said, as the strings below.
    pub from: String,
    /// `source`, `src`
    pub source: String,
    /// `target`, `dst`, `destination`
    pub target: String,
    /// `readonly`, `ro` and their opposites; else what the type implies.
    pub readonly: bool,
    /// `size`, tmpfs only.
    pub size_bytes: i64,
    /// `id`
    pub id: String,
    /// `sharing`, cache only.
    pub sharing: Option<Sharing>,
    /// `required`, secret and ssh only.
    pub required: bool,
    /// `env`: the variable that gets the secret's value; may be empty.
    pub env: Option<String>,
    /// `mode`; secret, ssh and cache only, as the two below.
    pub mode: Option<u32>,
    /// `uid`
    pub uid: Option<u32>,
    /// `gid`
    pub gid: Option<u32>,
}

/// What is mounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum MountType {
    /// Files of the context, a stage or an image.
    #[default]
    Bind,
    /// A directory that outlives the build.
    Cache,
    /// Memory.
    Tmpfs,
    /// A secret as a file or variable.
    Secret,
    /// The socket of an SSH agent.
    Ssh,
}

/// Who else may use a cache mount at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Sharing {
    /// Everyone.
    Shared,
    /// Nobody: a second user gets a directory of its own.
    Private,
    /// Nobody: a second user waits.
    Locked,
}

impl MountType {
    /// As written behind `type=`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bind => "bind",
            Self::Cache => "cache",
            Self::Tmpfs => "tmpfs",
            Self::Secret => "secret",
            Self::Ssh => "ssh",
        }
    }
}

impl Sharing {
    /// As written behind `sharing=`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Private => "private",
            Self::Locked => "locked",
        }
    }
}
