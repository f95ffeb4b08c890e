//! Vertices of the graph that are not sources: cached, run or not reached.

use super::super::clock::Phase;
use super::super::duration;
use super::{Made, Planner, Row, Task};
use crate::filesystem::{Change, ChangeKind, Content, Kind};
use crate::graph::{Op, Vertex, VertexId};

impl Planner<'_> {
    pub(super) fn step(&mut self, id: VertexId, vertex: &Vertex, keys_after: &[usize]) {
        let row = self.step_row(id, vertex);
        let of = |made: Option<&Made>, is_key: bool| {
            made.and_then(|made| if is_key { made.key } else { made.result })
        };
        let inputs = |is_key: bool| -> Vec<usize> {
            let made = vertex
                .inputs
                .iter()
                .map(|edge| self.made.get(edge.vertex.0));
            let mut after: Vec<usize> = made.filter_map(|made| of(made, is_key)).collect();
            after.extend(keys_after);
            after.sort_unstable();
            after.dedup();
            after
        };
        let task = if self.is_cached(id) {
            let mut task = Task::new(row, inputs(true), Vec::new());
            task.is_cached = true;
            task
        } else {
            let mut task = match &vertex.op {
                Op::Exec(op) => self.run(id, vertex, op, row, inputs(false)),
                _ => self.file(id, row, inputs(false)),
            };
            task.job.slot = self.plan.rows.get(row).map(|row| row.node);
            match self.error(id) {
                Some(error) => task.failing(error),
                None => task,
            }
        };
        let task = self.task(task);
        if let Some(place) = self.made.get_mut(id.0) {
            *place = Made {
                key: Some(task),
                result: Some(task),
                row: Some(row),
            };
        }
    }

    /// The row of a vertex; those of a progress group share one.
    fn step_row(&mut self, id: VertexId, vertex: &Vertex) -> usize {
        let mut inputs: Vec<usize> = Vec::new();
        for edge in &vertex.inputs {
            inputs.extend(self.made.get(edge.vertex.0).and_then(|made| made.row));
        }
        let group = vertex.progress_group.as_ref();
        let known = group.and_then(|group| self.groups.get(&group.id).copied());
        if let Some(row) = known.and_then(|row| self.plan.rows.get_mut(row)) {
            row.vertices.push(id);
            row.inputs.extend(inputs);
            row.inputs.retain(|input| Some(*input) != known);
            row.inputs.sort_unstable();
            row.inputs.dedup();
            return known.unwrap_or_default();
        }
        inputs.sort_unstable();
        inputs.dedup();
        let (mut node, execution) = self.place(id);
        if vertex.platform.is_none() {
            // It runs where what it stands on is.
            let below = vertex
                .root_input()
                .or_else(|| vertex.inputs.first().copied());
            let row = below.and_then(|edge| self.made.get(edge.vertex.0)?.row);
            node = row.map_or(node, |row| {
                self.plan.rows.get(row).map_or(node, |row| row.node)
            });
        }
        let name = group.map_or(vertex.name.as_str(), |group| &group.name);
        let name = if name.is_empty() {
            unnamed(&vertex.op)
        } else {
            name
        };
        let row = self.row(Row {
            vertices: vec![id],
            inputs,
            node,
            execution,
            ..Row::new(name)
        });
        if let Some(group) = group {
            self.groups.insert(group.id, row);
        }
        row
    }

    /// A file operation, a merge or a difference.
    fn file(&self, id: VertexId, row: usize, after: Vec<usize>) -> Task {
        let solved = self.build.solution.vertex(id);
        let changes = solved.map_or(&[][..], |solved| solved.changes.as_slice());
        let vertex = self.build.definition.vertex(id);
        let copies = vertex.is_some_and(|vertex| matches!(vertex.op, Op::File(_)));
        let bytes: u64 = if copies { size_bytes(changes) } else { 0 };
        let us = bytes.saturating_mul(1_000_000) / duration::COPY_BYTES_PER_S.value;
        let us = match self.error(id) {
            // What is not there is found out before anything is copied.
            Some(_) => 0,
            None if copies => duration::FILE_OPERATION_MS.value * 1_000 + us,
            // Stacking layers is put off until somebody reads them.
            None => 2_000,
        };
        Task::new(row, after, vec![Phase::Time(us)])
    }
}

/// Bytes of the files that a layer holds, as far as they are known.
pub(in crate::schedule) fn size_bytes(changes: &[Change]) -> u64 {
    let sizes = changes.iter().filter_map(|change| match &change.kind {
        ChangeKind::Put(inode) => match &inode.kind {
            Kind::File(Content::Bytes(bytes)) => u64::try_from(bytes.len()).ok(),
            Kind::File(content) => content.size_bytes(),
            _ => None,
        },
        _ => None,
    });
    sizes.sum()
}

/// What BuildKit calls an operation that the frontend gave no name.
fn unnamed(op: &Op) -> &'static str {
    match op {
        Op::Source(_) => "source",
        Op::Exec(_) => "exec",
        Op::File(_) => "file",
        Op::Merge(_) => "merge",
        Op::Diff { .. } => "diff",
    }
}
