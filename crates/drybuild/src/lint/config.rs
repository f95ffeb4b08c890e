//! `# check=skip=A,B;error=true;experimental=all`.

use super::Rule;
use crate::parse_bool::parse_bool;
use crate::quote::quote;

/// Which rules speak, and whether that fails the build (`linter.Config` of BuildKit).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LintConfig {
    skip: Names,
    experimental: Names,
    pub(super) error: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Names {
    all: bool,
    named: Vec<String>,
}

impl Names {
    /// Takes what the key is set to. `all` stays, names replace the names before them.
    fn set(&mut self, value: &str) {
        match value.trim() {
            "all" => self.all = true,
            value => self.named = value.split(',').map(|n| n.trim().to_owned()).collect(),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.all || self.named.iter().any(|n| n == name)
    }

    fn extend(&mut self, other: &Self) {
        self.all |= other.all;
        self.named.extend(other.named.iter().cloned());
    }
}

impl LintConfig {
    /// Reads the value of a `check` directive (`linter.ParseLintOptions`).
    ///
    /// # Errors
    /// BuildKit's message.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut config = Self::default();
        if text.trim().is_empty() {
            return Ok(config);
        }
        for part in text.trim().splitn(3, ';') {
            let (key, value) = part
                .split_once('=')
                .ok_or_else(|| format!("invalid check option {}", quote(part)))?;
            match key.trim() {
                "skip" => config.skip.set(value),
                "experimental" => config.experimental.set(value),
                "error" => {
                    let value = value.trim();
                    config.error = parse_bool(value).ok_or_else(|| {
                        let (part, value) = (quote(part), quote(value));
                        format!("failed to parse check option {part}: strconv.ParseBool: parsing {value}: invalid syntax")
                    })?;
                }
                other => return Err(format!("invalid check option {}", quote(other))),
            }
        }
        Ok(config)
    }

    /// This and what an instruction's own comment adds.
    pub(super) fn merged(&self, other: &Self) -> Self {
        let mut merged = self.clone();
        merged.skip.extend(&other.skip);
        merged.experimental.extend(&other.experimental);
        merged
    }

    /// Whether the rule speaks.
    pub(super) fn enables(&self, rule: &Rule) -> bool {
        if rule.experimental {
            self.experimental.has(rule.name)
        } else {
            !self.skip.has(rule.name)
        }
    }
}

/// The configuration in the first `check=` among an instruction's comments, if it can be read.
pub(super) fn from_comments(comments: &[dockerfile::Text]) -> Option<LintConfig> {
    let value = comments.iter().find_map(|comment| {
        let (key, value) = comment.split_once('=')?;
        key.trim()
            .eq_ignore_ascii_case("check")
            .then(|| value.trim())
    })?;
    LintConfig::parse(value.split(' ').next().unwrap_or_default()).ok()
}
