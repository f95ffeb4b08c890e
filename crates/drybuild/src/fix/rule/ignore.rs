//! A file of the build context: left out of it, and mounted as a secret where a step reads it.

use std::ops::Range;

use dockerfile::Span;
use dockerfile::Word;
use dockerfile::instructions::{Instruction, Mount, MountType};

use super::super::candidate::{Candidate, Case};
use super::super::dockerfile_text::{self, Written};
use super::super::edit::EditedFile;
use super::super::script;
use super::without_file;
use crate::context::{ContextEntry, ContextTree};

/// A file of a context that holds the secret.
struct Held<'a> {
    path: &'a str,
    bytes: &'a [u8],
}

pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let held = held(case, &case.build.context);
    if held.is_empty() {
        return Vec::new();
    }
    let all = dockerfile_text::written(&case.build.tree);
    let mut only = Candidate::default();
    for file in &held {
        rule(case, file.path, &mut only);
    }
    let names: Vec<&str> = held.iter().map(|file| file.path).collect();
    let names = names.join(" and ");
    only.what = format!("keep {names} out of the build context, with a line in .dockerignore");
    let mut mounted = only.clone();
    only.note(format!(
        "if the container needs {names} when it runs, give it then: docker run -v, or --env-file"
    ));
    let mut is_mounted = false;
    for file in &held {
        sources(&case.build.context, &all, file, &mut mounted);
        is_mounted |= users(case, &all, file, &mut mounted);
    }
    mounted.what = if is_mounted {
        format!(
            "keep {names} out of the build context, and mount it as a secret for the steps that read it"
        )
    } else {
        format!("keep {names} out of the build context, and do not copy it: no step reads it")
    };
    // A step that reads the file without naming it fails in a real build, and the simulator may not know.
    if is_mounted {
        vec![mounted]
    } else {
        vec![only, mounted]
    }
}

fn held<'a>(case: &Case<'_>, context: &'a ContextTree) -> Vec<Held<'a>> {
    let mut found = Vec::new();
    for (path, entry) in context.entries() {
        let bytes: &[u8] = match entry {
            ContextEntry::File { bytes, .. } => bytes,
            ContextEntry::Symlink { target } => target.as_bytes(),
            ContextEntry::Directory { .. } | ContextEntry::Unread { .. } => continue,
        };
        let is_it = case.build.planted.found_in(bytes).contains(&case.secret)
            || case
                .build
                .planted
                .found_in(path.as_bytes())
                .contains(&case.secret);
        let is_build_file = matches!(path, "Dockerfile" | ".dockerignore");
        if is_it && !is_build_file {
            found.push(Held { path, bytes });
        }
    }
    found
}

/// The line of the ignore file: a repository's own folder whole, dotted files in any folder, all else by its path.
fn rule(case: &Case<'_>, path: &str, candidate: &mut Candidate) {
    let text = case.draft.text(EditedFile::Dockerignore);
    let name = path.rsplit('/').next().unwrap_or(path);
    let pattern = if path.starts_with(".git/") {
        ".git".to_owned()
    } else if path.contains('/') && name.starts_with('.') {
        format!("**/{name}")
    } else {
        path.replace(['*', '?', '[', ']', '\\'], "?")
    };
    let before = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let line = format!("{before}{pattern}\n");
    let at = text.len();
    if !candidate
        .edits
        .iter()
        .any(|edit| edit.text.trim_start() == line.trim_start())
    {
        candidate.edit(EditedFile::Dockerignore, at..at, line);
    }
}

/// Takes the file out of `COPY` and `ADD` that name it.
fn sources(context: &ContextTree, all: &[Written], file: &Held<'_>, candidate: &mut Candidate) {
    for written in all {
        let words: &[Word] = match &written.instruction {
            Instruction::Copy(copy) if copy.from.is_none() => &copy.sources,
            Instruction::Add(add) => &add.sources,
            _ => continue,
        };
        let is_it: Vec<bool> = words
            .iter()
            .map(|word| {
                let named = clean(&word.text);
                named == file.path || linked(context, &named).as_deref() == Some(file.path)
            })
            .collect();
        if !is_it.contains(&true) {
            continue;
        }
        let is_all = is_it.iter().all(|it| *it) && !has_contents(written);
        if is_all {
            candidate.dockerfile(written.lines.clone(), "");
        } else {
            let place = |span: Span| written.place(span);
            let spans: Vec<Range<usize>> = words.iter().map(|word| place(word.span)).collect();
            let mut spans_and_dest = spans.clone();
            spans_and_dest.push(spans.last().map_or(0..0, |last| last.end..last.end));
            let mut gone = is_it.clone();
            gone.push(false);
            for range in written.without(&spans_and_dest, &gone) {
                candidate.dockerfile(range.start..range.end, "");
            }
        }
        candidate.note(format!(
            "the image no longer has {}: give it to the container when it runs, if it needs it",
            file.path
        ));
    }
}

/// Where a symbolic link of the context leads, within it.
fn linked(context: &ContextTree, path: &str) -> Option<String> {
    let mut entries = context.entries();
    let target = entries.find_map(|(at, entry)| match entry {
        ContextEntry::Symlink { target } if at == path => Some(target.as_str()),
        _ => None,
    })?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some(clean(&format!("{folder}/{target}")))
}

