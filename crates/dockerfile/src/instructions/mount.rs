use std::borrow::Cow;

use super::{csv, number, suggest};
use crate::letter_case::lower;
use crate::{Feature, Version, quote};

/// A value of `RUN --mount`, expanded and checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
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
    /// In the order in which a suggestion is looked for.
    const ALL: [Self; 5] = [
        Self::Bind,
        Self::Cache,
        Self::Secret,
        Self::Ssh,
        Self::Tmpfs,
    ];

    fn from_name(version: Version, name: &str) -> Result<Self, String> {
        let wanted = lower(name);
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == wanted)
            .ok_or_else(|| {
                let message = format!("unsupported mount type {}", quote(name));
                if version.suggests() {
                    suggest::append(message, name, &Self::ALL.map(Self::as_str))
                } else {
                    message
                }
            })
    }

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
    /// In the order in which a suggestion is looked for.
    const ALL: [Self; 3] = [Self::Locked, Self::Private, Self::Shared];

    fn from_name(version: Version, name: &str) -> Result<Self, String> {
        let wanted = lower(name);
        Self::ALL
            .into_iter()
            .find(|sharing| sharing.as_str() == wanted)
            .ok_or_else(|| {
                let message = format!("unsupported sharing value {}", quote(name));
                if version.suggests() {
                    suggest::append(message, name, &Self::ALL.map(Self::as_str))
                } else {
                    message
                }
            })
    }

    /// As written behind `sharing=`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Private => "private",
            Self::Locked => "locked",
        }
    }
}

/// Every option, in the order in which a suggestion is looked for.
const KEYS: [&str; 19] = [
    "type",
    "from",
    "source",
    "target",
    "readonly",
    "id",
    "sharing",
    "required",
    "size",
    "mode",
    "uid",
    "gid",
    "src",
    "dst",
    "destination",
    "ro",
    "rw",
    "readwrite",
    "env",
];

impl Mount {
    /// The stage or image that `from` names, as written: its variables are not expanded. Empty
    /// without one, or when the value cannot be read.
    pub fn from_as_written(value: &str) -> String {
        let fields = fields(value).unwrap_or_default();
        let mut pairs = fields.iter().filter_map(|field| field.split_once('='));
        let from = pairs.rfind(|(key, _)| lower(key) == "from");
        from.map_or_else(String::new, |(_, name)| name.to_owned())
    }

    /// Reads the comma-separated value of a `--mount`, each option's value going through `expand`.
    /// An error is BuildKit's text, or `expand`'s.
    ///
    /// Options are checked in order, against the type said so far: `required` before `type=secret`
    /// is an error.
    pub fn parse(
        version: Version,
        value: &str,
        expand: &mut dyn FnMut(&str) -> Result<String, String>,
    ) -> Result<Self, String> {
        let mut mount = Self::default();
        let mut readonly = None;
        for field in &fields(value)? {
            match field.split_once('=') {
                Some((key, value)) => {
                    let value = expand(value)?;
                    mount.set(version, &lower(key), value, field, &mut readonly)?;
                }
                None => mount.set_bare(field, &mut readonly)?,
            }
        }
        mount.check_owner()?;
        let writable = matches!(mount.kind, MountType::Cache | MountType::Tmpfs);
        mount.readonly = readonly.unwrap_or(!writable);
        mount.check_secret()?;
        if mount.sharing.is_some() && mount.kind != MountType::Cache {
            return Err(format!(
                "invalid cache sharing set for {} mount",
                mount.kind.as_str()
            ));
        }
        Ok(mount)
    }

    /// What BuildKit checks before variables can be expanded.
    pub(super) fn check_early(version: Version, value: &str) -> Result<(), String> {
        if !version.knows(Feature::MountVariables) {
            let mut as_written = |value: &str| Ok(value.to_owned());
            return Self::parse(version, value, &mut as_written).map(|_| ());
        }
        for field in &fields(value)? {
            let Some((key, value)) = field.split_once('=') else {
                continue;
            };
            // A `$` at the end is no variable.
            if key.eq_ignore_ascii_case("from")
                && value.find('$').is_some_and(|at| at + 1 < value.len())
            {
                return Err(
                    "'from' doesn't support variable expansion, define alias stage instead".into(),
                );
            }
        }
        Ok(())
    }

