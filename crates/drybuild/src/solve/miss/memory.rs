//! What a builder has seen, as far as it takes to say why something is not found.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::filesystem::FileSystem;
use crate::graph::{Definition, Vertex};
use crate::solve::cache::keys::KeyId;
use crate::solve::cache::map::KeyHasher;

/// The vertices that were run.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Memory {
    operations: BTreeMap<u64, Seen>,
    commands: BTreeMap<u64, Remembered>,
    places: BTreeMap<u64, Remembered>,
}

/// A vertex of a build.
#[derive(Debug, Clone)]
struct Remembered {
    definition: Rc<Definition>,
    index: usize,
}

impl Remembered {
    fn vertex(&self) -> Option<&Vertex> {
        self.definition.vertices.get(self.index)
    }
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
        self.commands.get(&command(vertex))?.vertex()
    }

    /// The last vertex at the same place of the same stage.
    pub(super) fn place(&self, vertex: &Vertex) -> Option<&Vertex> {
        self.places.get(&place(vertex))?.vertex()
    }

    pub(in super::super) fn remember(
        &mut self,
        digest: u64,
        definition: &Rc<Definition>,
        index: usize,
        seen: Seen,
    ) {
        self.operations.insert(digest, seen);
        let Some(vertex) = definition.vertices.get(index) else {
            return;
        };
        let remembered = Remembered {
            definition: Rc::clone(definition),
            index,
        };
        self.commands.insert(command(vertex), remembered.clone());
        self.places.insert(place(vertex), remembered);
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
