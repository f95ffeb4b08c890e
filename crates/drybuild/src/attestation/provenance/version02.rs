//! The same told as SLSA v0.2 (`ConvertToSLSA02` of `provenance/types`).

use serde_json::{Value, json};

use super::super::object::Object;

const BUILD_TYPE: &str = "https://mobyproject.org/buildkit@v1";

pub(super) fn converted(v1: &Value) -> Value {
    let at = |path: &str| v1.pointer(path).cloned();
    let metadata = |field: &str| at(&format!("/runDetails/metadata/{field}"));
    let config = |field: &str| {
        at(&format!(
            "/buildDefinition/externalParameters/configSource/{field}"
        ))
    };
    let internal = |field: &str| at(&format!("/buildDefinition/internalParameters/{field}"));
    let source = Object::default()
        .some("uri", config("uri"))
        .some("digest", config("digest"))
        .some("entryPoint", config("path"));
    let environment = Object::default()
        .some("platform", internal("builderPlatform"))
        .some("dockerfileVersion", internal("dockerfileVersion"));
    let described = Object::default()
        .some("buildInvocationID", metadata("invocationId"))
        .some("buildStartedOn", metadata("startedOn"))
        .some("buildFinishedOn", metadata("finishedOn"))
        .always(
            "completeness",
            json!({
                "parameters": metadata("buildkit_completeness/request"),
                "environment": true,
                "materials": metadata("buildkit_completeness/resolvedDependencies"),
            }),
        )
        .always(
            "reproducible",
            metadata("buildkit_reproducible").unwrap_or(false.into()),
        )
        .some(
            "https://mobyproject.org/buildkit@v1#metadata",
            metadata("buildkit_metadata"),
        )
        .some(
            "https://mobyproject.org/buildkit@v1#hermetic",
            metadata("buildkit_hermetic"),
        );
    Object::default()
        .some("builder", at("/runDetails/builder"))
        .always("buildType", BUILD_TYPE)
        .some("materials", at("/buildDefinition/resolvedDependencies"))
        .always(
            "invocation",
            json!({
                "configSource": Value::from(source),
                "parameters": at("/buildDefinition/externalParameters/request"),
                "environment": Value::from(environment),
            }),
        )
        .some("buildConfig", internal("buildConfig"))
        .always("metadata", described)
        .into()
}
