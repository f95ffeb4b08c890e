//! What the client asked for, as the attestation repeats it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::super::object::Object;
use super::Mode;
use super::graph::Graph;
use crate::build::Build;
use crate::graph::{MountKind, Op};
use crate::options::NoCache;

/// The version of the protocol between frontend and solver that was measured.
const COMPATIBILITY_VERSION: i64 = 30;

/// The request of one build.
pub(super) struct Request {
    args: Map<String, Value>,
    config_source: Value,
    /// Id and whether it may be missing.
    secrets: BTreeMap<String, bool>,
    ssh: BTreeMap<String, bool>,
    is_scrubbed: bool,
}

impl Request {
    pub(super) fn of(build: &Build, graph: &Graph<'_>, mode: Mode) -> Self {
        let mut args = frontend_attributes(build);
        let path = build.options.raw.get("filename");
        let config_source = Object::default().text("path", path.map_or("", String::as_str));
        let before = args.len();
        if mode == Mode::Min {
            args.retain(|key, _| !key.starts_with("build-arg:") && !key.starts_with("label:"));
        }
        let mut request = Self {
            is_scrubbed: args.len() < before,
            args,
            config_source: config_source.into(),
            secrets: BTreeMap::new(),
            ssh: BTreeMap::new(),
        };
        if mode == Mode::Max {
            request.read_mounts(graph);
        }
        request
    }

    fn read_mounts(&mut self, graph: &Graph<'_>) {
        let note = |list: &mut BTreeMap<String, bool>, id: &str, optional: bool| {
            let known = list.entry(id.to_owned()).or_insert(optional);
            *known &= optional;
        };
        for vertex in graph.vertices() {
            let Op::Exec(op) = &vertex.op else {
                continue;
            };
            for mount in &op.mounts {
                match &mount.kind {
                    MountKind::Secret(secret) => {
                        note(&mut self.secrets, &secret.id, secret.optional)
                    }
                    MountKind::Ssh(ssh) => note(&mut self.ssh, &ssh.id, ssh.optional),
                    _ => {}
                }
            }
            for secret in &op.secret_env {
                note(&mut self.secrets, &secret.id, secret.optional);
            }
        }
    }

    /// Whether nothing of it was left out.
    pub(super) fn is_complete(&self) -> bool {
        !self.is_scrubbed
    }

    /// `externalParameters`: the request, and once more as the root of all requests.
    pub(super) fn external_parameters(&self) -> Value {
        let listed = |list: &BTreeMap<String, bool>| {
            let entries = list.iter().map(|(id, optional)| {
                Object::default()
                    .always("id", id.as_str())
                    .flag("optional", *optional)
            });
            entries.map(Value::from).collect::<Vec<_>>()
        };
        let args = Some(&self.args).filter(|args| !args.is_empty()).cloned();
        let root = Object::default().some("args", args.clone());
        let request = Object::default()
            .always("frontend", "dockerfile.v0")
            .some("args", args)
            .list("secrets", listed(&self.secrets))
            .list("ssh", listed(&self.ssh))
            .always(
                "locals",
                json!([{ "name": "context" }, { "name": "dockerfile" }]),
            )
            .always(
                "root",
                json!({ "configSource": self.config_source, "request": Value::from(root) }),
            )
            .always("compatibilityVersion", COMPATIBILITY_VERSION);
        json!({ "configSource": self.config_source, "request": Value::from(request) })
    }
}

/// The frontend's attributes without those of the host (`FilterArgs`).
fn frontend_attributes(build: &Build) -> Map<String, Value> {
    let options = &build.options;
    let mut args: BTreeMap<String, String> = options
        .raw
        .iter()
        .filter(|(key, _)| !matches!(key.as_str(), "filename" | "platform"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let mut put = |key: String, value: &str| args.insert(key, value.to_owned());
    for (name, value) in &options.build_args {
        put(format!("build-arg:{name}"), value);
    }
    for (name, value) in &options.labels {
        put(format!("label:{name}"), value);
    }
    for (name, source) in &options.contexts {
        put(format!("context:{name}"), &redact_credentials(source));
    }
    if !options.target.is_empty() {
        put("target".to_owned(), &options.target);
    }
    match &options.no_cache {
        NoCache::Off => {}
        NoCache::All => {
            put("no-cache".to_owned(), "");
        }
        NoCache::Stages(stages) => {
            put("no-cache".to_owned(), &stages.join(","));
        }
    }
    args.into_iter()
        .map(|(key, value)| (key, value.into()))
        .collect()
}

/// An address as `urlutil.RedactCredentials` leaves it.
pub(super) fn redact_credentials(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else {
        return address.to_owned();
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest.get(..end).and_then(|authority| authority.rfind('@')) {
        Some(at) => format!(
            "{scheme}://xxxxx:xxxxx@{}",
            rest.get(at + 1..).unwrap_or_default()
        ),
        None => address.to_owned(),
    }
}
