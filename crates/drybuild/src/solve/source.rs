//! Sources: images, build contexts, URLs and repositories.

use super::Client;
use crate::filesystem::{Content, FileSystem, Owner};
use crate::graph::SourceOp;
use crate::reference::Reference;

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
