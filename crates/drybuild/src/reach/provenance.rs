//! What the SLSA provenance holds in its two modes: the documents themselves are searched.

use serde_json::Value;

use super::{Build, Found, Link, Place, Sink, chain};
use crate::Span;
use crate::attestation::{Mode, Predicate, ProvenanceSettings, predicate};
use crate::base64;
use crate::graph::VertexId;

/// The texts of a build's provenance in both modes; empty when nothing was built.
#[derive(Debug, Default)]
pub(super) struct Documents {
    min: Vec<Text>,
    max: Vec<Text>,
}

/// A text of a document.
#[derive(Debug, PartialEq, Eq)]
struct Text {
    /// `externalParameters/request/args/build-arg:TOKEN`.
    json_path: String,
    text: String,
    /// The step that it describes.
    vertex: Option<VertexId>,
}

/// A field of the attestation that holds the secret.
pub(super) struct Held {
    pub(super) json_path: String,
    pub(super) span: Option<Span>,
    pub(super) links: Vec<Link>,
}

pub(super) fn find(build: &Build, documents: &Documents, found: &mut Found) {
    for held in documents.maximum(build, found) {
        found.certain(Sink::ProvenanceMax, held.place(), held.links);
    }
    for held in held(build, &documents.min, found) {
        found.certain(Sink::ProvenanceMin, held.place(), held.links);
    }
}

impl Documents {
    pub(super) fn of(build: &Build) -> Self {
        let mut documents = Self::default();
        for (mode, texts) in [
            (Mode::Min, &mut documents.min),
            (Mode::Max, &mut documents.max),
        ] {
            let settings = ProvenanceSettings {
                mode,
                ..ProvenanceSettings::default()
            };
            for image in build.built_images() {
                let predicate = predicate(build, image, &settings);
                collect(&predicate.json, "", &predicate, texts);
            }
            if build.is_built() {
                let names = build.options.tags.iter().map(|tag| Text {
                    json_path: "/subject/0/name".to_owned(),
                    text: tag.clone(),
                    vertex: None,
                });
                texts.extend(names);
            }
        }
        documents
    }

    /// Where mode max holds a secret, which is also what the builder stores.
    pub(super) fn maximum(&self, build: &Build, found: &Found) -> Vec<Held> {
        held(build, &self.max, found)
    }
}

fn collect(value: &Value, path: &str, predicate: &Predicate, texts: &mut Vec<Text>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                // The root of all requests repeats the request.
                if !path.ends_with("/request") || key != "root" {
                    collect(value, &format!("{path}/{key}"), predicate, texts);
                }
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                collect(value, &format!("{path}/{index}"), predicate, texts);
            }
        }
        Value::String(text) => {
            let bytes = path
                .ends_with("/data")
                .then(|| base64::decode(text))
                .flatten();
            let json_path = path
                .trim_start_matches("/buildDefinition/")
                .trim_start_matches("/runDetails/metadata/");
            texts.push(Text {
                json_path: json_path.to_owned(),
                text: bytes.map_or_else(
                    || text.clone(),
                    |bytes| String::from_utf8_lossy(&bytes).into_owned(),
                ),
                vertex: step(json_path).and_then(|step| predicate.steps.get(step).copied()),
            });
        }
        _ => {}
    }
}

/// The number of the step that a field describes.
fn step(json_path: &str) -> Option<usize> {
    let rest = json_path.strip_prefix("internalParameters/buildConfig/llbDefinition/")?;
    rest.split('/').next()?.parse().ok()
}

/// The fields that hold a secret; of the graph's the first, which stands for all: they are read at the same place.
fn held(build: &Build, texts: &[Text], found: &Found) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    let mut is_in_graph = false;
    for text in texts.iter().filter(|text| found.is_in(build, &text.text)) {
        let is_known = held.iter().any(|held| held.json_path == text.json_path);
        if is_known || (text.vertex.is_some() && is_in_graph) {
            continue;
        }
        is_in_graph |= text.vertex.is_some();
        held.push(text.held(build, found));
    }
    held
}

impl Text {
    fn held(&self, build: &Build, found: &Found) -> Held {
        let vertex = self.vertex.and_then(|id| build.definition.vertex(id));
        let (span, links) = if let Some(vertex) = vertex {
            let mut links = chain::to_instruction(build, found.secret, vertex.span);
            let text = "provenance with mode=max describes every step of the build";
            links.push(chain::link(text.to_owned(), vertex.span));
            (vertex.span, links)
        } else if self.json_path.ends_with("/source/infos/0/data") {
            let span = build.first_line_with(found.secret);
            let text = "provenance with mode=max embeds the whole Dockerfile in base64, comments and unused stages included";
            let links = vec![
                chain::link("the Dockerfile holds the value itself".to_owned(), span),
                chain::link(text.to_owned(), None),
            ];
            (span, links)
        } else if self.json_path.starts_with("resolvedDependencies/") {
            let mut links = chain::to_instruction(build, found.secret, None);
            let text = "provenance lists where everything came from, without user and password";
            links.push(chain::link(text.to_owned(), None));
            (None, links)
        } else {
            let links = vec![
                chain::link(
                    format!("`{}` of the command holds the value", flag(&self.json_path)),
                    None,
                ),
                chain::link(
                    "provenance keeps what the client asked for".to_owned(),
                    None,
                ),
            ];
            (None, links)
        };
        Held {
            json_path: self.json_path.clone(),
            span,
            links,
        }
    }
}

/// The flag that a field of the request comes from.
fn flag(json_path: &str) -> String {
    if json_path.starts_with("/subject/") {
        return "--tag".to_owned();
    }
    if json_path.contains("/request/secrets/") {
        return "--secret id".to_owned();
    }
    if json_path.contains("/request/ssh/") {
        return "--ssh".to_owned();
    }
    let argument = json_path.split_once("/request/args/");
    match argument.and_then(|(_, argument)| argument.split_once(':')) {
        Some(("build-arg", name)) => format!("--build-arg {name}"),
        Some(("context", name)) => format!("--build-context {name}"),
        Some(("label", _)) => "--label".to_owned(),
        _ => format!("--{}", json_path.rsplit('/').next().unwrap_or_default()),
    }
}

impl Held {
    fn place(&self) -> Place {
        Place {
            text: field_in_words(&self.json_path),
            json_path: Some(self.json_path.clone()),
            span: self.span,
            ..Place::default()
        }
    }
}

/// A field of the attestation as people call it; its path where it has no such name.
fn field_in_words(json_path: &str) -> String {
    let last = json_path.rsplit('/').next().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit());
    let last = if is_number {
        json_path.rsplit('/').nth(1).unwrap_or_default()
    } else {
        last
    };
    if let Some((_, argument)) = json_path.split_once("/request/args/") {
        match argument.split_once(':') {
            Some(("build-arg", name)) => format!("build argument {name}"),
            Some((kind, name)) => format!("{kind} {name}"),
            None => argument.to_owned(),
        }
    } else if json_path.contains("/llbDefinition/") {
        format!("graph of the build, {last} of a step")
    } else if json_path.ends_with("/source/infos/0/data") {
        "text of the Dockerfile".to_owned()
    } else {
        json_path.trim_start_matches('/').to_owned()
    }
}
