//! Growing a graph, and cutting out of it what a result needs.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{ActionInput, Definition, Edge, Op, SourceOp, Vertex, VertexId};

/// Vertices made so far; the inputs of one always stand before it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Builder {
    vertices: Vec<Vertex>,
}

impl Builder {
    /// Adds a vertex; its output is the edge.
    pub(crate) fn add(&mut self, vertex: Vertex) -> Edge {
        self.vertices.push(vertex);
        Edge {
            vertex: VertexId(self.vertices.len() - 1),
            output: 0,
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.vertices.len()
    }

    /// Keeps a place for a source that is known only at the end, as the paths wanted of a context are.
    pub(crate) fn reserve(&mut self) -> Edge {
        self.add(Vertex::new(Op::Source(SourceOp::default())))
    }

    /// Puts a source into its place.
    pub(crate) fn fill(&mut self, place: Edge, source: Vertex) {
        if let Some(vertex) = self.vertices.get_mut(place.vertex.0) {
            *vertex = source;
        }
    }

    /// The part of the graph that `result` needs, equal vertices made one as BuildKit's digests do
    /// (`marshal` of `client/llb/state.go`), and for each vertex its place there.
    pub(crate) fn definition(self, result: Option<Edge>) -> (Definition, Placement) {
        let mut placement = Placement(vec![None; self.vertices.len()]);
        let mut definition = Definition::default();
        let mut by_digest: HashMap<u64, Vec<VertexId>> = HashMap::new();
        let order = self.marshal_order(result);
        let mut vertices: Vec<Option<Vertex>> = self.vertices.into_iter().map(Some).collect();
        for id in order {
            let Some(mut vertex) = vertices.get_mut(id.0).and_then(Option::take) else {
                continue;
            };
            vertex.inputs = vertex
                .inputs
                .iter()
                .filter_map(|&input| placement.edge(input))
                .collect();
            vertex.join_equal_inputs();
            let alike = by_digest.entry(vertex.digest()).or_default();
            let equal = alike
                .iter()
                .copied()
                .find(|&id| definition.vertex(id).is_some_and(|v| v.is_same(&vertex)));
            let place = equal.unwrap_or(VertexId(definition.vertices.len()));
            match definition.vertices.get_mut(place.0) {
                Some(first) => first.absorb(vertex),
                None => {
                    alike.push(place);
                    definition.vertices.push(vertex);
                }
            }
            if let Some(slot) = placement.0.get_mut(id.0) {
                *slot = Some(place);
            }
        }
        definition.result = result.and_then(|edge| placement.edge(edge));
        (definition, placement)
    }

    /// Every vertex that `result` needs, once, after its inputs, in the order in which BuildKit comes
    /// by them: of equal vertices the last one's name counts.
    fn marshal_order(&self, result: Option<Edge>) -> Vec<VertexId> {
        let mut order = Vec::new();
        let mut seen = vec![false; self.vertices.len()];
        let mut open: Vec<(VertexId, Vec<VertexId>)> = Vec::new();
        let mut next = result.map(|edge| edge.vertex);
        loop {
            if let Some(id) = next.take()
                && let Some(flag) = seen.get_mut(id.0).filter(|flag| !**flag)
            {
                *flag = true;
                open.push((
                    id,
                    self.vertices
                        .get(id.0)
                        .map(inputs_last_first)
                        .unwrap_or_default(),
                ));
            }
            let Some((id, inputs)) = open.last_mut() else {
                return order;
            };
            match inputs.pop() {
                Some(input) => next = Some(input),
                None => {
                    order.push(*id);
                    open.pop();
                }
            }
        }
    }
}

/// Inputs in the reverse of the order in which BuildKit visits them: the sources of a file vertex it
/// visits last to first, after what they are copied to.
fn inputs_last_first(vertex: &Vertex) -> Vec<VertexId> {
    let mut inputs: Vec<VertexId> = vertex.inputs.iter().map(|edge| edge.vertex).collect();
    match &vertex.op {
        Op::File(file)
            if file
                .actions
                .first()
                .is_some_and(|a| a.input == ActionInput::Input(0)) =>
        {
            inputs.rotate_left(1);
        }
        Op::File(_) => {}
        _ => inputs.reverse(),
    }
    inputs
}

/// Where the vertices of a builder stand in a definition.
#[derive(Debug, Clone)]
pub(crate) struct Placement(Vec<Option<VertexId>>);

impl Placement {
    /// `None` for a vertex that the result does not need.
    pub(crate) fn vertex(&self, id: VertexId) -> Option<VertexId> {
        self.0.get(id.0).copied().flatten()
    }

