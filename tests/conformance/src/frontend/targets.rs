//! The record `targets`.

use drybuild::frontend::{BuildError, Target};
use serde_json::{Map, Value, json};

use super::build::add_error;

/// The record of a list of targets.
pub(super) fn answer(targets: &Result<Vec<Target>, BuildError>) -> Value {
    let targets = match targets {
        Ok(targets) => targets,
        Err(error) => {
            let mut record = Map::new();
            record.insert("ok".to_owned(), false.into());
            add_error(&mut record, error);
            return record.into();
        }
    };
    let targets: Vec<Value> = targets
        .iter()
        .map(|t| {
            json!({
                "name": t.name,
                "default": t.is_default,
                "description": t.description,
                "base": t.base,
                "platform": t.platform,
                "lines": t.location.lines,
            })
        })
        .collect();
    json!({ "ok": true, "targets": targets })
}
