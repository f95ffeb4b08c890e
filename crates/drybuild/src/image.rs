//! The image that a build makes: OCI image config and history.

use std::collections::{BTreeMap, BTreeSet};

use crate::Span;

use crate::graph::VertexId;
use crate::platform::Platform;

/// An image: what a base brings and what a build leaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ImageConfig {
    /// Platform that the config claims.
    pub platform: Platform,
    /// `MAINTAINER`.
    pub author: String,
    /// How a container starts.
    pub config: ContainerConfig,
    /// Oldest first; those of the base come first.
    pub history: Vec<HistoryEntry>,
    /// Digests of the base's layers; a build's own layers are known to the solver alone.
    pub diff_ids: Vec<String>,
}

/// The part of an image config that a container starts with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ContainerConfig {
    /// `USER`.
    pub user: String,
    /// `EXPOSE`: `80/tcp`.
    pub exposed_ports: BTreeSet<String>,
    /// `KEY=value` in the order set.
    pub env: Vec<String>,
    /// `ENTRYPOINT`.
    pub entrypoint: Vec<String>,
    /// `CMD`.
    pub cmd: Vec<String>,
    /// `VOLUME`.
    pub volumes: BTreeSet<String>,
    /// `WORKDIR`.
    pub working_dir: String,
    /// `LABEL`.
    pub labels: BTreeMap<String, String>,
    /// `STOPSIGNAL`.
    pub stop_signal: String,
    /// `HEALTHCHECK`.
    pub healthcheck: Option<Healthcheck>,
    /// `SHELL`.
    pub shell: Vec<String>,
    /// `ONBUILD`, each as written.
    pub on_build: Vec<String>,
    /// Docker's own flag: `CMD` was set by a build.
    pub args_escaped: bool,
}

impl ContainerConfig {
    /// Value of a variable in `env`.
    #[must_use]
    pub fn env_value(&self, key: &str) -> Option<&str> {
        self.env
            .iter()
            .find_map(|e| e.split_once('=').filter(|(k, _)| *k == key).map(|(_, v)| v))
    }

    /// Sets a variable where it stands, or appends it (`addEnv` of `dockerfile2llb/convert.go`).
    pub fn set_env(&mut self, key: &str, value: &str) {
        let entry = format!("{key}={value}");
        let found = self
            .env
            .iter_mut()
            .find(|e| e.split_once('=').map_or(e.as_str(), |(k, _)| k) == key);
        match found {
            Some(old) => *old = entry,
            None => self.env.push(entry),
        }
    }
}

/// `HEALTHCHECK`; durations in nanoseconds, 0 means the default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Healthcheck {
    /// `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", …]`.
    pub test: Vec<String>,
    /// `--interval`.
    pub interval_ns: i64,
    /// `--timeout`.
    pub timeout_ns: i64,
    /// `--start-period`.
    pub start_period_ns: i64,
    /// `--start-interval`.
    pub start_interval_ns: i64,
    /// `--retries`.
    pub retries: i64,
}

/// One line of `docker history`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HistoryEntry {
    /// Exactly as BuildKit writes it.
    pub created_by: String,
    /// `buildkit.dockerfile.v0` for entries of a build.
    pub comment: String,
    /// The instruction made no layer.
    pub empty_layer: bool,
    /// The instruction; `None` for entries of the base.
    pub span: Option<Span>,
    /// The vertex whose output holds the layer; `None` when the layer is empty or the base's.
    pub vertex: Option<VertexId>,
}
