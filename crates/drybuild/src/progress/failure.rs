//! Where the build failed and why, below the log.

use crate::build::Build;
use crate::lint;

/// The lines of the Dockerfile around the instruction that failed; empty when nothing did.
pub(crate) fn excerpt(build: &Build) -> String {
    let file_name = build.options.dockerfile_name();
    match build.error() {
        Some(_) => lint::excerpt(&build.dockerfile, file_name, &lines(build)),
        None => String::new(),
    }
}

/// The error as buildx prints it; empty when nothing failed.
pub(super) fn error(build: &Build) -> String {
    build.error().map_or_else(String::new, |message| {
        format!("ERROR: failed to build: failed to solve: {message}\n")
    })
}

/// The lines of the instruction that failed, from 1.
fn lines(build: &Build) -> Vec<usize> {
    let failed = build.solution.failure.as_ref();
    if build.refused.is_none()
        && let Some(vertex) = failed.and_then(|failure| build.definition.vertex(failure.vertex))
    {
        return vertex.lines.first().cloned().unwrap_or_default();
    }
    let Some((_, Some(span))) = &build.refused else {
        return Vec::new();
    };
    let line = |at: usize| {
        let before = build.dockerfile.get(..at).unwrap_or_default();
        before.matches('\n').count() + 1
    };
    (line(span.start)..=line(span.end.saturating_sub(1).max(span.start))).collect()
}
