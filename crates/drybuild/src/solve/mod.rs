//! Runs a definition on paper: sources become file systems, file operations and processes change them.
//!
//! In: a [`Definition`], what the [`Client`] has, and the [`Builder`]'s state. Out: for every vertex the file systems
//! that it makes and what its process printed; the builder's state after it. Vertices run in the order given, on a
//! builder that is never busy; nothing here knows of history or of sinks.

mod cache_key;
mod copy;
mod exec;
mod file;
mod glob;
mod mode;
mod mount;
mod owner;
mod planted;
mod source;
mod unpack;

use std::collections::BTreeMap;

use crate::base_image::Images;
use crate::context::ContextTree;
use crate::filesystem::{Change, FileSystem, diff};
use crate::graph::{Definition, Edge, Op, Vertex, VertexId};
use crate::options::BuildOptions;
use crate::shell::Outcome;

pub use cache_key::CacheKey;
pub(crate) use owner::account;
pub use planted::{Planted, Scripts};

/// What the client offers to the builder.
#[derive(Debug)]
pub struct Client<'a> {
    /// The build context.
    pub context: &'a ContextTree,
    /// Local folders of `--build-context`, by name.
    pub contexts: &'a BTreeMap<String, ContextTree>,
    /// The command line.
    pub options: &'a BuildOptions,
    /// The registry.
    pub images: &'a Images,
    /// The values to follow.
    pub planted: &'a Planted,
}

/// What a builder keeps between builds.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    /// Cache mounts by id.
    pub cache_mounts: BTreeMap<String, FileSystem>,
    /// Results of vertices.
    results: BTreeMap<CacheKey, Solved>,
}

/// What came of a definition.
#[derive(Debug, Clone, Default)]
pub struct Solution {
    /// One for each vertex; `None` for those that a failure kept from running.
    pub vertices: Vec<Option<Solved>>,
    /// Where the build stopped.
    pub failure: Option<Failure>,
}

/// The first vertex that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Which.
    pub vertex: VertexId,
    /// BuildKit's text, without `failed to solve: `.
    pub message: String,
}

/// What a vertex made.
#[derive(Debug, Clone, Default)]
pub struct Solved {
    /// Its outputs; the first is the root file system.
    pub outputs: Vec<FileSystem>,
    /// What the first output differs from its lower layer by; all of it where there is none.
    pub changes: Vec<Change>,
    /// What the process did, for `RUN`.
    pub run: Option<Outcome>,
    /// It was not run again.
    pub is_cached: bool,
}

impl Solution {
    /// The file system of an edge.
    #[must_use]
    pub fn files(&self, edge: Edge) -> Option<&FileSystem> {
        let solved = self.vertices.get(edge.vertex.0)?.as_ref()?;
        solved.outputs.get(edge.output)
    }

    /// What a vertex made.
    #[must_use]
    pub fn vertex(&self, id: VertexId) -> Option<&Solved> {
        self.vertices.get(id.0)?.as_ref()
    }
}

/// Solves every vertex, until one fails.
pub fn solve(definition: &Definition, client: &Client<'_>, builder: &mut Builder) -> Solution {
    let mut solution = Solution::default();
    let mut keys = Vec::new();
    for (index, vertex) in definition.vertices.iter().enumerate() {
        let id = VertexId(index);
        let key = cache_key::of(vertex, &keys, &solution, client);
        keys.push(key);
        let cached = builder.results.get(&key).filter(|_| !vertex.ignore_cache);
        if let Some(found) = cached {
            let is_cached = true;
            let found = found.clone();
            solution.vertices.push(Some(Solved { is_cached, ..found }));
            continue;
        }
        match run(vertex, id, &solution, client, builder) {
            Ok(solved) => {
                builder.results.insert(key, solved.clone());
                solution.vertices.push(Some(solved));
            }
            Err(failed) => {
                let Failed { message, run } = *failed;
                let left = run.map(|run| Solved {
                    run: Some(run),
                    ..Solved::default()
                });
                solution.vertices.push(left);
                solution.failure = Some(Failure {
                    vertex: id,
                    message,
                });
                break;
            }
        }
    }
    solution.vertices.resize(definition.vertices.len(), None);
    solution
}

/// Why a vertex failed, and what its process did until then.
struct Failed {
    message: String,
    run: Option<Outcome>,
}

impl From<String> for Box<Failed> {
    fn from(message: String) -> Self {
        Self::new(Failed { message, run: None })
    }
}

fn run(
    vertex: &Vertex,
    id: VertexId,
    solution: &Solution,
    client: &Client<'_>,
    builder: &mut Builder,
) -> Result<Solved, Box<Failed>> {
    let inputs = inputs(vertex, solution);
    let empty = FileSystem::new();
    match &vertex.op {
        Op::Source(source) => Ok(Solved {
            outputs: vec![source::files(source, client)],
            ..Solved::default()
        }),
        Op::File(op) => {
            let results = file::run(op, id, &inputs, client)?;
            let lower = op.actions.iter().find_map(|action| match action.input {
                crate::graph::ActionInput::Input(input) => inputs.get(input),
                _ => None,
            });
            Ok(made(lower.unwrap_or(&empty), results, None))
        }
        Op::Exec(op) => {
            let (outputs, outcome) = exec::run(op, id, vertex, &inputs, client, builder)?;
            let root = op.mounts.iter().find(|mount| mount.dest == "/");
            let lower = root.and_then(|mount| inputs.get(mount.input?));
            Ok(made(lower.unwrap_or(&empty), outputs, Some(outcome)))
        }
        Op::Merge(order) => {
            let mut merged = order
                .first()
                .and_then(|first| inputs.get(*first))
                .unwrap_or(&empty)
                .layer();
            let lower = merged.clone();
            for index in order.iter().skip(1) {
                if let Some(upper) = inputs.get(*index) {
                    copy::overlay(upper, &mut merged);
                }
            }
            let mut solved = made(&lower, vec![merged], None);
            // A linked layer is kept as it was made: with its folders, whatever lies below.
            if let Some(linked) = order.last().and_then(|last| inputs.get(*last)) {
                solved.changes = diff(&empty, linked);
            }
            Ok(solved)
        }
        Op::Diff { lower, upper } => {
            let find = |at: &Option<usize>| at.and_then(|at| inputs.get(at)).unwrap_or(&empty);
            Ok(made(find(lower), vec![find(upper).clone()], None))
        }
    }
}

fn made(lower: &FileSystem, outputs: Vec<FileSystem>, run: Option<Outcome>) -> Solved {
    let changes = outputs.first().map(|upper| diff(lower, upper));
    Solved {
        outputs,
        changes: changes.unwrap_or_default(),
        run,
        is_cached: false,
    }
}

fn inputs(vertex: &Vertex, solution: &Solution) -> Vec<FileSystem> {
    let files = |edge: &Edge| solution.files(*edge).cloned().unwrap_or_default();
    vertex.inputs.iter().map(files).collect()
}
