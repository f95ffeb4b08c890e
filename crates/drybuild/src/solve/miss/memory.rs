//! What a builder has seen, as far as it takes to say why something is not found.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::filesystem::FileSystem;
use crate::graph::Vertex;
use crate::solve::cache::keys::KeyId;
use crate::solve::cache::map::KeyHasher;

/// The vertices that were run.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Memory {
    operations: BTreeMap<u64, Seen>,
    commands: BTreeMap<u64, Rc<Vertex>>,
    places: BTreeMap<u64, Rc<Vertex>>,
}

/// What an operation was done to the last time.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Seen {
    /// What inputs held.
    pub(in super::super) inputs: Vec<Option<FileSystem>>,
    /// The keys of inputs.
    pub(in super::super) keys: Vec<Vec<KeyId>>,
}

impl Memory {
    pub(super) fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }

    pub(super) fn operation(&self, digest: u64) -> Option<&Seen> {
        self.operations.get(&digest)
    }

    /// The last vertex with the same instruction.
    pub(super) fn command(&self, vertex: &Vertex) -> Option<&Vertex> {
        self.commands.get(&command(vertex)).map(Rc::as_ref)
    }

    /// The last vertex at the same place of the same stage.
    pub(super) fn place(&self, vertex: &Vertex) -> Option<&Vertex> {
        self.places.get(&place(vertex)).map(Rc::as_ref)
    }

    pub(in super::super) fn remember(&mut self, digest: u64, vertex: &Vertex, seen: Seen) {
        self.operations.insert(digest, seen);
        let vertex = Rc::new(vertex.clone());
        self.commands.insert(command(&vertex), Rc::clone(&vertex));
        self.places.insert(place(&vertex), vertex);
    }

    /// One that was found is the last at its place as well.
    pub(in super::super) fn find_again(&mut self, digest: u64, seen: Seen) {
        self.operations.insert(digest, seen);
    }
}

/// The text of the instruction: as BuildKit describes it, or else the name of the step without its number.
pub(super) fn text(vertex: &Vertex) -> &str {
    if !vertex.command.is_empty() {
        return &vertex.command;
    }
    let numbered = vertex
        .name
        .strip_prefix('[')
        .and_then(|name| name.split_once("] "));
    numbered.map_or(vertex.name.as_str(), |(_, text)| text)
}

fn command(vertex: &Vertex) -> u64 {
    let mut hasher = KeyHasher::default();
    hasher.add(text(vertex));
    hasher.finish()
}

fn place(vertex: &Vertex) -> u64 {
    let mut hasher = KeyHasher::default();
    hasher.add(&vertex.platform);
    hasher.add((&vertex.stage, vertex.step));
    hasher.finish()
}
