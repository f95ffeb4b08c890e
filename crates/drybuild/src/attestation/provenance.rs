//! SLSA provenance, as `solver/llbsolver/provenance` writes it: predicate v1, and v0.2 where it is asked for.

mod dependencies;
mod graph;
mod operation;
mod request;
mod version02;

use serde_json::{Value, json};

use super::UNKNOWN;
use super::object::Object;
use super::settings::ProvenanceSettings;
use crate::build::{Build, PlatformImage};
use crate::graph::VertexId;

pub(super) use dependencies::package_url;

/// How much is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// Where things came from, without build arguments, labels, graph and Dockerfile.
    Min,
    /// All that the builder knows; BuildKit's own default.
    #[default]
    Max,
}

/// Which form the predicate has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SlsaVersion {
    /// `https://slsa.dev/provenance/v1`.
    #[default]
    V1,
    /// `https://slsa.dev/provenance/v0.2`.
    V02,
}

impl SlsaVersion {
    /// The type that a statement names.
    #[must_use]
    pub fn predicate_type(self) -> &'static str {
        match self {
            Self::V1 => "https://slsa.dev/provenance/v1",
            Self::V02 => "https://slsa.dev/provenance/v0.2",
        }
    }
}

/// What BuildKit calls this kind of build.
const BUILD_TYPE: &str =
    "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md";

/// The version of the frontend that was measured.
const DOCKERFILE_VERSION: &str = "1.26.0-dev";

/// A predicate, and what its steps stand for.
#[derive(Debug, Clone)]
pub(crate) struct Predicate {
    /// The document.
    pub(crate) json: Value,
    /// The vertex of each step, by the step's number.
    pub(crate) steps: Vec<VertexId>,
}

/// The predicate of one image.
pub(crate) fn predicate(
    build: &Build,
    image: &PlatformImage,
    settings: &ProvenanceSettings,
) -> Predicate {
    let graph = graph::Graph::of(&build.definition, image.result);
    let asked = request::Request::of(build, &graph, settings.mode);
    let dependencies = dependencies::resolved(&graph);
    let is_max = settings.mode == Mode::Max;
    let internal = Object::default()
        .some("buildConfig", is_max.then(|| graph.build_config()))
        .always("builderPlatform", build.options.build_platform.format())
        .always("dockerfileVersion", DOCKERFILE_VERSION);
    let metadata = Object::default()
        .always("invocationId", UNKNOWN)
        .always("startedOn", UNKNOWN)
        .always("finishedOn", UNKNOWN)
        .always(
            "buildkit_metadata",
            Object::default()
                .some("source", is_max.then(|| graph.source(&build.dockerfile)))
                .some("layers", is_max.then(|| graph.layers(build, image))),
        )
        .always(
            "buildkit_completeness",
            json!({
                "request": asked.is_complete(),
                // Dockerfile and context come from the client, and nothing says what else it has. For the same reason
                // the build is never said to be hermetic.
                "resolvedDependencies": false,
            }),
        )
        .flag("buildkit_reproducible", settings.reproducible);
    let definition = Object::default()
        .always("buildType", BUILD_TYPE)
        .always("externalParameters", asked.external_parameters())
        .always("internalParameters", internal)
        .list("resolvedDependencies", dependencies);
    let json = json!({
        "buildDefinition": Value::from(definition),
        "runDetails": {
            "builder": { "id": settings.builder_id },
            "metadata": Value::from(metadata),
        },
    });
    Predicate {
        json: match settings.version {
            SlsaVersion::V1 => json,
            SlsaVersion::V02 => version02::converted(&json),
        },
        steps: graph.ids().collect(),
    }
}