    fn edge(&self, edge: Edge) -> Option<Edge> {
        self.vertex(edge.vertex).map(|vertex| Edge {
            vertex,
            output: edge.output,
        })
    }
}

impl Vertex {
    /// A vertex without inputs, name and place.
    #[must_use]
    pub(crate) fn new(op: Op) -> Self {
        Self {
            op,
            inputs: Vec::new(),
            platform: None,
            name: String::new(),
            command: String::new(),
            stage: None,
            step: None,
            span: None,
            lines: Vec::new(),
            ignore_cache: false,
            progress_group: None,
        }
    }

    /// Equal for vertices that are the same; BuildKit's own digest is over other bytes.
    pub(super) fn digest(&self) -> u64 {
        let mut digest = DefaultHasher::new();
        (&self.op, &self.inputs, &self.platform).hash(&mut digest);
        digest.finish()
    }

    /// Whether the solver could not tell them apart.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.op == other.op && self.inputs == other.inputs && self.platform == other.platform
    }

    /// Makes inputs one that turned out to be the same; a merge keeps them apart.
    fn join_equal_inputs(&mut self) {
        let mut distinct: Vec<Edge> = Vec::new();
        let places: Vec<usize> = self
            .inputs
            .iter()
            .map(|&input| {
                distinct
                    .iter()
                    .position(|&d| d == input)
                    .unwrap_or_else(|| {
                        distinct.push(input);
                        distinct.len() - 1
                    })
            })
            .collect();
        if distinct.len() == self.inputs.len() {
            return;
        }
        let place = |index: usize| places.get(index).copied().unwrap_or(index);
        match &mut self.op {
            Op::Exec(exec) => exec
                .mounts
                .iter_mut()
                .for_each(|m| m.input = m.input.map(place)),
            Op::File(file) => file.actions.iter_mut().for_each(|a| a.map_inputs(&place)),
            Op::Source(_) | Op::Merge(_) | Op::Diff { .. } => return,
        }
        self.inputs = distinct;
    }

    /// Takes over what an equal vertex says about itself (`mergeMetadata`).
    fn absorb(&mut self, other: Self) {
        self.name = other.name;
        self.command = other.command;
        self.ignore_cache |= other.ignore_cache;
        self.lines.extend(other.lines);
        if other.progress_group.is_some() {
            self.progress_group = other.progress_group;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(identifier: &str, name: &str) -> Vertex {
        let op = Op::Source(SourceOp {
            identifier: identifier.to_owned(),
            ..SourceOp::default()
        });
        Vertex {
            name: name.to_owned(),
            ..Vertex::new(op)
        }
    }

    #[test]
    fn keeps_what_is_needed_and_joins_what_is_equal() {
        let mut builder = Builder::default();
        let context = builder.reserve();
        let first = builder.add(source("a", "first"));
        let unused = builder.add(source("c", "unused"));
        let second = builder.add(source("a", "second"));
        let merge = builder.add(Vertex {
            inputs: vec![context, first, second],
            ..Vertex::new(Op::Merge(vec![0, 1, 2]))
        });
        builder.fill(context, source("b", "context"));
        let (definition, placement) = builder.definition(Some(merge));
        let names: Vec<&str> = definition
            .vertices
            .iter()
            .map(|v| v.name.as_str())
            .collect();
        assert_eq!(names, ["context", "second", ""]);
        assert_eq!(placement.vertex(unused.vertex), None);
        assert_eq!(
            placement.vertex(second.vertex),
            placement.vertex(first.vertex)
        );
        assert_eq!(
            definition.result,
            Some(Edge {
                vertex: VertexId(2),
                output: 0
            })
        );
    }
}
