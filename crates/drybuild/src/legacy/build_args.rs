//! `--build-arg` and `ARG` (`builder/dockerfile/buildargs.go`).

use std::collections::{BTreeMap, BTreeSet};

/// Arguments that need no `ARG` and leave no trace in the history.
const PREDEFINED: [&str; 8] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "FTP_PROXY",
    "ftp_proxy",
    "NO_PROXY",
    "no_proxy",
];

/// The arguments of one stage, and which the file mentions at all.
#[derive(Debug, Clone, Default)]
pub(super) struct BuildArgs {
    given: BTreeMap<String, String>,
    /// Declared in this stage.
    allowed: BTreeMap<String, Option<String>>,
    /// Declared before the first `FROM`.
    global: BTreeMap<String, Option<String>>,
    mentioned: BTreeSet<String>,
}

impl BuildArgs {
    pub(super) fn new(given: BTreeMap<String, String>) -> Self {
        Self {
            given,
            ..Self::default()
        }
    }

    /// For the next stage: nothing is declared in it.
    pub(super) fn of_stage(&self) -> Self {
        Self {
            allowed: BTreeMap::new(),
            ..self.clone()
        }
    }

    pub(super) fn merge_mentioned(&mut self, other: &Self) {
        self.mentioned.extend(other.mentioned.iter().cloned());
    }

    pub(super) fn declare(&mut self, key: &str, value: Option<String>) {
        self.allowed.insert(key.to_owned(), value);
        self.mentioned.insert(key.to_owned());
    }

    pub(super) fn declare_global(&mut self, key: &str, value: Option<String>) {
        self.declare(key, value.clone());
        self.global.insert(key.to_owned(), value);
    }

    /// What `FROM` expands with.
    pub(super) fn for_from(&self) -> Vec<(String, String)> {
        self.values_of(&self.global)
    }

    /// What other instructions see beside the environment.
    pub(super) fn allowed(&self) -> Vec<(String, String)> {
        self.values_of(&self.allowed)
    }

    /// The same, as `KEY=value`, without what the environment sets.
    pub(super) fn beside(&self, env: &[String]) -> Vec<(String, String)> {
        let is_set = |key: &str| {
            env.iter()
                .any(|entry| entry.split_once('=').map_or(entry.as_str(), |(k, _)| k) == key)
        };
        let mut pairs = self.allowed();
        pairs.retain(|(key, _)| !is_set(key));
        pairs
    }

    /// Whether the history shows it.
    pub(super) fn is_shown(&self, key: &str) -> bool {
        self.allowed.contains_key(key) || !PREDEFINED.contains(&key)
    }

    /// Given and mentioned nowhere.
    pub(super) fn unused(&self) -> Vec<&str> {
        let given = self.given.keys().map(String::as_str);
        given
            .filter(|key| !PREDEFINED.contains(key) && !self.mentioned.contains(*key))
            .collect()
    }

    fn values_of(&self, declared: &BTreeMap<String, Option<String>>) -> Vec<(String, String)> {
        let names: BTreeSet<&str> = declared
            .keys()
            .map(String::as_str)
            .chain(PREDEFINED)
            .collect();
        let value = |name: &str| {
            if let Some(given) = self.given.get(name) {
                return Some(given.clone());
            }
            match declared.get(name) {
                Some(Some(default)) => Some(default.clone()),
                _ => self.global.get(name).cloned().flatten(),
            }
        };
        names
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), value(name)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_value_wins_and_a_proxy_needs_no_declaration() {
        let given = [("A", "given"), ("http_proxy", "p"), ("X", "unused")];
        let given = given.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let mut args = BuildArgs::new(given.into());
        args.declare_global("B", Some("global".to_owned()));
        let mut args = args.of_stage();
        args.declare("A", Some("default".to_owned()));
        args.declare("B", None);
        let pairs: Vec<String> = args
            .allowed()
            .iter()
            .map(|(k, v)| format!("{k}={v}"))
            .collect();
        assert_eq!(pairs, ["A=given", "B=global", "http_proxy=p"]);
        assert_eq!(args.unused(), ["X"]);
        assert!(!args.is_shown("http_proxy"));
    }
}
