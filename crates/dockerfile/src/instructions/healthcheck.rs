use super::fault::Fault;
use super::flags::{FlagType, Flags};
use super::{CommandLine, duration, number};
use crate::letter_case::upper;
use crate::{Feature, Node, Version, quote};

/// `HEALTHCHECK [flags] CMD command` or `HEALTHCHECK NONE`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Healthcheck {
    /// As in the image config: `NONE`, or `CMD` or `CMD-SHELL` and what to run.
    pub test: Vec<String>,
    /// What to run; `None` for `NONE`.
    pub command: Option<CommandLine>,
    /// `--interval`, 0 when not said, as the three below.
    pub interval_ns: i64,
    /// `--timeout`
    pub timeout_ns: i64,
    /// `--start-period`
    pub start_period_ns: i64,
    /// `--start-interval`
    pub start_interval_ns: i64,
    /// `--retries`, 0 when not said.
    pub retries: i32,
}

/// Shorter times are refused, 0 apart, which means the default.
const MINIMUM_NS: i64 = 1_000_000;

impl Healthcheck {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        let Some((kind, args)) = node.args.split_first() else {
            return Err(Fault::at_least_one_argument("HEALTHCHECK"));
        };
        let kind_name = upper(&kind.text);
        if kind_name == "NONE" {
            // Flags are not looked at.
            return match args {
                [] => Ok(Self {
                    test: vec![kind_name],
                    ..Self::default()
                }),
                _ => Err(Fault::new("HEALTHCHECK NONE takes no arguments")),
            };
        }
        let flags = Flags::read(
            version,
            node,
            &[
                ("interval", FlagType::String),
                ("timeout", FlagType::String),
                ("start-period", FlagType::String),
                ("start-interval", FlagType::String),
                ("retries", FlagType::String),
            ],
        )?;
        if kind_name != "CMD" {
            let message = format!(
                "Unknown type {} in HEALTHCHECK (try CMD)",
                quote(&kind_name)
            );
            return Err(Fault::at(message, kind.span));
        }
        if args.is_empty() {
            return Err(Fault::new("Missing command after HEALTHCHECK CMD"));
        }
        let kind = if node.json { "CMD" } else { "CMD-SHELL" };
        let words = args.iter().map(|word| word.text.to_string());
        Ok(Self {
            test: std::iter::once(kind.to_owned()).chain(words).collect(),
            command: Some(CommandLine::read(node, args)),
            interval_ns: interval(version, &flags, "interval")?,
            timeout_ns: interval(version, &flags, "timeout")?,
            start_period_ns: interval(version, &flags, "start-period")?,
            start_interval_ns: interval(version, &flags, "start-interval")?,
            retries: retries(version, &flags)?,
        })
    }
}

fn interval(version: Version, flags: &Flags, name: &str) -> Result<i64, Fault> {
    let Some(value) = flags.non_empty(name) else {
        return Ok(0);
    };
    let nanoseconds = duration::nanoseconds(&value.text);
    let nanoseconds = nanoseconds.map_err(|message| Fault::at(message, value.span))?;
    // Before 1.8, 0 was too short like any other.
    let is_default = nanoseconds == 0 && version.knows(Feature::Check);
    if !is_default && nanoseconds < MINIMUM_NS {
        let message = format!("Interval {} cannot be less than 1ms", quote(name));
        return Err(Fault::at(message, value.span));
    }
    Ok(nanoseconds)
}

fn retries(version: Version, flags: &Flags) -> Result<i32, Fault> {
    let Some(value) = flags.non_empty("retries") else {
        return Ok(0);
    };
    let retries = number::int32(&value.text);
    let retries = retries.map_err(|message| Fault::at(message, value.span))?;
    if retries < 1 && version < Version::new(5) {
        let message = format!("--retries must be at least 1 (not {retries})");
        return Err(Fault::at(message, value.span));
    }
    if retries < 0 {
        return Err(Fault::at(
            format!("--retries cannot be negative ({retries})"),
            value.span,
        ));
    }
    Ok(retries)
}
