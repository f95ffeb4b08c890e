//! Sources: images, build contexts, URLs and repositories.

use super::cache::checksum::{self, Selector};
use super::cache::map::KeyHasher;
use super::cache::record::{Record, RecordId};
use super::{Builder, Client, Solved};
use crate::base_image::BaseImage;
use crate::filesystem::{Content, FileSystem, Owner};
use crate::graph::{Op, SourceOp, Vertex};
use crate::reference::Reference;

/// Whether a vertex is a folder of the client.
pub(super) fn is_local(op: &Op) -> bool {
    matches!(op, Op::Source(source) if source.identifier.starts_with("local://"))
}

/// What a source is known by: an image by its layers, all else by its address. `None` for a folder of the client, which
/// is known by what it holds alone.
pub(super) fn key(source: &SourceOp, vertex: &Vertex, client: &Client<'_>) -> Option<u64> {
    let mut hasher = KeyHasher::default();
    hasher.add("source");
    hasher.add(&vertex.platform);
    match image(source, client) {
        Some(image) if is_identified(&image) => hasher.add(&image.config.diff_ids),
        Some(image) => {
            hasher.add(&source.identifier);
            for layer in &image.layers {
                hasher.add((&layer.created_by, layer.size_bytes));
            }
            hasher.add(checksum::checksum(&image.files, &[Selector::path("/")]).ok());
        }
        None if source.identifier.starts_with("local://") => return None,
        None => hasher.add(source),
    }
    Some(hasher.finish())
}

/// Whether the digests of its layers are known.
fn is_identified(image: &BaseImage) -> bool {
    let ids = &image.config.diff_ids;
    !ids.is_empty() && ids.iter().all(|id| !id.is_empty())
}

fn image(source: &SourceOp, client: &Client<'_>) -> Option<BaseImage> {
    let (scheme, name) = source.identifier.split_once("://")?;
    let reference = Reference::parse(name).ok()?;
    matches!(scheme, "docker-image" | "oci-layout").then(|| client.images.find(&reference))
}

/// A record for each layer of an image that was pulled; the topmost is the result.
pub(super) fn pulled(
    source: &SourceOp,
    client: &Client<'_>,
    solved: &Solved,
    builder: &mut Builder,
) -> RecordId {
    let name = source
        .identifier
        .split_once("://")
        .map_or("", |(_, name)| name);
    let layers = image(source, client)
        .map(|image| image.layers)
        .unwrap_or_default();
    let mut parents = Vec::new();
    let of_layer = |size_bytes, blob: u64| Record {
        description: format!("pulled from {name}"),
        size_bytes,
        blob: Some(super::blob::digest(&format!("{name} {blob}"))),
        ..Record::default()
    };
    let (top, lower) = match layers.split_last() {
        Some((top, lower)) => (top.size_bytes, lower),
        None => (0, layers.as_slice()),
    };
    for (number, layer) in (0..).zip(lower) {
        let parent = builder.add(Record {
            parents,
            ..of_layer(layer.size_bytes, number)
        });
        parents = vec![parent];
    }
    builder.add(Record {
        parents,
        solved: Some(solved.clone()),
        ..of_layer(top, u64::MAX)
    })
}

pub(super) fn files(source: &SourceOp, client: &Client<'_>) -> FileSystem {
    let (scheme, rest) = source
        .identifier
        .split_once("://")
        .unwrap_or(("", &source.identifier));
    match scheme {
        "docker-image" | "oci-layout" => match Reference::parse(rest) {
            Ok(reference) => client.images.find(&reference).files,
            Err(_) => unknown(),
        },
        "local" => local(rest, source, client),
        "http" | "https" => {
            let name = source.attrs.get("http.filename");
            let name = name
                .cloned()
                .unwrap_or_else(|| last_component(rest).to_owned());
            let mut files = FileSystem::new();
            let content = Content::Unknown { size_bytes: None };
            let _written = files.write(&name, content, 0o600, Owner::default());
            files
        }
        _ => unknown(),
    }
}

/// Files that nobody described.
fn unknown() -> FileSystem {
    let mut files = FileSystem::new();
    files.incomplete = true;
    files
}

fn local(name: &str, source: &SourceOp, client: &Client<'_>) -> FileSystem {
    let Some(tree) = (match name {
        "context" => Some(client.context),
        other => client.contexts.get(other),
    }) else {
        return unknown();
    };
    let list = |key: &str| source.attrs.get(key).map(|text| json_strings(text));
    let exclude = list("local.excludepatterns").unwrap_or_default();
    let follow = list("local.followpaths");
    tree.transfer(&exclude, follow.as_deref(), |path, bytes| {
        let what = if name == "context" {
            format!("the build context holds it in `{path}`")
        } else {
            format!("the build context `{name}` holds it in `{path}`")
        };
        client.planted.label(bytes, 0, &what)
    })
}

fn last_component(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// The strings of a JSON list of strings.
fn json_strings(text: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut current: Option<String> = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (&mut current, c) {
            (None, '"') => current = Some(String::new()),
            (None, _) => {}
            (Some(_), '"') => strings.extend(current.take()),
            (Some(open), '\\') => match chars.next() {
                Some('n') => open.push('\n'),
                Some('t') => open.push('\t'),
                Some('r') => open.push('\r'),
                Some('u') => {
                    let digits: String = chars.by_ref().take(4).collect();
                    let code = u32::from_str_radix(&digits, 16).unwrap_or(0xfffd);
                    open.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                }
                Some(other) => open.push(other),
                None => {}
            },
            (Some(open), c) => open.push(c),
        }
    }
    strings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lists_as_the_frontend_writes_them() {
        assert_eq!(
            json_strings(r#"["a\u003cb","c \"d\""]"#),
            ["a<b", "c \"d\""]
        );
        assert!(json_strings("[]").is_empty());
    }
}
