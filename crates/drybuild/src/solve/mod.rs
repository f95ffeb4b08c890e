//! Runs a definition on paper: sources become file systems, file operations and processes change them.
//!
//! In: a [`Definition`], what the [`Client`] has, and the [`Builder`]'s state. Out: for every vertex the file systems
//! that it makes and what its process printed; the builder's state after it. Vertices run in the order given, on a
//! builder that is never busy; nothing here knows of history or of sinks.

mod blob;
mod builder;
mod cache;
mod copy;
mod duration;
mod emulation;
mod evaluate;
mod exec;
mod file;
mod finish;
pub(crate) mod glob;
mod miss;
mod mode;
mod mount;
mod owner;
mod planted;
mod run;
mod source;
mod unpack;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::base_image::Images;
use crate::context::ContextTree;
use crate::filesystem::{Change, FileSystem};
use crate::graph::{Definition, Edge, VertexId};
use crate::machine::Machine;
use crate::options::BuildOptions;
use crate::shell::Outcome;
use evaluate::Evaluation;

pub use builder::Builder;
pub use cache::exported::{Blob, CacheLayer, CacheMode, CacheRecord, ExportedCache};
pub use cache::mounts::{CacheMountState, CacheMounts};
pub(crate) use cache::prune::identity;
pub use cache::prune::{Filter, Prune};
pub use cache::record::{Record, RecordId, RecordKind};
pub(crate) use copy::make_dirs;
pub use miss::{FileChange, Miss};
pub(crate) use owner::{account, entry as user_entry};
pub use planted::{Planted, Scripts};
pub(crate) use unpack::unpack;

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
    /// What the builder runs on.
    pub machine: &'a Machine,
    /// The values to follow.
    pub planted: &'a Planted,
}

/// What came of a definition.
#[derive(Debug, Clone, Default)]
pub struct Solution {
    /// One for each vertex; `None` for those that a failure kept from running, and for those whose result nothing needed.
    pub vertices: Vec<Option<Solved>>,
    /// How each vertex stands in the progress log.
    pub statuses: Vec<Status>,
    /// Why each vertex was run and not found in the cache; `None` for all others, and for a folder of the client.
    pub misses: Vec<Option<Miss>>,
    /// The record of each result on the builder.
    pub records: Vec<Option<RecordId>>,
    /// Where the build stopped.
    pub failure: Option<Failure>,
}

/// How a vertex ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Status {
    /// A failure kept it from running or from ending.
    #[default]
    NotRun,
    /// It was run.
    Done,
    /// `CACHED`: its result was there, or only its key, which was enough.
    Cached,
    /// It failed, and the build with it.
    Failed,
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
    pub changes: Rc<Vec<Change>>,
    /// What the process did, for `RUN`.
    pub run: Option<Rc<Outcome>>,
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

    /// How a vertex ended.
    #[must_use]
    pub fn status(&self, id: VertexId) -> Status {
        self.statuses.get(id.0).copied().unwrap_or_default()
    }

    /// Why a vertex was not found in the cache.
    #[must_use]
    pub fn miss(&self, id: VertexId) -> Option<&Miss> {
        self.misses.get(id.0)?.as_ref()
    }
}

/// Solves what the results need, as BuildKit does: a failure ends the build, and what runs beside it is lost.
pub fn solve(definition: &Rc<Definition>, client: &Client<'_>, builder: &mut Builder) -> Solution {
    solve_with(definition, client, builder, &Caches::default()).0
}

/// Caches that a build reads and writes.
#[derive(Debug, Clone, Default)]
pub struct Caches {
    /// Those that it reads.
    pub imports: Vec<Rc<ExportedCache>>,
    /// Those that it writes.
    pub exports: Vec<CacheMode>,
    /// What becomes of the results.
    pub output: Output,
}

/// What becomes of the results of a build.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Output {
    /// An image that is kept where the builder is: all of its layers are needed.
    #[default]
    Image,
    /// An image for a registry: layers that lie there are not fetched first.
    Push,
    /// Files, of which no image is made.
    Files,
    /// Nothing: they stay in the cache.
    None,
}

/// The same with caches of elsewhere; those asked for are written when the build has come to its end.
pub fn solve_with(
    definition: &Rc<Definition>,
    client: &Client<'_>,
    builder: &mut Builder,
    caches: &Caches,
) -> (Solution, Vec<ExportedCache>) {
    builder.begin();
    builder.clear_mounts(definition);
    for cache in &caches.imports {
        builder.import(cache);
    }
    let mut evaluation = Evaluation::new(definition, client, builder);
    evaluation.run();
    evaluation.output(caches.output);
    let exported = evaluation.export(&caches.exports);
    let seen = evaluation.seen();
    let solution = evaluation.finish();
    builder.end(seen, definition, &solution);
    (solution, exported)
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
