//! A file that a step makes of the secret, removed by the same step: the layer then never has it.
//!
//! Nothing else is offered for a file that an earlier layer holds: there removing hides, and does not help.

use super::super::candidate::{Candidate, Case};
use super::super::dockerfile_text::{self, Written};
use super::super::script;
use super::without_file;
use crate::graph::{MountKind, Op};
use crate::reach::Sink;

pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let all = dockerfile_text::written(&case.build.tree);
    let mut found = Vec::new();
    for written in all.iter().filter(|written| written.run().is_some()) {
        let paths = case.files_of(written);
        let Some(script) = script::of(&case.build.dockerfile, written) else {
            continue;
        };
        if paths.is_empty() {
            continue;
        }
        let removal = format!("rm -f {}", paths.join(" "));
        let mut plain = Candidate::new(format!(
            "remove {} in the step that makes it, before its layer is kept",
            paths.join(" and ")
        ));
        let (range, text) = script.append(&removal);
        plain.dockerfile(range, text);
        let mut further = plain.clone();
        for path in &paths {
            without_file::edit(case, &all, written.span.start, path, None, &mut further);
        }
        further.note(format!(
            "if the container needs {} when it runs, give it then",
            paths.join(" or ")
        ));
        found.push(plain);
        found.push(further);
    }
    found
}

impl Case<'_> {
    /// Files that an instruction leaves and that hold the secret, by paths that may be written down.
    pub(super) fn files_of(&self, written: &Written) -> Vec<String> {
        let span = &written.span;
        let mut paths: Vec<String> = Vec::new();
        for place in self.places {
            let is_here = self.comes_of(written, place.place.span);
            let Some(path) = place.place.path.as_ref().filter(|_| is_here) else {
                continue;
            };
            let path = if place.sink == Sink::CacheMount {
                &format!(
                    "{}{path}",
                    self.cache_folder(span, &place.place.text)
                        .unwrap_or_default()
                )
            } else {
                path
            };
            let is_writable = path
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "/._-+@".contains(c));
            if is_writable && !self.holds(path) && !paths.contains(path) {
                paths.push(path.clone());
            }
        }
        paths
    }

    /// Where a step mounts the cache that a place names.
    fn cache_folder(&self, span: &std::ops::Range<usize>, place: &str) -> Option<String> {
        let vertices = self.build.definition.vertices.iter();
        let mut steps =
            vertices.filter(|vertex| vertex.span.is_some_and(|at| span.contains(&at.start)));
        steps.find_map(|vertex| {
            let Op::Exec(op) = &vertex.op else {
                return None;
            };
            let mut mounts = op.mounts.iter();
            let mount = mounts.find(|mount| match &mount.kind {
                MountKind::Cache(cache) => {
                    let id = cache.id.strip_prefix('/').unwrap_or(&cache.id);
                    place.starts_with(&format!("cache mount {id}, "))
                }
                _ => false,
            })?;
            Some(mount.dest.trim_end_matches('/').to_owned())
        })
    }
}
