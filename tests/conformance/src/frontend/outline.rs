//! The record `outline`.

use drybuild::frontend::{BuildError, Outline, OutlineMount};
use serde_json::{Map, Value, json};

use super::build::add_error;

/// The record of an outline.
pub(super) fn answer(outline: &Result<Outline, BuildError>) -> Value {
    let outline = match outline {
        Ok(outline) => outline,
        Err(error) => {
            let mut record = Map::new();
            record.insert("ok".to_owned(), false.into());
            add_error(&mut record, error);
            return record.into();
        }
    };
    let args: Vec<Value> = outline
        .args
        .iter()
        .map(|a| {
            json!({ "name": a.name, "value": a.value, "description": a.description, "lines": a.location.lines })
        })
        .collect();
    let mounts = |list: &[OutlineMount]| -> Value {
        list.iter()
            .map(|m| json!({ "name": m.name, "required": m.required, "lines": m.location.lines }))
            .collect()
    };
    json!({
        "ok": true,
        "name": outline.name,
        "description": outline.description,
        "args": args,
        "secrets": mounts(&outline.secrets),
        "ssh": mounts(&outline.ssh),
        "cache": [],
    })
}
