//! SARIF 2.1.0, which code scanners read.

use drybuild::frontend::{BuildError, Check};
use drybuild::lint::{RULES, Rule};
use serde_json::{Map, Value, json};

/// A log of one run.
pub(crate) fn log(check: &Check, further: &[BuildError], file_name: &str) -> Value {
    let rules: Vec<Value> = RULES.iter().map(|rule| self::rule(rule)).collect();
    let mut results: Vec<Value> = check
        .warnings
        .iter()
        .map(|w| {
            json!({
                "ruleId": w.rule.name,
                "level": "warning",
                "message": { "text": w.detail },
                "locations": location(file_name, &w.lines),
            })
        })
        .collect();
    results.extend(check.error.iter().chain(further).map(|error| {
        let lines: Vec<usize> = error.locations.iter().flat_map(|l| l.lines.iter().copied()).collect();
        json!({ "level": "error", "message": { "text": error.message }, "locations": location(file_name, &lines) })
    }));
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "drybuild", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "results": results,
        }],
    })
}

fn rule(rule: &Rule) -> Value {
    let text = rule.help();
    let mut fields = Map::new();
    fields.insert("id".to_owned(), rule.name.into());
    fields.insert(
        "shortDescription".to_owned(),
        json!({ "text": rule.description }),
    );
    fields.insert("help".to_owned(), json!({ "text": text, "markdown": text }));
    if !rule.url.is_empty() {
        fields.insert("helpUri".to_owned(), rule.url.into());
    }
    fields.into()
}

fn location(file_name: &str, lines: &[usize]) -> Value {
    let mut place = Map::new();
    place.insert("artifactLocation".to_owned(), json!({ "uri": file_name }));
    if let (Some(&first), Some(&last)) = (lines.iter().min(), lines.iter().max())
        && first > 0
    {
        place.insert(
            "region".to_owned(),
            json!({ "startLine": first, "endLine": last }),
        );
    }
    json!([{ "physicalLocation": place }])
}
