//! Files: layers of the image, and the output folder.

use super::{Build, Found, Place, Reach, Sink, chain};
use crate::Span;
use crate::build::PlatformImage;
use crate::filesystem::{Change, ChangeKind, Content, FileSystem, Inode, InodeId, Kind};
use crate::graph::VertexId;
use crate::labelled::{Bytes, Certainty, Form, SecretId, Taint};
use crate::shell;
use crate::solve::Solved;

pub(super) fn find(build: &Build, found: &mut Found) {
    for image in build.built_images() {
        of_image(build, image, found);
    }
}

fn of_image(build: &Build, image: &PlatformImage, found: &mut Found) {
    let layers: Vec<VertexId> = image.own_layers().collect();
    for (index, vertex) in layers.iter().enumerate() {
        let later = layers.get(index + 1..).unwrap_or_default();
        for hit in of_vertex(build, *vertex, found.secret) {
            let is_hidden = hit.is_whiteout || later.iter().any(|id| hides(build, *id, &hit.path));
            let sink = if is_hidden {
                Sink::ImageLayerHidden
            } else {
                Sink::ImageLayer
            };
            let number = image.base_layers.len() + index + 1;
            push(build, found, &hit, sink, &format!("layer {number}"));
            push(
                build,
                found,
                &hit,
                Sink::CacheExportMin,
                "the image's layers",
            );
        }
    }
    let result = image.result.and_then(|edge| build.solution.files(edge));
    if let (Some(files), true) = (result, super::readers::is_local(&build.options)) {
        for hit in of_tree(build, files, found.secret) {
            push(build, found, &hit, Sink::LocalOutput, "the output folder");
        }
    }
}

/// The path of a file that nobody can name.
pub(crate) const ANY_FILE: &str = "/*";

/// The step of a value that stands in no file but in the name of one.
const NAMED: &str = "the name of the file holds the value";

/// A file that holds a secret.
pub(super) struct Hit {
    pub(super) vertex: Option<VertexId>,
    pub(super) path: String,
    pub(super) form: Form,
    pub(super) certainty: Certainty,
    pub(super) taint: Option<Taint>,
    pub(super) is_whiteout: bool,
    pub(super) note: Option<&'static str>,
    /// The instruction behind a place that is no step's own.
    pub(super) instruction: Option<Span>,
}

/// Adds what was found in one place.
pub(super) fn push(build: &Build, found: &mut Found, hit: &Hit, sink: Sink, container: &str) {
    let vertex = hit.vertex.and_then(|id| build.definition.vertex(id));
    let span = vertex.map_or(hit.instruction, |vertex| vertex.span);
    let mut links = match &hit.taint {
        Some(taint) => chain::of_taint(build, taint),
        None => chain::to_instruction(build, found.secret, span),
    };
    if let Some(note) = hit.note {
        links.push(chain::link(note.to_owned(), span));
    }
    let ending = match sink {
        Sink::ImageLayerHidden => "a later layer hides it, and this layer still holds it",
        Sink::CacheMount => "the cache mount keeps it for the next build",
        Sink::ContextSnapshot => "the builder keeps its copy of the file",
        Sink::CacheExportMin | Sink::CacheExportMax => "an exported cache takes the layer along",
        Sink::LocalOutput => "the output folder holds the final file system",
        Sink::BuilderCache => {
            "the builder keeps the layer of every step that ran, of the image or not"
        }
        _ => "the layer of this step holds the file when the step ends",
    };
    let (file, shown) = match hit.path.as_str() {
        ANY_FILE => ("any file that the step writes".to_owned(), "any file"),
        path => (format!("`{path}`"), path),
    };
    let spelled = match hit.form {
        Form::Base64 => ", in base64",
        Form::Hex => ", in hexadecimal",
        _ => "",
    };
    links.push(chain::link(format!("{file}{spelled}: {ending}"), span));
    let span = span.or_else(|| links.iter().rev().find_map(|link| link.span));
    found.push(Reach {
        sink,
        outputs: super::Outputs::ThisBuild,
        certainty: hit.certainty,
        form: hit.form,
        place: Place {
            text: format!("{container}, {shown}"),
            stage: vertex.and_then(|vertex| build.stage(vertex)),
            step: vertex.and_then(|vertex| build.step(vertex)),
            path: Some(hit.path.clone()),
            json_path: None,
            span,
        },
        chain: links,
    });
}

/// What the layer of a vertex holds of a secret.
pub(super) fn of_vertex(build: &Build, id: VertexId, secret: SecretId) -> Vec<Hit> {
    let Some(solved) = build.solution.vertex(id) else {
        return Vec::new();
    };
    let mut hits: Vec<Hit> = Vec::new();
    for change in solved.changes.iter() {
        hits.extend(of_change(build, change, solved, secret));
    }
    for possible in solved.run.iter().flat_map(|run| &run.possible) {
        if possible.taint.secret != secret || !possible.taint.part.is_whole() {
            continue;
        }
        let path = match &possible.place {
            shell::Place::File(path) => path.clone(),
            shell::Place::Files => ANY_FILE.to_owned(),
            shell::Place::Output => continue,
        };
        if hits.iter().any(|hit| hit.path == path) {
            continue;
        }
        hits.push(Hit {
            path,
            form: possible.taint.form,
            certainty: Certainty::Possible,
            taint: Some(possible.taint.clone()),
            is_whiteout: false,
            note: Some("what this program does with it is not known: it may write it to a file"),
            vertex: None,
            instruction: None,
        });
    }
    for hit in &mut hits {
        hit.vertex = Some(id);
    }
    hits
}

