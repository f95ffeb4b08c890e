//! A secret that a `RUN` copies from its mount: mounted where the copy was, it is read in place.

use super::super::candidate::{Candidate, Case};
use super::super::dockerfile_text;
use super::super::script;
use super::{program, without_file};
use crate::graph::{MountKind, Op};

const COPYING: [&str; 6] = ["cp", "install", "cat", "mv", "ln", "dd"];

pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let all = dockerfile_text::written(&case.build.tree);
    let mut found = Vec::new();
    for written in all.iter().filter(|written| written.run().is_some()) {
        let Some(script) = script::of(&case.build.dockerfile, written) else {
            continue;
        };
        let paths = case.files_of(written);
        for (id, mounted) in secret_files(case, written.span.start) {
            for command in script
                .commands
                .iter()
                .filter(|command| COPYING.contains(&command.name.as_str()))
            {
                let text = script.text.get(command.span.clone()).unwrap_or_default();
                if !text.contains(&mounted) {
                    continue;
                }
                for path in paths
                    .iter()
                    .filter(|path| text.contains(path.as_str()) || is_into(text, path, &mounted))
                {
                    let mut candidate = Candidate::default();
                    let mut others = script
                        .commands
                        .iter()
                        .filter(|other| other.span != command.span);
                    // A program may read it without naming it.
                    let is_used_here = others.any(|other| {
                        let is_copy = COPYING.contains(&other.name.as_str())
                            || without_file::writes(&script, other, path);
                        program::is_foreign(&other.name)
                            || !is_copy && without_file::mentions(&script, other, path)
                    });
                    if script.is_only(command) {
                        candidate.dockerfile(written.lines.clone(), "");
                    } else {
                        let (range, text) = script.removal(command);
                        candidate.dockerfile(range, text);
                        if is_used_here {
                            let mount = format!(" --mount=type=secret,id={id},target={path}");
                            candidate.dockerfile(written.flags_at(), mount);
                        }
                    }
                    let from = written.span.start;
                    let is_used_later =
                        without_file::edit(case, &all, from, path, Some(&id), &mut candidate);
                    candidate.what = if is_used_here || is_used_later {
                        format!(
                            "mount the secret at {path} for the steps that read it, instead of copying it there"
                        )
                    } else {
                        format!("do not copy the secret to {path}: no step reads it there")
                    };
                    candidate.note(format!(
                        "if the container needs {path} when it runs, mount it then: docker run -v, or a secret of the orchestrator"
                    ));
                    found.push(candidate);
                }
            }
        }
    }
    found
}

/// Whether a copy goes into a folder, under the name that the secret has in its mount.
fn is_into(text: &str, path: &str, mounted: &str) -> bool {
    let name = mounted.rsplit('/').next().unwrap_or(mounted);
    path.strip_suffix(name)
        .is_some_and(|folder| text.contains(folder.trim_end_matches('/')))
}

/// The secret's mounts of a step: id and path of the file.
fn secret_files(case: &Case<'_>, at: usize) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for vertex in &case.build.definition.vertices {
        let (Op::Exec(op), Some(span)) = (&vertex.op, vertex.span) else {
            continue;
        };
        if span.start != at {
            continue;
        }
        for mount in &op.mounts {
            if let MountKind::Secret(secret) = &mount.kind {
                found.push((secret.id.clone(), mount.dest.clone()));
            }
        }
    }
    found
}
