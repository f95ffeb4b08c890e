//! Where the input holds a secret's value.

use super::{Build, SecretId};
use crate::context::{ContextEntry, ContextTree};

/// Each place in words, in the order: command, context, Dockerfile.
pub(super) fn find(build: &Build, secret: SecretId) -> Vec<String> {
    let holds = |text: &[u8]| build.planted.found_in(text).contains(&secret);
    let is_in = |text: &str| holds(text.as_bytes());
    let options = &build.options;
    let mut sources = Vec::new();
    for (name, value) in &options.build_args {
        if is_in(value) {
            sources.push(format!("build argument {name}"));
        }
    }
    for given in &options.secrets {
        if given.value.as_deref().is_some_and(holds) {
            sources.push(format!("secret {} that the command passes", given.id));
        }
    }
    for (flag, pairs) in [
        ("--label", &options.labels),
        ("--annotation", &options.annotations),
        ("--build-context", &options.contexts),
    ] {
        for (key, value) in pairs {
            if is_in(value) || is_in(key) {
                sources.push(format!("{flag} {}", if is_in(key) { "…" } else { key }));
            }
        }
    }
    if options.tags.iter().any(|tag| is_in(tag)) {
        sources.push("--tag".to_owned());
    }
    if is_in(&options.target) {
        sources.push("--target".to_owned());
    }
    tree(&build.context, "build context", &holds, &mut sources);
    for (name, context) in &build.contexts {
        tree(
            context,
            &format!("build context {name}"),
            &holds,
            &mut sources,
        );
    }
    for (index, line) in build.dockerfile.lines().enumerate() {
        if is_in(line) {
            sources.push(format!("Dockerfile, line {}", index + 1));
        }
    }
    sources
}

fn tree(
    context: &ContextTree,
    what: &str,
    holds: &impl Fn(&[u8]) -> bool,
    sources: &mut Vec<String>,
) {
    for (path, entry) in context.entries() {
        let in_content = match entry {
            ContextEntry::File { bytes, .. } => holds(bytes),
            ContextEntry::Symlink { target } => holds(target.as_bytes()),
            ContextEntry::Directory { .. } | ContextEntry::Unread { .. } => false,
        };
        if in_content {
            sources.push(format!("file {path} of the {what}"));
        } else if holds(path.as_bytes()) {
            sources.push(format!("name of a file of the {what}"));
        }
    }
}
