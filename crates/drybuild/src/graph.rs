//! The build graph: LLB vertices as BuildKit's frontend sends them to its solver.

mod builder;
mod exec;
mod file;
mod join;
mod source;

use crate::Span;

pub(crate) use builder::Builder;
pub use exec::{
    CacheMount, CacheSharing, ExecOp, Mount, MountKind, NetworkMode, ProxyEnv, SecretEnv,
    SecretMount, SecurityMode, SshMount,
};
pub use file::{
    ActionInput, ActionKind, CopyAction, FileAction, FileOp, MkdirAction, MkfileAction, Owner, User,
};
pub use source::SourceOp;

use crate::platform::Platform;

/// A graph: every vertex stands after its inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Definition {
    /// In topological order.
    pub vertices: Vec<Vertex>,
    /// The result's root file system; `None` when it is empty (`FROM scratch` alone).
    pub result: Option<Edge>,
}

impl Definition {
    /// The vertex with this id.
    #[must_use]
    pub fn vertex(&self, id: VertexId) -> Option<&Vertex> {
        self.vertices.get(id.0)
    }
}

/// Place of a vertex in its definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct VertexId(pub usize);

/// One output of a vertex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Edge {
    /// The vertex that makes it.
    pub vertex: VertexId,
    /// Which of its outputs; 0 is the root file system.
    pub output: usize,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Vertex {
    /// What is done.
    pub op: Op,
    /// What it is done to; mounts and actions name these by index.
    pub inputs: Vec<Edge>,
    /// `None` where the operation does not depend on it.
    pub platform: Option<Platform>,
    /// As shown in the progress log: `[build 2/5] RUN make`; empty when BuildKit gives none.
    pub name: String,
    /// The instruction as BuildKit describes it (`com.docker.dockerfile.v1.command`).
    pub command: String,
    /// Name of the stage (`stage-0` without one); `None` for what no stage owns (the build context).
    pub stage: Option<String>,
    /// Place among the instructions of the stage that count (FROM an image, RUN, COPY, ADD, WORKDIR), from 1.
    pub step: Option<usize>,
    /// The instruction in the Dockerfile.
    pub span: Option<Span>,
    /// Lines of the instruction, one list for each time that the vertex stands for one.
    pub lines: Vec<Vec<usize>>,
    /// `--no-cache` reaches it.
    pub ignore_cache: bool,
    /// Vertices that the progress log shows as one.
    pub progress_group: Option<ProgressGroup>,
}

/// What a vertex does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Op {
    /// Brings something from outside: image, context, URL, repository.
    Source(SourceOp),
    /// Runs a process.
    Exec(Box<ExecOp>),
    /// Copies, makes or removes files.
    File(FileOp),
    /// Stacks its inputs, each given as an index into the inputs.
    Merge(Vec<usize>),
    /// Difference of two inputs, each given as an index into the inputs.
    Diff {
        /// What is subtracted.
        lower: Option<usize>,
        /// What is left.
        upper: Option<usize>,
    },
}

/// `COPY --link` shows its copy and its merge as one line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ProgressGroup {
    /// Unique in a definition.
    pub id: usize,
    /// Shown instead of the members' names.
    pub name: String,
    /// The member does not keep the group open.
    pub weak: bool,
}

impl Vertex {
    /// What the vertex's root file system is made from; `None` where it begins from nothing.
    #[must_use]
    pub fn root_input(&self) -> Option<Edge> {
        let index = match &self.op {
            Op::Source(_) => return None,
            Op::Exec(op) => op.mounts.iter().find(|mount| mount.dest == "/")?.input?,
            Op::File(op) => op.actions.iter().find_map(|action| match action.input {
                ActionInput::Input(index) => Some(index),
                _ => None,
            })?,
            Op::Merge(order) => *order.first()?,
            Op::Diff { upper, .. } => (*upper)?,
        };
        self.inputs.get(index).copied()
    }
}
