//! Contexts that are folders of the client: only the paths wanted of them are sent.

use std::collections::{BTreeMap, BTreeSet};

use super::super::state::State;
use super::Loaded;
use crate::graph::{Builder, Edge, Op, SourceOp, Vertex};

/// A folder of the client, of which only some paths may be wanted.
#[derive(Debug, Clone)]
pub(in super::super) struct LocalContext {
    pub(in super::super) place: Edge,
    name: String,
    folder: String,
}

/// Keeps a place in the graph for a folder.
pub(super) fn load(builder: &mut Builder, name: &str, folder: &str) -> Loaded {
    let place = builder.reserve();
    let local = LocalContext {
        place,
        name: name.to_owned(),
        folder: folder.to_owned(),
    };
    Loaded {
        state: State::of(Some(place), None),
        image: None,
        local: Some(local),
    }
}

impl LocalContext {
    /// The vertex, once it is known which paths are wanted.
    pub(in super::super) fn vertex(&self, paths: &BTreeSet<String>) -> Vertex {
        let mut attrs = BTreeMap::new();
        if let Some(list) = follow_paths(paths) {
            attrs.insert("local.followpaths".to_owned(), list);
        }
        attrs.insert(
            "local.sharedkeyhint".to_owned(),
            format!("context:{}-", self.name),
        );
        let op = SourceOp {
            identifier: format!("local://{}", self.folder),
            attrs,
        };
        Vertex {
            name: format!("[context {}] load from client", self.name),
            ..Vertex::new(Op::Source(op))
        }
    }
}

/// The JSON list of `local.followpaths`; `None` when the whole context is wanted (`normalizeContextPaths`).
pub(in super::super) fn follow_paths(paths: &BTreeSet<String>) -> Option<String> {
    if paths.is_empty() || paths.contains("/") {
        return None;
    }
    let relative: BTreeSet<&str> = paths.iter().map(|p| p.trim_start_matches('/')).collect();
    Some(json_list(relative.into_iter()))
}

/// A list as Go's `encoding/json` writes it.
pub(in super::super) fn json_list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = items.map(json_string).collect();
    format!("[{}]", quoted.join(","))
}

fn json_string(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                _ = write!(out, "\\u{:04x}", u32::from(c))
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_wanted_of_a_context() {
        let paths = |list: &[&str]| follow_paths(&list.iter().map(|&p| p.to_owned()).collect());
        assert_eq!(
            paths(&["/src", "/a<b"]),
            Some(r#"["a\u003cb","src"]"#.to_owned())
        );
        assert_eq!(paths(&["/src", "/"]), None);
        assert_eq!(paths(&[]), None);
    }
}
