//! What stays on the builder as files: layers of all steps, cache mounts, the copy of the context.

use super::{Build, Found, Sink, chain, layers};
use crate::graph::{Op, VertexId};
use crate::solve::Builder;

pub(super) fn find(builds: &[Build], builder: &Builder, found: &mut Found) {
    for (index, build) in builds.iter().enumerate() {
        let is_last = index + 1 == builds.len();
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
                        let stage = build.stage(vertex).unwrap_or_default();
                        let container = format!("layer of {stage} on the builder");
                        layers::push(build, found, &hit, Sink::BuilderCache, &container);
                        if is_last && build.is_built() {
                            layers::push(
                                build,
                                found,
                                &hit,
                                Sink::CacheExportMax,
                                &format!("layer of {stage}"),
                            );
                        }
                    }
                }
            }
        }
    }
    let Some(last) = builds.last() else {
        return;
    };
    for (id, files) in &builder.cache_mounts {
        for hit in layers::of_tree(last, files, found.secret) {
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
