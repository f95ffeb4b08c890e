//! What was found in the cache, what was run, and why.

use crate::Span;
use crate::build::Build;
use crate::graph::{Op, VertexId};
use crate::solve::{Miss, Status};

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// As in the progress log: `[build 2/5] RUN make`.
    pub name: String,
    /// The instruction; `None` for what the builder does on its own.
    pub span: Option<Span>,
    /// How it ended.
    pub status: Status,
    /// Why it was run and not found; `None` for one that was found, and for one that did not run.
    pub miss: Option<Miss>,
}

/// The steps in the order of the graph; neither sources nor what the builder does on its own.
pub(super) fn of(build: &Build) -> Vec<Step> {
    let mut steps = Vec::new();
    for (index, vertex) in build.definition.vertices.iter().enumerate() {
        let is_own = vertex.name.is_empty() || vertex.name.starts_with("[internal]");
        if matches!(vertex.op, Op::Source(_)) || is_own {
            continue;
        }
        let id = VertexId(index);
        steps.push(Step {
            name: vertex.name.clone(),
            span: vertex.span,
            status: build.solution.status(id),
            miss: build.solution.miss(id).cloned(),
        });
    }
    steps
}
