use super::{CommandLine, Device};
use crate::Word;

/// `RUN [flags] command` or `RUN [flags] ["program", "argument"]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Run {
    /// What to run.
    pub command: CommandLine,
    /// Names of the flags that are given, sorted.
    pub flags_used: Vec<String>,
    /// The values of `--mount`, in order; [`Mount::parse`](super::Mount::parse) reads them once
    /// their variables can be expanded.
    pub mounts: Vec<Word>,
    /// `--network`
    pub network: Network,
    /// `--security`
    pub security: Security,
    /// `--device`, in order.
    pub devices: Vec<Device>,
}

/// The network of a `RUN`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Network {
    /// The builder's sandbox network.
    #[default]
    Default,
    /// No network but loopback.
    None,
    /// The host's, which needs an entitlement.
    Host,
}

/// How much a `RUN` is confined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Security {
    /// As usual.
    #[default]
    Sandbox,
    /// With all capabilities, which needs an entitlement.
    Insecure,
}

impl Network {
    /// As written behind `--network=`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::None => "none",
            Self::Host => "host",
        }
    }
}

impl Security {
    /// As written behind `--security=`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Insecure => "insecure",
        }
    }
}
