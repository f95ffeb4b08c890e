//! What has to change when a file is no longer made.

use std::ops::Range;

use dockerfile::instructions::Instruction;

use super::super::candidate::{Candidate, Case};
use super::super::dockerfile_text::Written;
use super::super::script::{self, Script, Simple};
use super::program;

/// Commands that need the file to be there and do nothing with what it holds.
const HANDLING: [&str; 9] = [
    "rm", "unlink", "shred", "mv", "chmod", "chown", "truncate", "ls", "stat",
];

/// Takes away what handles a file that is not there any more, in the instructions from `from` on, and mounts the secret
/// `id` at the file's place for the steps that use it. Whether any does.
pub(super) fn edit(
    case: &Case<'_>,
    all: &[Written],
    from: usize,
    path: &str,
    id: Option<&str>,
    candidate: &mut Candidate,
) -> bool {
    let mut is_used = false;
    for written in all.iter().filter(|written| written.span.start > from) {
        if let Instruction::Copy(copy) = &written.instruction
            && copy.from.is_some()
        {
            let is_it: Vec<bool> = copy
                .sources
                .iter()
                .map(|source| source.text == path)
                .collect();
            if is_it.contains(&true) {
                let spans: Vec<Range<usize>> = copy
                    .sources
                    .iter()
                    .map(|source| written.place(source.span))
                    .collect();
                for range in written.without(&spans, &is_it) {
                    candidate.dockerfile(range, "");
                }
                candidate.note(format!("the image no longer has what was copied from {path}: give it to the container when it runs"));
            }
        }
        let Some(script) = script::of(&case.build.dockerfile, written) else {
            continue;
        };
        let (handling, using): (Vec<&Simple>, Vec<&Simple>) = script
            .commands
            .iter()
            .filter(|command| {
                mentions(&script, command, path) || program::reads(&command.name, path)
            })
            .partition(|command| HANDLING.contains(&command.name.as_str()));
        if handling.is_empty() && using.is_empty() {
            continue;
        }
        if using.is_empty() && handling.iter().any(|command| script.is_only(command)) {
            candidate.dockerfile(written.lines.clone(), "");
            continue;
        }
        for command in handling {
            let (range, text) = script.removal(command);
            candidate.dockerfile(range, text);
        }
        if let (Some(id), false) = (id, using.is_empty()) {
            is_used = true;
            candidate.dockerfile(
                written.flags_at(),
                format!(" --mount=type=secret,id={id},target={path}"),
            );
        }
    }
    is_used
}

/// Whether a command names a file: by its path, or by its name alone.
pub(super) fn mentions(script: &Script, command: &Simple, path: &str) -> bool {
    let text = script.text.get(command.span.clone()).unwrap_or_default();
    if is_word(text, path) {
        return true;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    name.len() > 3 && !name.contains('*') && is_word(text, name)
}

/// Whether a command has its output sent to a file.
pub(super) fn writes(script: &Script, command: &Simple, path: &str) -> bool {
    let text = script.text.get(command.span.clone()).unwrap_or_default();
    let before = text.split(path).next().unwrap_or_default().trim_end();
    before.len() < text.len() && before.ends_with('>')
}

/// Whether a text holds a path that does not go on to either side.
fn is_word(text: &str, path: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    text.match_indices(path).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let behind = text
            .get(at + path.len()..)
            .and_then(|text| text.chars().next());
        let is_longer = path.starts_with('/') && before == Some('/');
        !before.is_some_and(is_part)
            && !is_longer
            && !behind.is_some_and(|c| is_part(c) || c == '/')
    })
}
