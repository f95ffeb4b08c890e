//! The records `lint` and `lintExperimental`: what `--check` answers.

use drybuild::frontend::{BuildError, Check};
use serde_json::{Map, Value, json};

use super::build::add_error;

/// The record of a check; `source` is the Dockerfile for the printed text, if that is wanted.
pub(super) fn answer(check: &Result<Check, BuildError>, source: Option<&str>) -> Value {
    let mut record = Map::new();
    let check = match check {
        Ok(check) => check,
        Err(error) => {
            record.insert("ok".to_owned(), false.into());
            add_error(&mut record, error);
            return record.into();
        }
    };
    let mut warnings = check.warnings.clone();
    warnings.sort_by(|a, b| {
        let key =
            |w: &drybuild::lint::Warning| (w.lines.first().copied(), w.rule.name, w.detail.clone());
        key(a).cmp(&key(b))
    });
    let warnings: Vec<Value> = warnings
        .iter()
        .map(|w| {
            json!({
                "rule": w.rule.name,
                "description": w.rule.description,
                "url": w.rule.url,
                "detail": w.detail,
                "lines": w.lines,
            })
        })
        .collect();
    record.insert("ok".to_owned(), true.into());
    let is_clean = warnings.is_empty() && check.error.is_none();
    record.insert(
        "statuscode".to_owned(),
        if is_clean { "0" } else { "1" }.into(),
    );
    record.insert("warnings".to_owned(), warnings.into());
    if let Some(error) = &check.error {
        let lines: Vec<usize> = error
            .locations
            .iter()
            .flat_map(|l| l.lines.iter().copied())
            .collect();
        record.insert(
            "buildError".to_owned(),
            json!({ "message": error.message, "lines": lines }),
        );
    }
    if let Some(source) = source {
        record.insert(
            "text".to_owned(),
            drybuild::lint::print(&check.warnings, source, "Dockerfile").into(),
        );
    }
    record.into()
}
