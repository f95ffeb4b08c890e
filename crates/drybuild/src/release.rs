//! Docker releases: which builder a `docker build` takes, and which frontend reads the Dockerfile.

use dockerfile::{Feature, Version};

/// A release of Docker Engine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    /// 18.09: the first with BuildKit.
    V18_09,
    /// 19.03
    V19_03,
    /// 20.10: the last whose `docker build` is the classic builder by itself.
    V20_10,
    /// 23.0: BuildKit by default.
    V23,
    /// 24.0
    V24,
    /// 25.0
    V25,
    /// 26.1
    V26,
    /// 27.5
    V27,
    /// 28.5
    V28,
    /// The BuildKit that this crate follows.
    #[default]
    Current,
}

/// Where what is said of a release is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// Builds of that release were compared.
    Measured,
    /// Its release notes and the BuildKit that it names; nobody measured it here.
    ReleaseNotes,
}

impl Release {
    /// All of them, oldest first.
    pub const ALL: [Self; 10] = [
        Self::V18_09,
        Self::V19_03,
        Self::V20_10,
        Self::V23,
        Self::V24,
        Self::V25,
        Self::V26,
        Self::V27,
        Self::V28,
        Self::Current,
    ];

    /// As people write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::V18_09 => "18.09",
            Self::V19_03 => "19.03",
            Self::V20_10 => "20.10",
            Self::V23 => "23.0",
            Self::V24 => "24.0",
            Self::V25 => "25.0",
            Self::V26 => "26.1",
            Self::V27 => "27.5",
            Self::V28 => "28.5",
            Self::Current => "current",
        }
    }

    /// The frontend that reads a Dockerfile without a `# syntax` line when BuildKit builds it. The classic builder
    /// reads with the same parser and refuses at the step what it cannot do.
    #[must_use]
    pub fn frontend(self) -> Version {
        match self {
            Self::V18_09 => Version::new(0),
            Self::V19_03 => Version::new(1),
            Self::V20_10 => Version::DOCKER_20_10,
            Self::V23 => Version::new(4),
            Self::V24 => Version::new(5),
            Self::V25 => Version::new(6),
            Self::V26 => Version::new(7),
            Self::V27 => Version::new(12),
            Self::V28 => Version::new(19),
            Self::Current => Version::CURRENT,
        }
    }

    /// Whether `docker build` takes BuildKit when `DOCKER_BUILDKIT` is not set.
    #[must_use]
    pub fn takes_buildkit(self) -> bool {
        self >= Self::V23
    }

    /// Whether a file without a `# syntax` line may use a feature with BuildKit. A line `# syntax=docker/dockerfile:1`
    /// fetches a frontend that knows all of them; the classic builder takes the line for a comment.
    #[must_use]
    pub fn knows_without_syntax(self, feature: Feature) -> bool {
        self.frontend().knows(feature)
    }

    /// Where this is from.
    #[must_use]
    pub fn evidence(self) -> Evidence {
        match self {
            Self::V20_10 | Self::Current => Evidence::Measured,
            _ => Evidence::ReleaseNotes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_missing_syntax_line_means() {
        let knowing = |feature| {
            let mut releases = Release::ALL.into_iter();
            releases
                .find(|release| release.knows_without_syntax(feature))
                .map(Release::name)
        };
        assert_eq!(knowing(Feature::RunMount), Some("20.10"));
        assert_eq!(knowing(Feature::Heredoc), Some("23.0"));
        assert_eq!(knowing(Feature::Link), Some("23.0"));
        assert_eq!(knowing(Feature::AddChecksum), Some("25.0"));
        assert_eq!(knowing(Feature::SecretEnv), Some("27.5"));
        assert_eq!(knowing(Feature::CopyParents), Some("current"));
    }

    #[test]
    fn buildkit_became_the_default_once() {
        let names = Release::ALL
            .into_iter()
            .filter(|release| !release.takes_buildkit());
        assert_eq!(
            names.map(Release::name).collect::<Vec<_>>(),
            ["18.09", "19.03", "20.10"]
        );
        assert_eq!(Release::V23.evidence(), Evidence::ReleaseNotes);
    }
}
