//! What the build was made from: images, repositories and files by their addresses.

use serde_json::{Value, json};

use super::super::UNKNOWN;
use super::graph::Graph;
use super::request::redact_credentials;
use crate::graph::{Op, SourceOp};
use crate::platform::Platform;
use crate::reference::Reference;

/// In BuildKit's order: images, then repositories, then files of other addresses (`slsaMaterials`).
pub(super) fn resolved(graph: &Graph<'_>) -> Vec<Value> {
    let mut images = Vec::new();
    let mut repositories = Vec::new();
    let mut files = Vec::new();
    for vertex in graph.vertices() {
        let Op::Source(source) = &vertex.op else {
            continue;
        };
        let (list, uri, digest) = match source.identifier.split_once("://") {
            Some((scheme @ ("docker-image" | "oci-layout"), name)) => {
                let kind = if scheme == "docker-image" {
                    "docker"
                } else {
                    "oci"
                };
                let uri = package_url(kind, name, vertex.platform.as_ref());
                (&mut images, uri, json!({ "sha256": pinned(name) }))
            }
            Some(("git", rest)) => {
                let uri = repository(source, rest);
                (&mut repositories, uri, json!({ "sha1": UNKNOWN }))
            }
            Some(("http" | "https", _)) => {
                let uri = redact_credentials(&source.identifier);
                (&mut files, uri, json!({ "sha256": UNKNOWN }))
            }
            _ => continue,
        };
        let entry = json!({ "uri": uri, "digest": digest });
        if !list.contains(&entry) {
            list.push(entry);
        }
    }
    images.sort_by_key(Value::to_string);
    repositories.sort_by_key(Value::to_string);
    files.sort_by_key(Value::to_string);
    images
        .into_iter()
        .chain(repositories)
        .chain(files)
        .collect()
}

/// `pkg:docker/alpine@3.20?platform=linux%2Famd64` (`RefToPURL` of `util/purl`).
pub(in crate::attestation) fn package_url(
    kind: &str,
    name: &str,
    platform: Option<&Platform>,
) -> String {
    let Ok(reference) = Reference::parse(name).map(Reference::with_default_tag) else {
        return format!("pkg:{kind}/{name}");
    };
    let bare = Reference {
        tag: String::new(),
        digest: String::new(),
        ..reference.clone()
    };
    let mut url = format!("pkg:{kind}/{}", escaped(&bare.familiar(), "/"));
    if !reference.tag.is_empty() {
        url += &format!("@{}", escaped(&reference.tag, ""));
    }
    let digest = Some(&reference.digest).filter(|digest| !digest.is_empty());
    let digest = digest.map(|digest| format!("digest={}", escaped(digest, ":")));
    let platform = platform.map(|one| format!("platform={}", escaped(&one.format(), "")));
    let qualifiers: Vec<String> = digest.into_iter().chain(platform).collect();
    if !qualifiers.is_empty() {
        url += &format!("?{}", qualifiers.join("&"));
    }
    url
}

/// The digest that an image's name holds.
fn pinned(name: &str) -> String {
    let digest = Reference::parse(name).map(|reference| reference.digest);
    let digest = digest.unwrap_or_default();
    let hex = digest.split_once(':').map(|(_, hex)| hex.to_owned());
    hex.unwrap_or_else(|| UNKNOWN.to_owned())
}

/// The address as written where it is known, else what the identifier says (`GitIdentifier.Capture`).
fn repository(source: &SourceOp, rest: &str) -> String {
    let (remote, reference) = rest.split_once('#').unwrap_or((rest, ""));
    let remote = source
        .attrs
        .get("git.fullurl")
        .map_or(remote, String::as_str);
    let remote = redact_credentials(remote);
    let reference = reference.split(':').next().unwrap_or_default();
    if reference.is_empty() {
        remote
    } else {
        format!("{remote}#{reference}")
    }
}

/// Percent-encoding of all but unreserved characters and those of `kept`.
fn escaped(text: &str, kept: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || "-._~".contains(c) || kept.contains(c) {
            out.push(c);
        } else {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                out += &format!("%{byte:02X}");
            }
        }
    }
    out
}
