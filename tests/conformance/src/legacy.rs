//! `legacy`: what Docker 20.10 answers with its classic builder, in the schema of `LEGACY.md`.

mod archive;
mod base;
mod buildkit;
mod case;
mod classic;
mod layer;

use serde_json::{Value, json};

use crate::flows::{list, text};

/// Answers one record: all its builds, one after the other, on an engine of each kind.
pub(crate) fn answer(record: &Value) -> Value {
    let sequence = list(record, "sequence");
    let builds: Vec<&Value> = if sequence.is_empty() {
        vec![record]
    } else {
        sequence.iter().collect()
    };
    json!({
        "id": text(record, "id"),
        "actual": {
            "legacy": {"builds": classic::answers(record, &builds)},
            "buildkit2010": {"builds": buildkit::answers(record, &builds)},
        },
    })
}
