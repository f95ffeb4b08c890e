//! Platforms: `os[(osversion+feature)]/architecture[/variant]`, parsed and normalised as containerd does.

mod parse;

use std::collections::BTreeSet;
use std::fmt;

/// A platform to build for or on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Platform {
    /// `linux`, `windows`, …
    pub os: String,
    /// `amd64`, `arm64`, …
    pub architecture: String,
    /// `v7`, …; empty when the architecture has none.
    pub variant: String,
    /// `10.0.17763`, …; empty unless asked for.
    pub os_version: String,
    /// `win32k`, …; empty unless asked for.
    #[cfg_attr(feature = "serde", serde(default))]
    pub os_features: Vec<String>,
}

impl Platform {
    /// A platform without variant and version.
    #[must_use]
    pub fn new(os: &str, architecture: &str) -> Self {
        Self {
            os: os.to_owned(),
            architecture: architecture.to_owned(),
            ..Self::default()
        }
    }

    /// `linux/amd64`, where nothing else is asked for.
    #[must_use]
    pub fn linux_amd64() -> Self {
        Self::new("linux", "amd64")
    }

    /// `os/architecture/variant`, without the version.
    #[must_use]
    pub fn format(&self) -> String {
        if self.os.is_empty() {
            return "unknown".to_owned();
        }
        join(&[&self.os, &self.architecture, &self.variant])
    }
}

/// The full form: `os(osversion+feature)/architecture/variant`, features in order and once.
impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.os.is_empty() {
            return f.write_str("unknown");
        }
        if self.os_version.is_empty() && self.os_features.is_empty() {
            return f.write_str(&self.format());
        }
        let features: BTreeSet<&String> = self.os_features.iter().collect();
        let features: String = features.into_iter().map(|f| format!("+{f}")).collect();
        let os = format!("{}({}{features})", self.os, self.os_version);
        f.write_str(&join(&[&os, &self.architecture, &self.variant]))
    }
}

/// Go's `path.Join` of parts that hold no slash.
fn join(parts: &[&str]) -> String {
    parts
        .iter()
        .filter(|p| !p.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join("/")
}
