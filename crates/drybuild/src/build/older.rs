//! Failures of steps as BuildKit 0.8, the one in Docker 20.10, words them.

use dockerfile::Version;

use crate::filesystem::Owner;
use crate::graph::{
    ActionInput, ActionKind, CopyAction, Definition, FileOp, Mount, MountKind, Op, Vertex,
};
use crate::legacy::run::{add_touched, touched};
use crate::options::SecretOption;
use crate::solve::{Failure, Solution};

/// Layers as BuildKit 0.8 left them: the folders that were made for mounts stayed, and so did those in which a name came
/// and went.
pub(super) fn keep_mount_points(
    version: Version,
    definition: &Definition,
    solution: &mut Solution,
    secrets: &[SecretOption],
) {
    if version.suggests() {
        return;
    }
    for (index, vertex) in definition.vertices.iter().enumerate() {
        let Op::Exec(op) = &vertex.op else {
            continue;
        };
        let lower = vertex
            .root_input()
            .and_then(|edge| solution.files(edge))
            .cloned();
        let lower = lower.unwrap_or_default();
        let made: Vec<String> = op
            .mounts
            .iter()
            .filter_map(|mount| made_folder(vertex, mount, solution, secrets))
            .collect();
        let Some(Some(solved)) = solution.vertices.get_mut(index) else {
            continue;
        };
        let Some(upper) = solved.outputs.first().cloned() else {
            continue;
        };
        let mut kept = upper.clone();
        let mut folders = touched(&lower, &upper);
        for folder in made {
            if kept.lookup(&folder).is_none() {
                let _made = kept.make_dir(&folder, 0o755, Owner::default());
                folders.push(folder);
            }
        }
        let mut changes = solved.changes.to_vec();
        add_touched(&mut changes, folders, &kept);
        solved.changes = changes.into();
    }
}

/// The folder that a mount needs: itself, or the one that its file is in.
fn made_folder(
    vertex: &Vertex,
    mount: &Mount,
    solution: &Solution,
    secrets: &[SecretOption],
) -> Option<String> {
    if let MountKind::Secret(secret) = &mount.kind
        && !secrets
            .iter()
            .any(|given| given.id == secret.id && given.value.is_some())
    {
        return None;
    }
    let dest = mount.dest.trim_matches('/');
    let is_file = match mount.kind {
        MountKind::Secret(_) | MountKind::Ssh(_) => true,
        _ => {
            let edge = mount.input.and_then(|input| vertex.inputs.get(input));
            let source = edge.and_then(|edge| solution.files(*edge));
            let inode = source.and_then(|files| files.get(files.lookup(&mount.selector)?));
            inode.is_some_and(|inode| !inode.is_dir())
        }
    };
    let folder = if is_file {
        dest.rsplit_once('/').map_or("", |(folder, _)| folder)
    } else {
        dest
    };
    (!folder.is_empty()).then(|| folder.to_owned())
}

/// Where the daemon works on a layer, as far as it is the same everywhere.
const MERGED: &str = "<data-root>/overlay2/<layer>/merged";

/// The text of a failure in the words of a version.
pub(super) fn failure_text(version: Version, definition: &Definition, failure: &Failure) -> String {
    let message = &failure.message;
    if version.suggests() {
        return message.clone();
    }
    let older = definition
        .vertex(failure.vertex)
        .and_then(|vertex| match &vertex.op {
            Op::Exec(op) => {
                if let Some((_, why)) = message.split_once("did not complete successfully: ") {
                    let why = why.strip_prefix("runc run failed: ").unwrap_or(why);
                    return Some(format!(
                        "executor failed running [{}]: {why}",
                        op.args.join(" ")
                    ));
                }
                let secret = message
                    .strip_prefix("secret ")?
                    .strip_suffix(": not found")?;
                Some(format!("secret {secret} not found: not found"))
            }
            Op::File(op) => copy_text(definition, vertex, op, message),
            _ => None,
        });
    older.unwrap_or_else(|| message.clone())
}

fn copy_text(
    definition: &Definition,
    vertex: &Vertex,
    op: &FileOp,
    message: &str,
) -> Option<String> {
    if let Some(path) = message
        .strip_prefix("failed to compute cache key: failed to calculate checksum of ref <ref>: \"")
        .and_then(|rest| rest.strip_suffix("\": not found"))
    {
        // A stage was not looked into before the copy.
        let is_local = sources(op).any(|(_, input)| is_context(definition, vertex, input));
        return Some(if is_local {
            format!("failed to compute cache key: \"{path}\" not found: not found")
        } else {
            format!("lstat {MERGED}{path}: no such file or directory")
        });
    }
    let name = message
        .strip_prefix("cannot replace to directory ")?
        .strip_suffix(" with file")?;
    let (copy, _) = sources(op).next()?;
    let dest = copy.dest.trim_end_matches('/');
    let path = if dest.rsplit('/').next() == Some(name) {
        dest.to_owned()
    } else {
        format!("{dest}/{name}")
    };
    Some(format!(
        "cannot replace to directory {MERGED}{path} with file"
    ))
}

/// The copies and what they read, by its place among the inputs; `None` for nothing.
fn sources(op: &FileOp) -> impl Iterator<Item = (&CopyAction, Option<usize>)> {
    op.actions
        .iter()
        .filter_map(|action| match (&action.kind, action.secondary_input) {
            (ActionKind::Copy(copy), ActionInput::Input(input)) => {
                Some((copy.as_ref(), Some(input)))
            }
            (ActionKind::Copy(copy), _) => Some((copy.as_ref(), None)),
            _ => None,
        })
}

fn is_context(definition: &Definition, vertex: &Vertex, input: Option<usize>) -> bool {
    let edge = input.and_then(|input| vertex.inputs.get(input));
    let source = edge.and_then(|edge| definition.vertex(edge.vertex));
    source.is_some_and(
        |source| matches!(&source.op, Op::Source(op) if op.identifier.starts_with("local://")),
    )
}
