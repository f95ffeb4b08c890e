//! What the SLSA provenance holds in its two modes (`solver/llbsolver/provenance.go`).

use super::{Build, Found, Link, Place, Sink, chain};
use crate::Span;
use crate::graph::{ActionKind, Op, Vertex};

pub(super) fn find(build: &Build, found: &mut Found) {
    if !build.is_built() {
        return;
    }
    for held in maximum(build, found) {
        found.certain(Sink::ProvenanceMax, held.place(), held.links);
    }
    for held in minimum(build, found) {
        found.certain(Sink::ProvenanceMin, held.place(), held.links);
    }
}

/// A field of the attestation that holds the secret.
pub(super) struct Held {
    pub(super) json_path: String,
    pub(super) span: Option<Span>,
    pub(super) links: Vec<Link>,
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

/// Mode max: the whole request, the whole graph and the Dockerfile's text.
pub(super) fn maximum(build: &Build, found: &Found) -> Vec<Held> {
    let mut held = request(build, found, true);
    // One vertex stands for all: they are read at the same place.
    held.extend(first_in_graph(build, found));
    if found.is_in(build, &build.dockerfile) {
        let span = build.first_line_with(found.secret);
        held.push(Held {
            json_path: "buildkit_metadata/source/infos/0/data".to_owned(),
            span,
            links: vec![
                chain::link("the Dockerfile holds the value itself".to_owned(), span),
                chain::link(
                    "provenance with mode=max embeds the whole Dockerfile in base64, comments and unused stages included".to_owned(),
                    None,
                ),
            ],
        });
    }
    held
}

fn first_in_graph(build: &Build, found: &Found) -> Option<Held> {
    let vertices = build.definition.vertices.iter().enumerate();
    let mut texts = vertices.flat_map(|(index, vertex)| {
        let texts = graph_texts(vertex).into_iter();
        texts.map(move |(path, text)| (index, vertex, path, text))
    });
    let (index, vertex, path, _) = texts.find(|(_, _, _, text)| found.is_in(build, text))?;
    let mut links = chain::to_instruction(build, found.secret, vertex.span);
    links.push(chain::link(
        "provenance with mode=max describes every step of the build".to_owned(),
        vertex.span,
    ));
    Some(Held {
        json_path: format!("internalParameters/buildConfig/llbDefinition/{index}/{path}"),
        span: vertex.span,
        links,
    })
}

/// Mode min: names, the target and where things came from; no build arguments, no labels, no graph.
fn minimum(build: &Build, found: &Found) -> Vec<Held> {
    let mut held = request(build, found, false);
    for vertex in &build.definition.vertices {
        let Op::Source(source) = &vertex.op else {
            continue;
        };
        let scheme = source.identifier.split("://").next().unwrap_or_default();
        if matches!(scheme, "local" | "oci-layout") {
            continue;
        }
        if found.is_in(build, &without_userinfo(&source.identifier)) {
            let mut links = chain::to_instruction(build, found.secret, vertex.span);
            links.push(chain::link(
                "provenance lists where everything came from, without user and password".to_owned(),
                vertex.span,
            ));
            held.push(Held {
                json_path: "resolvedDependencies/0/uri".to_owned(),
                span: vertex.span,
                links,
            });
        }
    }
    held
}

/// What the client asked for; mode min leaves `build-arg:*` and `label:*` out (`scrubMinRequest`).
fn request(build: &Build, found: &Found, is_max: bool) -> Vec<Held> {
    let options = &build.options;
    let mut held = Vec::new();
    let mut push = |path: String, text: &str, flag: String| {
        if found.is_in(build, text) {
            held.push(Held {
                json_path: path,
                span: None,
                links: vec![
                    chain::link(format!("`{flag}` of the command holds the value"), None),
                    chain::link(
                        "provenance keeps what the client asked for".to_owned(),
                        None,
                    ),
                ],
            });
        }
    };
    let args = "externalParameters/request/args";
    for tag in &options.tags {
        push("/subject/0/name".to_owned(), tag, "--tag".to_owned());
    }
    push(
        format!("{args}/target"),
        &options.target,
        "--target".to_owned(),
    );
    for (name, source) in &options.contexts {
        let shown = without_userinfo(source);
        push(
            format!("{args}/context:{name}"),
            &shown,
            format!("--build-context {name}"),
        );
    }
    if is_max {
        for (name, value) in &options.build_args {
            push(
                format!("{args}/build-arg:{name}"),
                value,
                format!("--build-arg {name}"),
            );
        }
        for (key, value) in &options.labels {
            let text = format!("{key}={value}");
            push(format!("{args}/label:{key}"), &text, "--label".to_owned());
        }
        for secret in &options.secrets {
            push(
                "externalParameters/request/secrets".to_owned(),
                &secret.id,
                "--secret id".to_owned(),
            );
        }
    }
    held
}

/// The texts of a vertex in the graph that mode max embeds.
pub(super) fn graph_texts(vertex: &Vertex) -> Vec<(&'static str, String)> {
    let mut texts = Vec::new();
    match &vertex.op {
        Op::Exec(op) => {
            texts.extend(
                op.args
                    .iter()
                    .map(|arg| ("op/Op/exec/meta/args", arg.clone())),
            );
            texts.extend(
                op.env
                    .iter()
                    .map(|env| ("op/Op/exec/meta/env", env.clone())),
            );
            texts.push(("op/Op/exec/meta/cwd", op.cwd.clone()));
            texts.push(("op/Op/exec/meta/user", op.user.clone()));
            texts.extend(
                op.mounts
                    .iter()
                    .map(|mount| ("op/Op/exec/mounts", format!("{mount:?}"))),
            );
            texts.extend(
                op.secret_env
                    .iter()
                    .map(|secret| ("op/Op/exec/secretenv", format!("{secret:?}"))),
            );
            if let Some(proxy) = &op.proxy_env {
                for value in [&proxy.http, &proxy.https, &proxy.ftp, &proxy.no, &proxy.all] {
                    texts.push(("op/Op/exec/meta/proxy_env", value.clone()));
                }
            }
        }
        Op::Source(source) => {
            texts.push(("op/Op/source/identifier", source.identifier.clone()));
            texts.extend(
                source
                    .attrs
                    .values()
                    .map(|value| ("op/Op/source/attrs", value.clone())),
            );
        }
        Op::File(op) => {
            for action in &op.actions {
                match &action.kind {
                    ActionKind::Copy(copy) => {
                        texts.push(("op/Op/file/actions/0/Action/copy/src", copy.src.clone()));
                        texts.push(("op/Op/file/actions/0/Action/copy/dest", copy.dest.clone()));
                    }
                    ActionKind::Mkdir(dir) => {
                        texts.push(("op/Op/file/actions/0/Action/mkdir/path", dir.path.clone()))
                    }
                    ActionKind::Mkfile(file) => {
                        texts.push(("op/Op/file/actions/0/Action/mkfile/path", file.path.clone()));
                        let data = String::from_utf8_lossy(&file.data).into_owned();
                        texts.push(("op/Op/file/actions/0/Action/mkfile/data", data));
                    }
                    ActionKind::Rm { path } => {
                        texts.push(("op/Op/file/actions/0/Action/rm/path", path.clone()))
                    }
                }
            }
        }
        Op::Merge(_) | Op::Diff { .. } => {}
    }
    texts
}

/// An address as `urlutil.RedactCredentials` leaves it.
fn without_userinfo(address: &str) -> String {
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
