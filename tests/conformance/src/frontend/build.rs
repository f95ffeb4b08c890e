//! The record `build`: what a build's frontend answers.

mod config;
mod llb;

use drybuild::frontend::{BuildError, Frontend, PlatformBuild};
use serde_json::{Map, Value, json};

/// The record of a conversion.
pub(super) fn answer(frontend: &Frontend) -> Value {
    let resolved: Vec<String> = frontend
        .resolved
        .iter()
        .map(|r| format!("{} {} | {}", r.reference.familiar(), r.platform, r.log_name))
        .collect();
    let warnings: Vec<Value> = frontend
        .warnings
        .iter()
        .map(|w| {
            let line = w.lines.first().map(|line| format!(" (line {line})")).unwrap_or_default();
            json!({ "msg": format!("{}: {}{line}", w.rule.name, w.detail), "url": w.rule.url, "lines": w.lines })
        })
        .collect();
    let mut record = Map::new();
    record.insert("ok".to_owned(), frontend.error.is_none().into());
    record.insert("imagesResolved".to_owned(), resolved.into());
    record.insert("buildWarnings".to_owned(), warnings.into());
    if let Some(error) = &frontend.error {
        add_error(&mut record, error);
        return record.into();
    }
    for build in &frontend.platforms {
        let PlatformBuild {
            platform,
            is_multi_platform,
            image,
            ..
        } = build;
        let key = if *is_multi_platform {
            format!("image/{}", platform.normalize())
        } else {
            "image".to_owned()
        };
        record.insert(key, config::answer(image));
    }
    let graphs: Vec<Value> = frontend
        .platforms
        .iter()
        .map(|p| llb::answer(&p.definition))
        .collect();
    record.insert("llb".to_owned(), graphs.into());
    record.into()
}

/// Adds text and lines of an error.
pub(super) fn add_error(record: &mut Map<String, Value>, error: &BuildError) {
    let lines: Vec<&Vec<usize>> = error.locations.iter().map(|l| &l.lines).collect();
    record.insert("error".to_owned(), error.message.clone().into());
    if !lines.is_empty() {
        record.insert("errorLines".to_owned(), json!(lines));
    }
}