fn has_contents(written: &Written) -> bool {
    match &written.instruction {
        Instruction::Copy(copy) => !copy.contents.is_empty(),
        Instruction::Add(add) => !add.contents.is_empty(),
        _ => false,
    }
}

/// Mounts the file for the steps that read it, and takes away what only handled the copy. Whether any reads it.
fn users(case: &Case<'_>, all: &[Written], file: &Held<'_>, candidate: &mut Candidate) -> bool {
    let name = file.path.rsplit('/').next().unwrap_or(file.path);
    let id = id_of(name);
    let mut is_mounted = false;
    let mut copied: Vec<(usize, String)> = Vec::new();
    for place in case.places {
        if let (Some(path), Some(span)) = (&place.place.path, place.place.span)
            && place.place.stage.is_some()
            && (path.ends_with(name) || is_named_at(all, span.start, file))
            && !copied.iter().any(|(_, known)| known == path)
        {
            copied.push((span.start, path.clone()));
        }
    }
    for (from, path) in &copied {
        if without_file::edit(
            case,
            all,
            from.saturating_sub(1),
            path,
            Some(&id),
            candidate,
        ) {
            is_mounted = true;
        }
    }
    is_mounted |= bound(case, all, file, &id, candidate);
    if is_mounted {
        let folder = case.draft.input.options.context.trim_end_matches('/');
        let path = if matches!(folder, "." | "") {
            file.path.to_owned()
        } else {
            format!("{folder}/{}", file.path)
        };
        candidate.give_file(case, &id, &path, file.bytes);
    }
    is_mounted
}

/// Whether the instruction at a place copies the file by its name, whatever it is called there.
fn is_named_at(all: &[Written], at: usize, file: &Held<'_>) -> bool {
    all.iter().any(|written| {
        let sources = match &written.instruction {
            Instruction::Copy(copy) => copy.sources.as_slice(),
            Instruction::Add(add) => add.sources.as_slice(),
            _ => &[],
        };
        written.span.contains(&at) && sources.iter().any(|word| clean(&word.text) == file.path)
    })
}

/// The context mounted whole: the script reads the secret's own mount instead.
fn bound(
    case: &Case<'_>,
    all: &[Written],
    file: &Held<'_>,
    id: &str,
    candidate: &mut Candidate,
) -> bool {
    let mut is_mounted = false;
    for written in all {
        let (Some(run), Some(script)) =
            (written.run(), script::of(&case.build.dockerfile, written))
        else {
            continue;
        };
        for text in &run.mounts {
            let parsed = Mount::parse(dockerfile::Version::CURRENT, &text.text, &mut |value| {
                Ok(value.to_owned())
            });
            let Some(mount) = parsed
                .ok()
                .filter(|mount| mount.kind == MountType::Bind && mount.from.is_empty())
            else {
                continue;
            };
            let source = clean(&mount.source);
            let below = match source.as_str() {
                "" => Some(file.path),
                source if source == file.path => Some(""),
                source => file
                    .path
                    .strip_prefix(source)
                    .and_then(|rest| rest.strip_prefix('/')),
            };
            let Some(below) = below else {
                continue;
            };
            if below.is_empty() {
                // The file alone is bound: the secret takes its place.
                let flag = written.place(text.span);
                let target = &mount.target;
                let secret = format!("--mount=type=secret,id={id},target={target}");
                candidate.dockerfile(with_name(&case.build.dockerfile, flag), secret);
                is_mounted = true;
                continue;
            }
            let bound = format!("{}/{below}", mount.target.trim_end_matches('/'));
            let bound = bound.trim_end_matches('/');
            let uses: Vec<usize> = script.text.match_indices(bound).map(|(at, _)| at).collect();
            for at in &uses {
                candidate.dockerfile(
                    script.place(*at..at + bound.len()),
                    format!("/run/secrets/{id}"),
                );
            }
            if !uses.is_empty() {
                let secret = format!("/run/secrets/{id}");
                candidate.renamed.push((bound.to_owned(), secret));
                candidate.dockerfile(written.flags_at(), format!(" --mount=type=secret,id={id}"));
                is_mounted = true;
            }
        }
    }
    is_mounted
}

/// The span of a flag's value, with `--mount=` before it.
fn with_name(source: &str, value: Range<usize>) -> Range<usize> {
    const NAME: &str = "--mount=";
    let before = source.get(..value.start).unwrap_or_default();
    let name = if before.ends_with(NAME) {
        NAME.len()
    } else {
        0
    };
    value.start - name..value.end
}

/// An id of a secret made of the name of a file.
fn id_of(name: &str) -> String {
    let plain = name.trim_start_matches('.');
    let kept = plain.chars().map(|c| {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
            c
        } else {
            '-'
        }
    });
    kept.collect()
}

fn clean(path: &str) -> String {
    let parts = path.split('/').filter(|part| !matches!(*part, "" | "."));
    parts.collect::<Vec<_>>().join("/")
}
