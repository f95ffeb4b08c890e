//! One graph of several platforms' graphs: what is equal in them stands once, as the solver's digests make it.

use std::collections::HashMap;

use super::{Definition, Edge, VertexId};

/// Where the vertices of one of the definitions stand in the joined one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Joined {
    places: Vec<VertexId>,
    /// The definition's result in the joined one.
    pub(crate) result: Option<Edge>,
}

impl Joined {
    /// The place of a vertex.
    pub(crate) fn vertex(&self, id: VertexId) -> Option<VertexId> {
        self.places.get(id.0).copied()
    }

    fn edge(&self, edge: Edge) -> Option<Edge> {
        self.vertex(edge.vertex).map(|vertex| Edge {
            vertex,
            output: edge.output,
        })
    }
}

impl Definition {
    /// All vertices of all definitions in their order, equal ones once. The result is that of the first definition;
    /// those of the others are in the answer's second part, one for each definition.
    pub(crate) fn join(definitions: Vec<Self>) -> (Self, Vec<Joined>) {
        let mut definitions = definitions;
        if let [only] = definitions.as_mut_slice() {
            let joined = Joined {
                places: (0..only.vertices.len()).map(VertexId).collect(),
                result: only.result,
            };
            return (std::mem::take(only), vec![joined]);
        }
        let mut all = Self::default();
        let mut by_digest: HashMap<u64, Vec<VertexId>> = HashMap::new();
        let mut joined = Vec::with_capacity(definitions.len());
        for definition in definitions {
            let mut one = Joined::default();
            for mut vertex in definition.vertices {
                let inputs = vertex.inputs.iter().filter_map(|edge| one.edge(*edge));
                vertex.inputs = inputs.collect();
                let alike = by_digest.entry(vertex.digest()).or_default();
                let mut same = alike.iter().copied();
                let equal = same.find(|id| all.vertex(*id).is_some_and(|v| v.is_same(&vertex)));
                let place = equal.unwrap_or(VertexId(all.vertices.len()));
                match all.vertices.get_mut(place.0) {
                    // The name under which it was first asked for stays: both are shown as one line.
                    Some(first) => first.ignore_cache |= vertex.ignore_cache,
                    None => {
                        alike.push(place);
                        all.vertices.push(vertex);
                    }
                }
                one.places.push(place);
            }
            one.result = definition.result.and_then(|edge| one.edge(edge));
            joined.push(one);
        }
        all.result = joined.first().and_then(|first| first.result);
        (all, joined)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Op, SourceOp, Vertex};
    use super::*;

    fn of(context: &str, platform: &str) -> Definition {
        let source = |identifier: &str| {
            Vertex::new(Op::Source(SourceOp {
                identifier: identifier.to_owned(),
                ..SourceOp::default()
            }))
        };
        let edge = |vertex| Edge {
            vertex: VertexId(vertex),
            output: 0,
        };
        let merge = Vertex {
            inputs: vec![edge(0), edge(1)],
            ..Vertex::new(Op::Merge(vec![0, 1]))
        };
        Definition {
            vertices: vec![source(context), source(platform), merge],
            result: Some(edge(2)),
        }
    }

    #[test]
    fn equal_vertices_stand_once_and_results_stay_apart() {
        let (all, joined) = Definition::join(vec![of("context", "amd64"), of("context", "arm64")]);
        assert_eq!(all.vertices.len(), 5);
        let results: Vec<usize> = joined
            .iter()
            .map(|one| one.result.unwrap().vertex.0)
            .collect();
        assert_eq!(results, [2, 4]);
        assert_eq!(all.vertices[4].inputs[0].vertex, VertexId(0));
    }

    #[test]
    fn the_same_graph_twice_is_one() {
        let (all, joined) = Definition::join(vec![of("context", "a"), of("context", "a")]);
        assert_eq!(all.vertices.len(), 3);
        assert_eq!(joined[0].result, joined[1].result);
    }
}
