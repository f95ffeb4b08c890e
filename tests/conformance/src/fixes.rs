//! `fixes`: what drybuild would change in the recorded scenarios so that nothing certain is left of a secret.

use drybuild::fix::{self, Answer, Draft, EditedFile};
use drybuild::labelled::SecretId;
use serde_json::{Value, json};

use crate::flows::{self, list, text};

/// The fix of each secret of one scenario, with the texts of its last build as they would be.
pub(crate) fn answer(case: &Value) -> Value {
    let names: Vec<String> = list(case, "secrets")
        .iter()
        .map(|secret| text(secret, "name").to_owned())
        .collect();
    let sequence = list(case, "sequence");
    let recorded: Vec<&Value> = if sequence.is_empty() {
        vec![case]
    } else {
        sequence.iter().collect()
    };
    let draft = |record: &&Value| {
        let mut input = flows::input(record);
        input.secrets = list(case, "secrets")
            .iter()
            .map(|secret| text(secret, "marker").as_bytes().to_vec())
            .collect();
        Draft {
            input,
            command: text(record, "command").to_owned(),
        }
    };
    let drafts: Vec<Draft> = recorded.iter().map(draft).collect();
    let fixes: Vec<Value> = (0..)
        .zip(&names)
        .map(
            |(index, name)| match fix::fix(&drafts, &names, SecretId(index)) {
                Answer::Clean => json!({ "secret": name, "answer": "clean" }),
                Answer::Without(why) => json!({ "secret": name, "answer": "without", "why": why }),
                Answer::Fixed(fix) => {
                    let after = drafts.iter().enumerate().next_back().map(|(index, draft)| {
                        let mine: Vec<_> = fix
                            .edits
                            .iter()
                            .filter(|edit| edit.build == index)
                            .cloned()
                            .collect();
                        draft.edited(&mine, &fix.needs)
                    });
                    let text =
                        |file: EditedFile| after.as_ref().map(|draft| draft.text(file).to_owned());
                    json!({
                        "secret": name,
                        "answer": "fixed",
                        "steps": fix.steps,
                        "notes": fix.notes,
                        "edits": fix.edits.len(),
                        "dockerfile": text(EditedFile::Dockerfile),
                        "dockerignore": text(EditedFile::Dockerignore),
                        "command": text(EditedFile::Command),
                    })
                }
            },
        )
        .collect();
    json!({ "id": case.get("id"), "fixes": fixes })
}
