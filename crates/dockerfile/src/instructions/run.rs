use super::fault::Fault;
use super::flags::{FlagType, Flags};
use super::{CommandLine, Device, Mount};
use crate::{Node, Version, Word, quote};

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
    fn from_name(name: &str) -> Option<Self> {
        [Self::Default, Self::None, Self::Host]
            .into_iter()
            .find(|mode| mode.as_str() == name)
    }

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
    fn from_name(name: &str) -> Option<Self> {
        [Self::Sandbox, Self::Insecure]
            .into_iter()
            .find(|mode| mode.as_str() == name)
    }

    /// As written behind `--security=`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Insecure => "insecure",
        }
    }
}

impl Run {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        let flags = Flags::read(
            version,
            node,
            &[
                ("device", FlagType::Strings),
                ("mount", FlagType::Strings),
                ("network", FlagType::String),
                ("security", FlagType::String),
            ],
        )?;
        let command = CommandLine::read(node, &node.args);
        let devices = flags
            .strings("device")
            .into_iter()
            .map(|word| Device::parse(&word.text).map_err(|message| Fault::at(message, word.span)));
        let devices = devices.collect::<Result<_, _>>()?;
        let mounts = flags.strings("mount");
        for word in &mounts {
            Mount::check_early(version, &word.text)
                .map_err(|message| Fault::at(message, word.span))?;
        }
        let network = match flags.string("network") {
            None => Network::Default,
            Some(word) => Network::from_name(&word.text).ok_or_else(|| {
                Fault::at(
                    format!("invalid network mode {}", quote(&word.text)),
                    word.span,
                )
            })?,
        };
        let security = match flags.string("security") {
            None => Security::Sandbox,
            Some(word) => Security::from_name(&word.text).ok_or_else(|| {
                Fault::at(
                    format!("security {} is not valid", quote(&word.text)),
                    word.span,
                )
            })?,
        };
        let flags_used = flags.used();
        Ok(Self {
            command,
            flags_used,
            mounts,
            network,
            security,
            devices,
        })
    }
}
