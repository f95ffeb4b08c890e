//! `COPY` and `ADD`: what BuildKit's copy does to the files that are there.
//!
//! Follows `docopy` of `solver/llbsolver/file/backend.go` and `Copy` of `fsutil/copy` at BuildKit 73ed6825.

mod copier;

use super::glob;
use crate::filesystem::{FileSystem, Follow, InodeId, Namespace, Owner};
use crate::graph::{CopyAction, Vertex};
use copier::Copier;

/// What a step of a copied value says.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    /// That of the vertex.
    pub(super) script: u32,
    /// Where the files are copied from.
    pub(super) from: Option<&'a Vertex>,
}

/// Copies what an action names.
///
/// `told` is for the steps of what is copied; `None` where nobody asked for the copy.
pub(super) fn copy(
    source: &FileSystem,
    target: &mut FileSystem,
    action: &CopyAction,
    owner: Option<Owner>,
    told: Option<Told<'_>>,
) -> Result<(), String> {
    for required in &action.required_paths {
        if resolve(source, required, Follow::Yes).is_none() && !source.incomplete {
            return Err(missing(required));
        }
    }
    let named = if action.allow_wildcard && glob::is_pattern(&action.src) {
        let found = expand(source, &action.src);
        if found.is_empty() && !action.allow_empty_wildcard {
            return Err(format!("{} not found", action.src));
        }
        found
    } else {
        vec![unescape(&action.src)]
    };
    let mut copier = Copier::new(source, target, action, owner, told);
    named.iter().try_for_each(|path| copier.one(path))
}

/// Lays all of `upper` over `lower`, as a merge does.
pub(super) fn overlay(upper: &FileSystem, lower: &mut FileSystem) {
    let action = CopyAction {
        src: "/".to_owned(),
        dest: "/".to_owned(),
        dir_copy_contents: true,
        create_dest_path: true,
        ..CopyAction::default()
    };
    // Where a file of one meets a folder of the other, what was there stays.
    let _copied = copy(upper, lower, &action, None, None);
}

/// Makes a directory and those above it, all with the same mode and owner; existing ones stay as they are.
pub(crate) fn make_dirs(
    files: &mut FileSystem,
    path: &str,
    mode: u32,
    owner: Owner,
) -> Result<(), String> {
    let mut made = String::new();
    for part in path
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
    {
        made.push('/');
        made.push_str(part);
        let exists = resolve(files, &made, Follow::Yes);
        match exists.and_then(|id| files.get(id)) {
            Some(inode) if inode.is_dir() => {}
            Some(_) => return Err(format!("mkdir {made}: not a directory")),
            None => {
                files
                    .make_dir(&made, mode, owner)
                    .map_err(|errno| format!("mkdir {made}: {}", errno.message().to_lowercase()))?;
            }
        }
    }
    Ok(())
}

/// BuildKit computes a content key of every source first, and that is where a missing one is found.
fn missing(path: &str) -> String {
    let path = path.trim_start_matches('/');
    format!(
        "failed to compute cache key: failed to calculate checksum of ref <ref>: \"/{path}\": not found"
    )
}

/// The inode at a path.
pub(super) fn resolve(files: &FileSystem, path: &str, follow: Follow) -> Option<InodeId> {
    let path = format!("/{path}");
    let found = Namespace::new(files.clone()).find(path.trim_end_matches("/.").as_bytes(), follow);
    found.ok().map(|node| node.inode)
}

/// The paths that a pattern fits (`ResolveWildcards`); a folder that fits is not searched.
pub(super) fn expand(source: &FileSystem, pattern: &str) -> Vec<String> {
    let pattern = pattern.trim_matches('/');
    let mut found = Vec::new();
    walk(source, InodeId::ROOT, "", pattern, &mut found);
    found
}

fn walk(
    source: &FileSystem,
    directory: InodeId,
    above: &str,
    pattern: &str,
    found: &mut Vec<String>,
) {
    let Some(inode) = source.get(directory) else {
        return;
    };
    for (name, entry) in inode.entries() {
        let name = String::from_utf8_lossy(name);
        let path = if above.is_empty() {
            name.into_owned()
        } else {
            format!("{above}/{name}")
        };
        if glob::matches(pattern, &path) {
            found.push(path);
        } else {
            walk(source, entry.inode, &path, pattern, found);
        }
    }
}

/// A source without wildcards may still escape characters.
fn unescape(path: &str) -> String {
    let mut out = String::new();
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => chars.next().unwrap_or('\\'),
            c => c,
        });
    }
    out
}
