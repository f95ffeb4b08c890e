//! The steps of one image's build, and what is told about them in mode max.

use serde_json::{Map, Value, json};

use super::super::UNKNOWN;
use super::super::object::Object;
use super::operation;
use crate::base64;
use crate::build::{Build, PlatformImage};
use crate::graph::{Definition, Edge, Vertex, VertexId};

/// The vertices that a result needs, inputs first.
pub(super) struct Graph<'a> {
    steps: Vec<(VertexId, &'a Vertex)>,
    result: Option<Edge>,
}

/// What the frontend itself was loaded with (`dockerui.Client.ReadEntrypoint`).
const DOCKERFILE_FOLLOWPATHS: &str = r#"["Dockerfile","Dockerfile.dockerignore","dockerfile"]"#;

impl<'a> Graph<'a> {
    /// Numbers the steps as BuildKit does: depth first, inputs in their order (`walkDigests`).
    pub(super) fn of(definition: &'a Definition, result: Option<Edge>) -> Self {
        let mut steps = Vec::new();
        let mut seen = vec![false; definition.vertices.len()];
        let mut open: Vec<(VertexId, usize)> =
            result.map(|edge| (edge.vertex, 0)).into_iter().collect();
        while let Some((id, next)) = open.pop() {
            let Some(vertex) = definition.vertex(id) else {
                continue;
            };
            if next == 0 {
                match seen.get_mut(id.0) {
                    Some(seen) if !*seen => *seen = true,
                    _ => continue,
                }
            }
            match vertex.inputs.get(next) {
                Some(input) => open.extend([(id, next + 1), (input.vertex, 0)]),
                None => steps.push((id, vertex)),
            }
        }
        Self { steps, result }
    }

    /// The steps without the one that names the result.
    pub(super) fn vertices(&self) -> impl Iterator<Item = &'a Vertex> {
        self.steps.iter().map(|(_, vertex)| *vertex)
    }

    /// The same by their ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = VertexId> {
        self.steps.iter().map(|(id, _)| *id)
    }

    /// `internalParameters.buildConfig`.
    pub(super) fn build_config(&self) -> Value {
        let own = self.steps.iter().enumerate().map(|(index, (_, vertex))| {
            Object::default()
                .always("id", name(index))
                .always("op", operation::json(vertex))
                .list("inputs", vertex.inputs.iter().map(|edge| self.edge(*edge)))
        });
        let last = self.result.map(|edge| {
            Object::default()
                .always("id", name(self.steps.len()))
                .always("op", json!({ "Op": {} }))
                .list("inputs", [self.edge(edge)])
        });
        Object::default()
            .list("llbDefinition", own.chain(last))
            .always("digestMapping", self.digest_mapping())
            .into()
    }

    /// `buildkit_metadata.source`: the whole Dockerfile, and the lines of each step.
    pub(super) fn source(&self, dockerfile: &str) -> Value {
        let local = json!({ "source": {
            "identifier": "local://dockerfile",
            "attrs": {
                "local.differ": "none",
                "local.followpaths": DOCKERFILE_FOLLOWPATHS,
                "local.sharedkeyhint": "dockerfile",
            },
        }});
        let mut locations = Map::new();
        for (index, (_, vertex)) in self.steps.iter().enumerate() {
            let places = vertex.lines.iter().map(|lines| {
                let ranges = lines
                    .iter()
                    .map(|line| json!({ "start": { "line": line }, "end": { "line": line } }));
                json!({ "ranges": ranges.collect::<Vec<_>>() })
            });
            let places = Object::default().list("locations", places);
            locations.insert(name(index), places.into());
        }
        json!({
            "locations": locations,
            "infos": [{
                "filename": "Dockerfile",
                "language": "Dockerfile",
                "data": base64::encode(dockerfile.as_bytes()),
                "llbDefinition": [
                    { "id": "step0", "op": { "Op": local, "constraints": {} } },
                    { "id": "step1", "op": { "Op": {} }, "inputs": ["step0:0"] },
                ],
                "digestMapping": { UNKNOWN: "step0" },
            }],
        })
    }

    /// `buildkit_metadata.layers`: the image's layers up to each step that its root stands on.
    pub(super) fn layers(&self, build: &Build, image: &PlatformImage) -> Value {
        let mut chain = Vec::new();
        let mut at = image.result;
        while let Some(edge) = at {
            chain.push(edge);
            at = build
                .definition
                .vertex(edge.vertex)
                .and_then(Vertex::root_input);
        }
        let base = image.base_layers.len();
        let mut count = 0;
        let mut layers = Map::new();
        for edge in chain.into_iter().rev() {
            let own = image.own_layers().filter(|id| *id == edge.vertex).count();
            count = if count == 0 && own == 0 {
                base
            } else {
                count + own
            };
            let layer = json!({
                "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
                "digest": UNKNOWN,
            });
            if count > 0 {
                layers.insert(self.edge(edge), json!([vec![layer; count]]));
            }
        }
        layers.into()
    }

    /// `stepN:output`.
    fn edge(&self, edge: Edge) -> String {
        let index = self.steps.iter().position(|(id, _)| *id == edge.vertex);
        format!("{}:{}", name(index.unwrap_or_default()), edge.output)
    }

    /// Real digests belong to BuildKit's serialised form, which is not made here.
    fn digest_mapping(&self) -> Value {
        let steps = 0..=self.steps.len();
        let entries = steps.map(|index| (format!("{UNKNOWN} {index}"), name(index).into()));
        Value::Object(entries.collect())
    }
}

fn name(index: usize) -> String {
    format!("step{index}")
}
