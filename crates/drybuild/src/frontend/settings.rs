//! Settings that come as attributes of the frontend (`Client.init` of `frontend/dockerui/config.go`).

use super::BuildError;
use crate::graph::NetworkMode;
use crate::lint::LintConfig;
use crate::options::BuildOptions;
use crate::parse_bool::parse_bool;

const CHECK: &str = "build-arg:BUILDKIT_DOCKERFILE_CHECK";

/// Reads every setting once, as BuildKit does before it looks at the Dockerfile.
///
/// # Errors
/// BuildKit's message for the first that it cannot read.
pub(super) fn check(options: &BuildOptions) -> Result<(), BuildError> {
    network(options)?;
    if let Some(text) = multi_platform(options) {
        let Some(wanted) = parse_bool(text) else {
            return Err(BuildError::new(format!(
                "invalid boolean value for multi-platform: {text}"
            )));
        };
        if !wanted && options.platforms.len() > 1 {
            return Err(BuildError::new(
                "conflicting config: returning multiple target platforms is not allowed",
            ));
        }
    }
    lint_config(options).map(|_| ())
}

/// The result is an index of images.
pub(super) fn is_multi_platform(options: &BuildOptions) -> bool {
    multi_platform(options)
        .and_then(parse_bool)
        .unwrap_or(options.platforms.len() > 1)
}

fn multi_platform(options: &BuildOptions) -> Option<&str> {
    set(options, "build-arg:BUILDKIT_MULTI_PLATFORM").or_else(|| set(options, "multi-platform"))
}

/// Network of every `RUN` that does not say otherwise.
pub(super) fn network(options: &BuildOptions) -> Result<NetworkMode, BuildError> {
    match options.attribute("force-network-mode").unwrap_or_default() {
        "" | "sandbox" => Ok(NetworkMode::Sandbox),
        "none" => Ok(NetworkMode::None),
        "host" => Ok(NetworkMode::Host),
        other => Err(BuildError::new(format!("invalid netmode {other}"))),
    }
}

/// Host name of every `RUN`.
pub(super) fn hostname(options: &BuildOptions) -> Option<&str> {
    set(options, "build-arg:BUILDKIT_SANDBOX_HOSTNAME").or_else(|| set(options, "hostname"))
}

/// What to check, if the command says; it replaces the Dockerfile's own directive.
pub(super) fn lint_config(options: &BuildOptions) -> Result<Option<LintConfig>, BuildError> {
    let config = options.attribute(CHECK).map(LintConfig::parse).transpose();
    config.map_err(|e| BuildError::new(format!("failed to parse {CHECK}: {e}")))
}

/// An attribute that is there and not empty.
fn set<'a>(options: &'a BuildOptions, name: &str) -> Option<&'a str> {
    options.attribute(name).filter(|value| !value.is_empty())
}
