//! A command that does nothing but bring the secret where it is not to be.

use super::super::candidate::{Candidate, Case};
use super::super::dockerfile_text;
use super::super::script;
use super::{program, without_file};

/// Commands whose file no other command of their step can want.
pub(super) fn unwanted(case: &Case<'_>) -> Vec<Candidate> {
    of(case, |script, command, paths| {
        let others = script.commands.iter();
        let mut others = others.filter(|other| other.pipeline != command.pipeline);
        !others.any(|other| {
            program::is_foreign(&other.name)
                || paths
                    .iter()
                    .any(|path| without_file::mentions(script, other, path))
        })
    })
}

/// Any command that only moves bytes about.
pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    of(case, |_, _, _| true)
}

fn of(
    case: &Case<'_>,
    is_wanted: impl Fn(&script::Script, &script::Simple, &[String]) -> bool,
) -> Vec<Candidate> {
    let all = dockerfile_text::written(&case.build.tree);
    let mut found = Vec::new();
    for written in all.iter().filter(|written| written.run().is_some()) {
        let mut places = case.places.iter();
        if !places.any(|place| case.comes_of(written, place.place.span)) {
            continue;
        }
        let paths = case.files_of(written);
        let Some(script) = script::of(&case.build.dockerfile, written) else {
            exec_form(written, &mut found);
            continue;
        };
        for command in &script.commands {
            let mut inner = script
                .commands
                .iter()
                .filter(|other| other.pipeline == command.pipeline);
            if !inner.clone().all(|part| program::is_plain(&part.name)) {
                continue;
            }
            let is_last = inner
                .next_back()
                .is_some_and(|part| part.span == command.span);
            if !is_last || !is_wanted(&script, command, &paths) {
                continue;
            }
            let name = if command.name.is_empty() {
                "the assignment"
            } else {
                &command.name
            };
            let mut plain = Candidate::new(format!(
                "leave `{name}` away: it does nothing but carry the secret there"
            ));
            if script.is_only(command) {
                plain.dockerfile(written.lines.clone(), "");
            } else {
                let (range, text) = script.removal(command);
                plain.dockerfile(range, text);
            }
            if !paths.is_empty() {
                plain.note(format!(
                    "if the container needs {} when it runs, give it then",
                    paths.join(" or ")
                ));
            }
            let mut further = plain.clone();
            for path in &paths {
                without_file::edit(case, &all, written.span.start, path, None, &mut further);
            }
            found.push(plain);
            found.push(further);
        }
    }
    found
}

/// `RUN ["cat", "/run/secrets/token"]`
fn exec_form(written: &dockerfile_text::Written, found: &mut Vec<Candidate>) {
    let words = written.run().map(|run| run.command.args.as_slice());
    let first = words
        .and_then(<[_]>::first)
        .map_or("", |word| word.text.as_str());
    if !first.is_empty() && program::is_plain(first) {
        let mut candidate = Candidate::new(format!(
            "leave `{first}` away: it does nothing but carry the secret there"
        ));
        candidate.dockerfile(written.lines.clone(), "");
        found.push(candidate);
    }
}