fn of_change(build: &Build, change: &Change, solved: &Solved, secret: SecretId) -> Option<Hit> {
    let path = format!("/{}", change.path.text());
    let name = change
        .path
        .data()
        .rsplit(|byte| *byte == b'/')
        .next()
        .unwrap_or_default();
    let (inode, is_whiteout) = match &change.kind {
        ChangeKind::Put(inode) => (Some(inode.clone()), false),
        ChangeKind::Hardlink { target } => (target_inode(solved, target), false),
        ChangeKind::Whiteout => (None, true),
    };
    let in_content = inode
        .as_deref()
        .and_then(|inode| of_inode(build, inode, secret));
    let in_name = || {
        let start = change.path.len() - name.len();
        in_bytes(build, &change.path.from_offset(start), secret)
    };
    let ((form, certainty, taint), note) = or_in_name(in_content, in_name)?;
    Some(Hit {
        vertex: None,
        path,
        form,
        certainty,
        taint,
        is_whiteout,
        note,
        instruction: None,
    })
}

/// What a file holds, or else its name, and the note for a name.
fn or_in_name(
    in_content: Option<Held>,
    in_name: impl FnOnce() -> Option<Held>,
) -> Option<(Held, Option<&'static str>)> {
    match in_content {
        Some(held) => Some((held, None)),
        None => in_name().map(|held| (held, Some(NAMED))),
    }
}

fn target_inode(solved: &Solved, target: &Bytes) -> Option<std::rc::Rc<Inode>> {
    let files = solved.outputs.first()?;
    files.get(files.lookup(&target.text())?).cloned()
}

/// Every file of a tree that holds a secret.
pub(super) fn of_tree(build: &Build, files: &FileSystem, secret: SecretId) -> Vec<Hit> {
    let mut hits = Vec::new();
    walk(build, files, InodeId::ROOT, "", secret, &mut hits);
    hits
}

fn walk(
    build: &Build,
    files: &FileSystem,
    directory: InodeId,
    above: &str,
    secret: SecretId,
    hits: &mut Vec<Hit>,
) {
    let Some(inode) = files.get(directory) else {
        return;
    };
    for (name, entry) in inode.entries() {
        let labelled = entry.labelled.as_deref().cloned();
        let name = labelled.unwrap_or_else(|| Bytes::from(name.as_ref()));
        let path = format!("{above}/{}", name.text());
        let Some(child) = files.get(entry.inode) else {
            continue;
        };
        let in_content = of_inode(build, child, secret);
        let held = or_in_name(in_content, || in_bytes(build, &name, secret));
        if let Some(((form, certainty, taint), note)) = held {
            hits.push(Hit {
                vertex: None,
                path: path.clone(),
                form,
                certainty,
                taint,
                is_whiteout: false,
                note,
                instruction: None,
            });
        }
        walk(build, files, entry.inode, &path, secret, hits);
    }
}

type Held = (Form, Certainty, Option<Taint>);

fn of_inode(build: &Build, inode: &Inode, secret: SecretId) -> Option<Held> {
    match &inode.kind {
        Kind::File(Content::Bytes(bytes)) => in_bytes(build, bytes, secret),
        Kind::Symlink(target) => in_bytes(build, target, secret),
        _ => None,
    }
}

/// The secrets that an entry of a layer holds, in its content or its name; other names of a file are not looked into.
pub(crate) fn in_change(build: &Build, change: &Change) -> Vec<SecretId> {
    let solved = Solved::default();
    let ids = build.planted.iter().map(|(secret, _)| secret);
    ids.filter(|secret| of_change(build, change, &solved, *secret).is_some())
        .collect()
}

/// Whether bytes hold all of a secret: by their labels, or plainly.
pub(super) fn in_bytes(build: &Build, bytes: &Bytes, secret: SecretId) -> Option<Held> {
    let mine = bytes.whole_secrets().filter(|taint| taint.secret == secret);
    if let Some(taint) = mine.min_by_key(|taint| (taint.certainty, taint.form)) {
        return Some((taint.form, taint.certainty, Some(taint.clone())));
    }
    let is_plain = build.planted.found_in(bytes.data()).contains(&secret);
    is_plain.then_some((Form::Plain, Certainty::Certain, None))
}

/// Whether the layer of a vertex removes or replaces a path.
pub(crate) fn hides(build: &Build, id: VertexId, path: &str) -> bool {
    let Some(solved) = build.solution.vertex(id) else {
        return false;
    };
    solved.changes.iter().any(|change| {
        let changed = change.path.text();
        let rest = path.trim_start_matches('/').strip_prefix(changed.as_ref());
        let is_same = rest == Some("");
        let is_above = rest.is_some_and(|rest| rest.starts_with('/'));
        match &change.kind {
            ChangeKind::Whiteout => is_same || is_above,
            ChangeKind::Put(inode) if inode.is_dir() => false,
            ChangeKind::Put(_) | ChangeKind::Hardlink { .. } => is_same || is_above,
        }
    })
}
