//! From a build to jobs for the clock, and the rows of the log that they belong to.

mod definition;
mod export;
mod file;
mod remote_cache;
mod rows;
mod run;
mod source;

use std::collections::BTreeMap;

use super::clock::{Job, Limits};
use crate::build::Build;
use crate::graph::{Op, VertexId};
use crate::machine::{Execution, Node};
use crate::solve::Status;

pub(crate) use definition::short;
pub(super) use file::size_bytes;
pub(super) use rows::{Line, Row, Task};

/// All that the clock runs.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    pub(super) rows: Vec<Row>,
    pub(super) tasks: Vec<Task>,
    pub(super) limits: Limits,
}

impl Plan {
    pub(super) fn jobs(&self) -> Vec<Job> {
        self.tasks.iter().map(|task| task.job.clone()).collect()
    }
}

/// The plan of a build: what stands before the graph, the graph, what follows it.
pub(super) fn of(build: &Build) -> Plan {
    let nodes = build.machine.nodes(&build.options.build_platform);
    let slot = |node: &Node| node.max_parallelism.map(std::num::NonZeroUsize::get);
    let mut planner = Planner {
        build,
        plan: Plan {
            limits: Limits {
                slots: nodes.iter().map(slot).collect(),
                download_bytes_per_s: build.machine.network.download_bytes_per_s,
                upload_bytes_per_s: build.machine.network.upload_bytes_per_s,
            },
            ..Plan::default()
        },
        made: vec![Made::default(); build.definition.vertices.len()],
        groups: BTreeMap::new(),
        warm: build.filled_cache_mounts.clone(),
    };
    let Some(ready) = planner.definition() else {
        return planner.plan;
    };
    let keys_after = planner.cache_imports(ready);
    let is_needed = planner.executed();
    for (index, vertex) in build.definition.vertices.iter().enumerate() {
        let id = VertexId(index);
        match &vertex.op {
            Op::Source(source) => {
                let is_needed = is_needed.get(index).copied().unwrap_or_default();
                planner.source(id, vertex, source, ready, is_needed);
            }
            _ => planner.step(id, vertex, &keys_after),
        }
    }
    if build.solution.failure.is_none() {
        let exported = planner.export();
        planner.cache_exports(exported);
    }
    planner.plan
}

/// The tasks of a vertex: when it is known by its key, and when its result is there.
#[derive(Debug, Clone, Copy, Default)]
struct Made {
    key: Option<usize>,
    result: Option<usize>,
    row: Option<usize>,
}

struct Planner<'a> {
    build: &'a Build,
    plan: Plan,
    made: Vec<Made>,
    /// Rows of progress groups, by id.
    groups: BTreeMap<usize, usize>,
    /// Cache mounts that hold something.
    warm: std::collections::BTreeSet<String>,
}

impl Planner<'_> {
    fn row(&mut self, row: Row) -> usize {
        self.plan.rows.push(row);
        self.plan.rows.len() - 1
    }

    fn task(&mut self, task: Task) -> usize {
        self.plan.tasks.push(task);
        self.plan.tasks.len() - 1
    }

    /// Where a vertex runs, and how.
    fn place(&self, id: VertexId) -> (usize, Execution) {
        let own = &self.build.options.build_platform;
        let vertex = self.build.definition.vertex(id);
        let platform = vertex.and_then(|vertex| vertex.platform.as_ref());
        self.build.machine.node_for(platform.unwrap_or(own), own)
    }

    /// For each vertex, whether something that runs needs its result: a cached one is known by its key alone.
    fn executed(&self) -> Vec<bool> {
        let vertices = &self.build.definition.vertices;
        let mut is_needed = vec![false; vertices.len()];
        for (index, vertex) in vertices.iter().enumerate() {
            if !matches!(vertex.op, Op::Source(_)) && !self.is_cached(VertexId(index)) {
                for input in &vertex.inputs {
                    if let Some(needed) = is_needed.get_mut(input.vertex.0) {
                        *needed = true;
                    }
                }
            }
        }
        for image in self.build.built_images().filter(|_| self.exports()) {
            let mut at = image.result;
            while let Some(edge) = at {
                if let Some(needed) = is_needed.get_mut(edge.vertex.0) {
                    *needed = true;
                }
                let vertex = self.build.definition.vertex(edge.vertex);
                at = vertex.and_then(crate::graph::Vertex::root_input);
            }
        }
        is_needed
    }

    fn is_cached(&self, id: VertexId) -> bool {
        self.build.solution.status(id) == Status::Cached
    }
}
