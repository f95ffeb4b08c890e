//! File operations: each action on the result of an input or of an earlier action.

use super::{Client, copy, owner};
use crate::filesystem::{FileSystem, Follow, Kind, Namespace, Owner};
use crate::graph::{
    ActionInput, ActionKind, FileAction, FileOp, MkdirAction, MkfileAction, Vertex,
};

/// What the steps of a labelled value say about where it was.
pub(super) struct Scene<'a> {
    /// The vertex's own script.
    pub(super) script: u32,
    /// What the inputs come from, each in its place.
    pub(super) sources: Vec<Option<&'a Vertex>>,
}

/// The vertex's outputs in order.
pub(super) fn run(
    op: &FileOp,
    scene: &Scene<'_>,
    inputs: &[FileSystem],
    client: &Client<'_>,
) -> Result<Vec<FileSystem>, String> {
    let mut results: Vec<FileSystem> = Vec::new();
    let mut outputs: Vec<(usize, usize)> = Vec::new();
    for action in &op.actions {
        let files = apply(action, scene, inputs, &results, client)?;
        if let Some(output) = action.output {
            outputs.push((output, results.len()));
        }
        results.push(files);
    }
    outputs.sort_unstable();
    let pick = |(_, result): (usize, usize)| results.get(result).cloned().unwrap_or_default();
    Ok(outputs.into_iter().map(pick).collect())
}

fn apply(
    action: &FileAction,
    scene: &Scene<'_>,
    inputs: &[FileSystem],
    results: &[FileSystem],
    client: &Client<'_>,
) -> Result<FileSystem, String> {
    let find = |input: ActionInput| match input {
        ActionInput::Empty => FileSystem::new(),
        ActionInput::Input(index) => inputs.get(index).cloned().unwrap_or_default(),
        ActionInput::Action(index) => results.get(index).cloned().unwrap_or_default(),
    };
    let mut files = match action.input {
        // One vertex makes one layer: what an earlier action made is not a lower layer.
        ActionInput::Action(_) => find(action.input),
        _ => find(action.input).layer(),
    };
    match &action.kind {
        ActionKind::Copy(copied) => {
            let source = find(action.secondary_input);
            let owner = match &copied.owner {
                Some(owner) => Some(owner::resolve(owner, &find)?),
                None => None,
            };
            let from = match action.secondary_input {
                ActionInput::Input(index) => scene.sources.get(index).copied().flatten(),
                ActionInput::Action(_) | ActionInput::Empty => None,
            };
            let told = copy::Told {
                script: scene.script,
                from,
            };
            copy::copy(&source, &mut files, copied, owner, Some(told))?;
        }
        ActionKind::Mkdir(dir) => {
            let owner = match &dir.owner {
                Some(owner) => owner::resolve(owner, &find)?,
                None => Owner::default(),
            };
            mkdir(&mut files, dir, owner)?;
        }
        ActionKind::Mkfile(file) => mkfile(&mut files, file, scene.script, client)?,
        ActionKind::Rm { path } => files.remove(path),
    }
    Ok(files)
}

fn mkdir(files: &mut FileSystem, action: &MkdirAction, owner: Owner) -> Result<(), String> {
    if action.make_parents {
        copy::make_dirs(files, &action.path, action.mode, owner)
    } else if files.lookup(&action.path).is_some() {
        Ok(())
    } else {
        let made = files.make_dir(&action.path, action.mode, owner);
        made.map(|_| ())
            .map_err(|errno| format!("mkdir {}: {}", action.path, errno.message().to_lowercase()))
    }
}

fn mkfile(
    files: &mut FileSystem,
    action: &MkfileAction,
    script: u32,
    client: &Client<'_>,
) -> Result<(), String> {
    let text = "the inline document holds it";
    let content = client.planted.label(&action.data, script, text);
    // A file that exists keeps its inode, as writing to it does.
    let located = Namespace::new(files.clone()).locate(action.path.as_bytes(), Follow::Yes);
    if let Ok(located) = located
        && let Some(node) = located.node
        && files
            .get(node.inode)
            .is_some_and(|inode| matches!(inode.kind, Kind::File(_)))
    {
        files.set_content(node.inode, content.into());
        return Ok(());
    }
    let written = files.write(&action.path, content.into(), action.mode, Owner::default());
    written
        .map(|_| ())
        .map_err(|errno| format!("open {}: {}", action.path, errno.message().to_lowercase()))
}
