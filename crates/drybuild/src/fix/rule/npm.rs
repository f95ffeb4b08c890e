//! `npm config set` with a reference to a variable: npm expands it when it reads the file, and keeps the name only.

use super::super::candidate::{Candidate, Case};
use std::ops::Range;

use super::super::dockerfile_text::{self, Written};
use super::super::script;

pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let variable = &case.variable;
    let mut candidate = Candidate::new(format!(
        "let npm's setting name the variable {variable}, which npm reads when it needs it, instead of holding the value"
    ));
    for written in dockerfile_text::written(&case.build.tree) {
        let Some(script) = script::of(&case.build.dockerfile, &written) else {
            continue;
        };
        for command in script
            .commands
            .iter()
            .filter(|command| command.name == "npm")
        {
            let text = script.text.get(command.span.clone()).unwrap_or_default();
            if !text.contains(" set ") {
                continue;
            }
            for secret in &case.draft.input.options.secrets {
                let read = format!("$(cat /run/secrets/{})", secret.id);
                for (at, read) in text.match_indices(&read) {
                    let start = command.span.start + at;
                    candidate.dockerfile(
                        script.place(start..start + read.len()),
                        format!("\\${{{variable}}}"),
                    );
                    let (at, text) = mount(case, &written, &script.text, &secret.id, variable);
                    candidate.dockerfile(at, text);
                }
            }
        }
    }
    vec![candidate]
}

/// The variable in the secret's own mount where its file is read no more, else in a mount beside it.
fn mount(
    case: &Case<'_>,
    written: &Written,
    script: &str,
    id: &str,
    variable: &str,
) -> (Range<usize>, String) {
    let is_read_once = script.matches(&format!("/run/secrets/{id}")).count() == 1;
    let mounts = written.run().map_or(&[][..], |run| run.mounts.as_slice());
    let mut places = mounts.iter().map(|mount| written.place(mount.span));
    let own = places.find(|place| {
        let text = case.build.dockerfile.get(place.clone()).unwrap_or_default();
        text.ends_with(&format!("type=secret,id={id}"))
    });
    match own.filter(|_| is_read_once) {
        Some(place) => (place.end..place.end, format!(",env={variable}")),
        None => (
            written.flags_at(),
            format!(" --mount=type=secret,id={id},env={variable}"),
        ),
    }
}
