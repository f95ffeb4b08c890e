use crate::compiler::atlas::Atlas;
use std::collections::BTreeSet;

use crate::compiler::checked::Checked;
use crate::compiler::diagnostic::{Diagnostic, Severity};
use crate::compiler::draft::{Draft, topic_id};
use crate::compiler::manifest::Manifest;
use crate::compiler::markdown::TopicLink;
use crate::compiler::recorder::Recorder;
use crate::compiler::source::Source;
use crate::model::Topic;

/// Reports prerequisites that do not exist or come later.
pub(crate) fn check_prerequisites(draft: &mut Draft<'_>, atlas: &Atlas) {
    let own = atlas.places.get(draft.id).map_or(0, |place| place.number);
    for wanted in &draft.front_matter.prerequisites {
        let span = wanted.span.clone();
        match atlas.places.get(&wanted.value) {
            None => {
                draft
                    .checked
                    .error(
                        "unknown-topic",
                        span,
                        format!("there is no topic `{}`", wanted.value),
                    )
                    .suggest(&wanted.value, atlas.topics())
                    .hint("name the id of a topic that stands in `course.toml`");
            }
            Some(place) if place.number >= own => {
                let message = format!("`{}` does not come before this topic", wanted.value);
                draft
                    .checked
                    .warning("prerequisite-order", span, message)
                    .hint("change the order in `course.toml`, or remove the prerequisite");
            }
            Some(_) => {}
        }
    }
}

/// Reports links to headings that do not exist.
pub(crate) fn check_anchors(topics: &[Topic], links: &[TopicLink], checked: &mut Checked<'_>) {
    for link in links {
        let Some(topic) = topics.iter().find(|topic| topic.id == link.topic) else {
            continue;
        };
        let anchors = || topic.headings.iter().map(|heading| heading.anchor.as_str());
        if !anchors().any(|anchor| anchor == link.anchor) {
            let message = format!("topic `{}` has no heading `#{}`", link.topic, link.anchor);
            checked
                .error("dead-anchor", link.span.clone(), message)
                .suggest(&link.anchor, anchors());
        }
    }
}

/// Reports topics that no chapter lists.
pub(crate) fn check_unused(manifest: &Manifest, source: &dyn Source, checked: &mut Checked<'_>) {
    let mut files = source.list("topics").unwrap_or_default();
    files.sort();
    for file in files {
        let Some(id) = topic_id(&file) else { continue };
        let mut listed = manifest.chapters.iter().flat_map(|chapter| &chapter.topics);
        if !listed.any(|topic| topic.value == id) {
            checked
                .warning("unused-topic", 0..0, format!("{file} is in no chapter"))
                .hint(format!("add \"{id}\" to the `topics` of a chapter"));
        }
    }
}

/// Figures that no topic shows, and folders of labs that no lab uses.
pub(crate) fn unused_files(recorder: &Recorder<'_>) -> Vec<Diagnostic> {
    let mut paths: BTreeSet<String> = BTreeSet::from_iter(listed(recorder, "figures"));
    for path in listed(recorder, "labs") {
        let mut parts = path.splitn(3, '/');
        if let (Some(labs), Some(lab), Some(_)) = (parts.next(), parts.next(), parts.next()) {
            paths.insert(format!("{labs}/{lab}"));
        }
    }
    paths.retain(|path| !recorder.has_read(path));
    let unused = |path: String| {
        let message = format!("nothing in the course uses {path}");
        Diagnostic::new(Severity::Warning, "unused-file", &path, "", 0..0, message)
            .hint("remove it, or show it in a topic")
    };
    paths.into_iter().map(unused).collect()
}

fn listed(source: &dyn Source, folder: &str) -> Vec<String> {
    source.list(folder).unwrap_or_default()
}
