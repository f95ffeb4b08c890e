//! A secret in a variable that the script does not name is only there to be dumped with the others: a file is not.

use super::super::candidate::{Candidate, Case};
use super::super::dockerfile_text::{self, references};
use super::super::script;

pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let mut candidate = Candidate::new(
        "mount the secret as a file, not as a variable: the step does not name the variable, and what it lists of its environment holds it",
    );
    for written in dockerfile_text::written(&case.build.tree) {
        let (Some(run), Some(script)) =
            (written.run(), script::of(&case.build.dockerfile, &written))
        else {
            continue;
        };
        for mount in &run.mounts {
            let place = written.place(mount.span);
            let text = case.build.dockerfile.get(place.clone()).unwrap_or_default();
            let Some(at) = text.find(",env=") else {
                continue;
            };
            let value = text.get(at + 5..).unwrap_or_default();
            let length = value.find([',', '"', ' ']).unwrap_or(value.len());
            let name = value.get(..length).unwrap_or_default();
            if text.contains("type=secret") && references(&script.text, name).is_empty() {
                candidate.dockerfile(place.start + at..place.start + at + 5 + length, "");
            }
        }
    }
    vec![candidate]
}
