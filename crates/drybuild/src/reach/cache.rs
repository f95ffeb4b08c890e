//! What stays on the builder as files: layers of all steps, cache mounts, the copy of the context.

use super::{Build, Found, Sink, chain, layers};
use crate::Span;
use crate::graph::{MountKind, Op, Vertex, VertexId};
use crate::solve::Builder;

pub(super) fn find(builds: &[Build], builder: &Builder, found: &mut Found) {
    for (index, build) in builds.iter().enumerate() {
        let is_last = index + 1 == builds.len();
        found.look_into(build, builds.last());
        for (at, vertex) in build.definition.vertices.iter().enumerate() {
            let id = VertexId(at);
            match &vertex.op {
                Op::Source(source) if source.identifier.starts_with("local://") => {
                    let Some(solved) = build.solution.vertex(id) else {
                        continue;
                    };
                    for files in &solved.outputs {
                        for hit in layers::of_tree(build, files, found.secret) {
                            layers::push(
                                build,
                                found,
                                &hit,
                                Sink::ContextSnapshot,
                                "the context on the builder",
                            );
                        }
                    }
                }
                Op::Source(source) if source.identifier.starts_with("git://") => {
                    let has_url = source
                        .attrs
                        .values()
                        .chain([&source.identifier])
                        .any(|text| found.is_in(build, text));
                    if has_url {
                        let links = vec![chain::link(
                            "the builder's copy of the repository keeps its address".to_owned(),
                            vertex.span,
                        )];
                        let place = super::Place {
                            text: "the repository on the builder, config".to_owned(),
                            path: Some("/config".to_owned()),
                            span: vertex.span,
                            ..super::Place::default()
                        };
                        found.certain(Sink::BuilderCache, place, links);
                    }
                }
                // Inline documents and permissions of cache mounts have no step of their own.
                _ if vertex.span.is_none() || vertex.step.is_none() => {}
                _ => {
                    for hit in layers::of_vertex(build, id, found.secret) {
                        let layer = layer_in_words(build, vertex);
                        let container = format!("{layer} on the builder");
                        layers::push(build, found, &hit, Sink::BuilderCache, &container);
                        if is_last && build.is_built() {
                            layers::push(build, found, &hit, Sink::CacheExportMax, &layer);
                        }
                    }
                }
            }
        }
    }
    let Some(last) = builds.last() else {
        return;
    };
    for (id, mount) in builder.cache_mounts.iter() {
        for mut hit in layers::of_tree(last, &mount.files, found.secret) {
            hit.instruction = user_of_mount(last, id, &hit);
            let name = id.strip_prefix('/').unwrap_or(id);
            layers::push(
                last,
                found,
                &hit,
                Sink::CacheMount,
                &format!("cache mount {name}"),
            );
        }
    }
}

/// `layer of stage build`; a stage without a name is not spoken of.
fn layer_in_words(build: &Build, vertex: &Vertex) -> String {
    match vertex.stage.as_deref() {
        Some(name) if !name.is_empty() && !name.starts_with("stage-") => {
            format!("layer of stage {name}")
        }
        _ if build.tree.stages.len() > 1 => {
            let name = build.stage(vertex);
            name.map_or_else(
                || "layer of the step".to_owned(),
                |name| format!("layer of {name}"),
            )
        }
        _ => "layer of the step".to_owned(),
    }
}

/// The `RUN` that wrote a file of a cache mount, or else the first one with that mount.
fn user_of_mount(build: &Build, id: &str, hit: &layers::Hit) -> Option<Span> {
    let uses = |vertex: &&Vertex| match &vertex.op {
        Op::Exec(op) => op
            .mounts
            .iter()
            .any(|mount| matches!(&mount.kind, MountKind::Cache(cache) if cache.id == id)),
        _ => false,
    };
    let users = build.definition.vertices.iter().filter(uses);
    let spans: Vec<Span> = users.filter_map(|vertex| vertex.span).collect();
    let scripts = build.scripts();
    let steps = hit.taint.as_ref().map(|taint| taint.trace.steps());
    let written = steps.and_then(|steps| steps.iter().rev().find_map(|step| scripts.span(step)));
    let writer = written.and_then(|at| {
        let mut spans = spans.iter();
        spans.find(|span| span.start <= at.start && at.end <= span.end)
    });
    writer.or(spans.first()).copied()
}
