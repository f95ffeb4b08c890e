//! The value in a flag of the command.

use super::super::candidate::{Candidate, Case};
use super::super::edit::EditedFile;

/// Takes it out; what was done, in words.
pub(super) fn edit(case: &Case<'_>, candidate: &mut Candidate) -> Option<String> {
    let value = case.value()?;
    let mut done = Vec::new();
    for flag in case.draft.line().flags {
        if !case.holds(&flag.value) {
            continue;
        }
        let written = case
            .draft
            .command
            .get(flag.value_span.clone())
            .unwrap_or_default();
        let place = written.find(value).map(|at| {
            let start = flag.value_span.start + at;
            start..start + value.len()
        });
        match (flag.name.as_str(), place) {
            ("label" | "annotation", _) => {
                candidate.edit(EditedFile::Command, case.with_blanks(flag.span), "");
                done.push(format!("leave --{} away", flag.name));
            }
            ("build-context", Some(place)) => {
                let Some(userinfo) = super::text::userinfo(&case.draft.command, &place) else {
                    continue;
                };
                candidate.edit(EditedFile::Command, userinfo, "");
                candidate.note("give git the token as --secret id=GIT_AUTH_TOKEN: BuildKit uses it for the address, and keeps it nowhere");
                done.push("leave the password out of the address".to_owned());
            }
            ("tag", Some(place)) => {
                // With the sign that joined it to the rest of the name.
                let before = case.draft.command.get(..place.start).unwrap_or_default();
                let sign = before.ends_with(['-', '_', '.', ':']);
                candidate.edit(
                    EditedFile::Command,
                    place.start - usize::from(sign)..place.end,
                    "",
                );
                done.push("name the image otherwise".to_owned());
            }
            ("target" | "secret" | "ssh", Some(place)) => {
                candidate.edit(EditedFile::Command, place, case.placeholder());
                done.push("use another name".to_owned());
            }
            _ => {}
        }
    }
    (!done.is_empty()).then(|| done.join("; "))
}
