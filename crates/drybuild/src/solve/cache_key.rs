//! Cache keys: what a vertex is known by on a builder.
//!
//! Follows `CacheMap` of `solver/llbsolver/ops/{exec,file}.go`: definitions by their text, sources of copies and
//! read-only binds by content. Secret values, names and proxies are not part of it.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::{Client, Solution};
use crate::filesystem::{Content, FileSystem, InodeId, Kind};
use crate::graph::{ActionInput, ActionKind, CacheSharing, ExecOp, FileOp, MountKind, Op, Vertex};

/// What a vertex's result is kept under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CacheKey(u64);

/// The key of a vertex whose inputs are solved.
pub(super) fn of(
    vertex: &Vertex,
    keys: &[CacheKey],
    solution: &Solution,
    client: &Client<'_>,
) -> CacheKey {
    let mut hasher = DefaultHasher::new();
    vertex.platform.hash(&mut hasher);
    let content = match &vertex.op {
        Op::Source(source) => {
            source.identifier.hash(&mut hasher);
            if source.identifier.starts_with("local://") {
                // Its users look at the content: the definition is the same whatever is in it.
                tree(
                    &super::source::files(source, client),
                    InodeId::ROOT,
                    &mut hasher,
                );
            }
            Vec::new()
        }
        Op::File(op) => file(op, &mut hasher),
        Op::Exec(op) => exec(op, &mut hasher),
        op => {
            format!("{op:?}").hash(&mut hasher);
            Vec::new()
        }
    };
    for (index, edge) in vertex.inputs.iter().enumerate() {
        edge.output.hash(&mut hasher);
        if content.contains(&index) {
            let files = solution.files(*edge).cloned().unwrap_or_default();
            for path in selected(&vertex.op, index) {
                selection(&files, &path, &mut hasher);
            }
        } else if let Some(key) = keys.get(edge.vertex.0) {
            key.hash(&mut hasher);
        }
    }
    CacheKey(hasher.finish())
}

/// Inputs of which only the content counts.
fn file(op: &FileOp, hasher: &mut DefaultHasher) -> Vec<usize> {
    format!("{:?}", op.actions).hash(hasher);
    let mut sources = Vec::new();
    for action in &op.actions {
        if let (ActionKind::Copy(_), ActionInput::Input(source)) =
            (&action.kind, action.secondary_input)
        {
            sources.push(source);
        }
    }
    let is_base = |input: &usize| {
        op.actions
            .iter()
            .any(|action| action.input == ActionInput::Input(*input))
    };
    sources.retain(|source| !is_base(source));
    sources
}

fn exec(op: &ExecOp, hasher: &mut DefaultHasher) -> Vec<usize> {
    (&op.args, &op.env, &op.cwd, &op.user, &op.hostname).hash(hasher);
    format!("{:?} {:?} {:?}", op.network, op.security, op.secret_env).hash(hasher);
    let mut sources = Vec::new();
    for mount in &op.mounts {
        (&mount.dest, mount.input, mount.output, mount.readonly).hash(hasher);
        match &mount.kind {
            MountKind::Cache(cache) => {
                // An id of one's own, and any sharing but the default, is cleared (`checkShouldClearCacheOpts`).
                let is_default =
                    cache.id.trim_start_matches('/') == mount.dest.trim_start_matches('/');
                if is_default && cache.sharing == CacheSharing::Shared {
                    cache.id.hash(hasher);
                }
            }
            kind => format!("{kind:?}").hash(hasher),
        }
        if let Some(input) = mount.input
            && mount.dest != "/"
            && (mount.readonly || mount.output.is_none())
        {
            sources.push(input);
        } else {
            mount.selector.hash(hasher);
        }
    }
    sources
}

/// The paths of an input that an operation reads.
fn selected(op: &Op, input: usize) -> Vec<String> {
    match op {
        Op::File(op) => {
            let mut paths = Vec::new();
            for action in &op.actions {
                if let (ActionKind::Copy(copy), ActionInput::Input(source)) =
                    (&action.kind, action.secondary_input)
                    && source == input
                {
                    paths.push(copy.src.clone());
                }
            }
            paths
        }
        Op::Exec(op) => {
            let mounts = op.mounts.iter().filter(|mount| mount.input == Some(input));
            mounts.map(|mount| mount.selector.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// Content of a path, or of the folder of a pattern's first wildcard.
fn selection(files: &FileSystem, path: &str, hasher: &mut DefaultHasher) {
    let plain = path.split(['*', '?', '[']).next().unwrap_or_default();
    if plain.len() < path.len() {
        for found in super::copy::expand(files, path) {
            found.hash(hasher);
            if let Some(id) = files.lookup(&found) {
                tree(files, id, hasher);
            }
        }
    } else if let Some(id) = super::copy::resolve(files, path, crate::filesystem::Follow::Yes) {
        tree(files, id, hasher);
    }
}

/// Names, types, modes, owners and bytes; no times.
fn tree(files: &FileSystem, id: InodeId, hasher: &mut DefaultHasher) {
    let Some(inode) = files.get(id) else {
        return;
    };
    (inode.mode, inode.owner.uid, inode.owner.gid).hash(hasher);
    match &inode.kind {
        Kind::File(Content::Bytes(bytes)) => bytes.data().hash(hasher),
        Kind::Symlink(target) => target.data().hash(hasher),
        Kind::Directory(entries) => {
            for (name, entry) in entries {
                name.hash(hasher);
                tree(files, entry.inode, hasher);
            }
        }
        other => format!("{other:?}").hash(hasher),
    }
}
