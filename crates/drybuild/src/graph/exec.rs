//! `Exec`: a process, its environment and its mounts.

/// A process to run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ExecOp {
    /// Program and arguments.
    pub args: Vec<String>,
    /// `KEY=value`: base image, `ENV` and `ARG`, in the order last set.
    pub env: Vec<String>,
    /// Working directory, absolute.
    pub cwd: String,
    /// `USER`; empty means root.
    pub user: String,
    /// Empty unless the build sets one.
    pub hostname: String,
    /// `--network`.
    pub network: NetworkMode,
    /// `--security`.
    pub security: SecurityMode,
    /// Proxy build arguments; not part of the cache key.
    pub proxy_env: Option<ProxyEnv>,
    /// Secrets given as variables.
    pub secret_env: Vec<SecretEnv>,
    /// Sorted by destination, then secrets and SSH sockets in the order written; the first is the root.
    pub mounts: Vec<Mount>,
}

/// `RUN --network`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum NetworkMode {
    /// A network of its own.
    #[default]
    Sandbox,
    /// The builder's.
    Host,
    /// None.
    None,
}

/// `RUN --security`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum SecurityMode {
    /// Unprivileged.
    #[default]
    Sandbox,
    /// Privileged.
    Insecure,
}

/// Values of the proxy build arguments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ProxyEnv {
    /// `http_proxy`.
    pub http: String,
    /// `https_proxy`.
    pub https: String,
    /// `ftp_proxy`.
    pub ftp: String,
    /// `no_proxy`.
    pub no: String,
    /// `all_proxy`.
    pub all: String,
}

/// `--mount=type=secret,env=NAME`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SecretEnv {
    /// Which secret.
    pub id: String,
    /// Which variable.
    pub name: String,
    /// Missing is not an error: the variable is then empty.
    pub optional: bool,
}

/// Something mounted while a process runs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Mount {
    /// Where.
    pub dest: String,
    /// Index into the vertex's inputs; `None` starts empty.
    pub input: Option<usize>,
    /// Which output the mount becomes; `None` when changes are dropped.
    pub output: Option<usize>,
    /// Writes fail.
    pub readonly: bool,
    /// Path inside the input; empty means its root.
    pub selector: String,
    /// What is mounted.
    pub kind: MountKind,
}

/// Kinds of mounts with their own settings.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum MountKind {
    /// The root and `type=bind`.
    Bind,
    /// `type=cache`.
    Cache(CacheMount),
    /// `type=tmpfs`; 0 bytes means no limit.
    Tmpfs {
        /// `size=`.
        size_bytes: i64,
    },
    /// `type=secret`.
    Secret(SecretMount),
    /// `type=ssh`.
    Ssh(SshMount),
}

/// A folder that stays on the builder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CacheMount {
    /// Namespace, slash, id.
    pub id: String,
    /// Who may use it at once.
    pub sharing: CacheSharing,
}

/// `sharing=`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum CacheSharing {
    /// Several at once.
    #[default]
    Shared,
    /// A new one if it is in use.
    Private,
    /// The second waits.
    Locked,
}

/// A secret as a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SecretMount {
    /// Which secret.
    pub id: String,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Permission bits.
    pub mode: u32,
    /// Missing is not an error: there is no file then.
    pub optional: bool,
}

/// The client's SSH agent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SshMount {
    /// Which agent; empty is the default.
    pub id: String,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Permission bits.
    pub mode: u32,
    /// Missing is not an error.
    pub optional: bool,
}
