//! The image's layers and what each adds, changes and hides.

use crate::Span;
use crate::build::{Build, PlatformImage};
use crate::filesystem::{Change, ChangeKind, Content, Kind};
use crate::graph::VertexId;

use crate::labelled::SecretId;
use crate::reach;

/// One layer of the image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The history text of the instruction that made it.
    pub created_by: String,
    /// The instruction; `None` for a layer of the base.
    pub span: Option<Span>,
    /// Sum of the sizes of its files as far as they are known.
    pub size_bytes: u64,
    /// A step of this layer was not understood: it may hold more.
    pub may_hold_more: bool,
    /// In path order; empty for a layer of the base.
    pub entries: Vec<Entry>,
}

/// One path in a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Absolute.
    pub path: String,
    /// What is there.
    pub kind: EntryKind,
    /// Permission bits; 0 for a whiteout.
    pub mode: u32,
    /// The file's size where it is known; 0 for all else.
    pub size_bytes: u64,
    /// A later layer hides or replaces it.
    pub is_hidden: bool,
    /// The secrets whose value is in it.
    pub secrets: Vec<SecretId>,
}

/// What a layer holds at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file, also one more name of it.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Symlink,
    /// A pipe or device.
    Special,
    /// The mark that hides a path of a lower layer.
    Whiteout,
}

pub(super) fn of(build: &Build, image: &PlatformImage) -> Vec<Layer> {
    let base = image.base_layers.iter().map(|layer| Layer {
        created_by: layer.created_by.clone(),
        span: None,
        size_bytes: layer.size_bytes,
        may_hold_more: false,
        entries: Vec::new(),
    });
    let mut layers: Vec<Layer> = base.collect();
    let own: Vec<_> = image
        .config
        .history
        .iter()
        .filter_map(|entry| Some((entry, entry.vertex?)))
        .collect();
    for (index, (entry, vertex)) in own.iter().enumerate() {
        let later: Vec<VertexId> = own
            .iter()
            .skip(index + 1)
            .map(|(_, vertex)| *vertex)
            .collect();
        let solved = build.solution.vertex(*vertex);
        let run = solved.and_then(|solved| solved.run.as_ref());
        let entries = solved.map_or(&[][..], |solved| &solved.changes);
        layers.push(Layer {
            created_by: entry.created_by.clone(),
            span: entry.span,
            size_bytes: size_bytes(build, *vertex),
            may_hold_more: run.is_some_and(|run| !run.notes.is_empty()),
            entries: entries
                .iter()
                .map(|change| view(build, change, &later))
                .collect(),
        });
    }
    layers
}

/// Sum of the known sizes of the files in the layer of a vertex.
pub(crate) fn size_bytes(build: &Build, vertex: VertexId) -> u64 {
    let changes = build
        .solution
        .vertex(vertex)
        .map_or(&[][..], |solved| &solved.changes);
    changes.iter().map(file_size).sum()
}

fn file_size(change: &Change) -> u64 {
    match &change.kind {
        ChangeKind::Put(inode) => match &inode.kind {
            Kind::File(content) => content_size(content),
            _ => 0,
        },
        _ => 0,
    }
}

fn content_size(content: &Content) -> u64 {
    match content {
        Content::Bytes(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        other => other.size_bytes().unwrap_or_default(),
    }
}

fn view(build: &Build, change: &Change, later: &[VertexId]) -> Entry {
    let path = format!("/{}", change.path.text());
    let (kind, mode) = match &change.kind {
        ChangeKind::Put(inode) => {
            let kind = match &inode.kind {
                Kind::File(_) => EntryKind::File,
                Kind::Directory(_) => EntryKind::Directory,
                Kind::Symlink(_) => EntryKind::Symlink,
                Kind::Fifo | Kind::Device(_) => EntryKind::Special,
            };
            (kind, inode.mode)
        }
        ChangeKind::Hardlink { .. } => (EntryKind::File, 0),
        ChangeKind::Whiteout => (EntryKind::Whiteout, 0),
    };
    Entry {
        is_hidden: kind != EntryKind::Directory
            && later.iter().any(|id| reach::hides(build, *id, &path)),
        secrets: reach::in_change(build, change),
        path,
        kind,
        mode,
        size_bytes: file_size(change),
    }
}