    /// An option without a value.
    fn set_bare(&mut self, field: &str, readonly: &mut Option<bool>) -> Result<(), String> {
        match lower(field).as_str() {
            "readonly" | "ro" => *readonly = Some(true),
            "readwrite" | "rw" => *readonly = Some(false),
            "required" => {
                self.only("required", &[MountType::Secret, MountType::Ssh])?;
                self.required = true;
            }
            _ => return Err(format!("invalid field '{field}' must be a key=value pair")),
        }
        Ok(())
    }

    fn set(
        &mut self,
        version: Version,
        key: &str,
        value: String,
        field: &str,
        readonly: &mut Option<bool>,
    ) -> Result<(), String> {
        let invalid = || format!("invalid value for {key}: {value}");
        let invalid_number = || format!("invalid value {value} for {key}");
        match key {
            "type" => self.kind = MountType::from_name(version, &value)?,
            "from" => self.from = value,
            "source" | "src" => self.source = value,
            "target" | "dst" | "destination" => self.target = value,
            "readonly" | "ro" => *readonly = Some(number::boolean(&value).ok_or_else(invalid)?),
            "readwrite" | "rw" => *readonly = Some(!number::boolean(&value).ok_or_else(invalid)?),
            "required" => {
                self.only(key, &[MountType::Secret, MountType::Ssh])?;
                self.required = number::boolean(&value).ok_or_else(invalid)?;
            }
            "size" if version.knows(Feature::TmpfsSize) => {
                self.only(key, &[MountType::Tmpfs])?;
                self.size_bytes = number::size_bytes(&value).ok_or_else(invalid)?;
            }
            "id" => self.id = value,
            "sharing" => self.sharing = Some(Sharing::from_name(version, &value)?),
            "mode" => self.mode = Some(number::uint32(&value, 8).ok_or_else(invalid_number)?),
            "uid" => self.uid = Some(number::uint32(&value, 10).ok_or_else(invalid_number)?),
            "gid" => self.gid = Some(number::uint32(&value, 10).ok_or_else(invalid_number)?),
            "env" if version.knows(Feature::SecretEnv) => self.env = Some(value),
            _ => {
                let message = format!("unexpected key '{key}' in '{field}'");
                let keys: &[&str] = if version.suggests() { &KEYS } else { &[] };
                return Err(suggest::append(message, key, keys));
            }
        }
        Ok(())
    }

    /// An error unless the type said so far is one of `kinds`.
    fn only(&self, key: &str, kinds: &[MountType]) -> Result<(), String> {
        if kinds.contains(&self.kind) {
            return Ok(());
        }
        Err(format!(
            "unexpected key '{key}' for mount type '{}'",
            self.kind.as_str()
        ))
    }

    fn check_owner(&self) -> Result<(), String> {
        if matches!(
            self.kind,
            MountType::Secret | MountType::Ssh | MountType::Cache
        ) {
            return Ok(());
        }
        let given = [("mode", self.mode), ("uid", self.uid), ("gid", self.gid)];
        match given.into_iter().find(|(_, value)| value.is_some()) {
            Some((key, _)) => Err(format!(
                "{key} not allowed for \"{}\" type mounts",
                self.kind.as_str()
            )),
            None => Ok(()),
        }
    }

    fn check_secret(&self) -> Result<(), String> {
        if self.kind != MountType::Secret {
            return Ok(());
        }
        let message = if !self.from.is_empty() {
            "secret mount should not have a from"
        } else if self.sharing.is_some() {
            "secret mount should not define sharing"
        } else if self.source.is_empty() && self.target.is_empty() && self.id.is_empty() {
            "invalid secret mount. one of source, target required"
        } else if !self.source.is_empty() && !self.id.is_empty() {
            "both source and id can't be set"
        } else {
            return Ok(());
        };
        Err(message.into())
    }
}

fn fields(value: &str) -> Result<Vec<Cow<'_, str>>, String> {
    csv::fields(value).map_err(|error| format!("failed to parse csv mounts: {error}"))
}
