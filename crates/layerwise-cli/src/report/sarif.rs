use std::collections::BTreeMap;
use std::path::Path;

use course::{Diagnostic, RULES, Severity};
use serde_json::{Value, json};

/// A SARIF 2.1.0 log of one run. Every rule that found something is among the rules.
pub(super) fn log(content: &Path, diagnostics: &[Diagnostic]) -> Value {
    let known: BTreeMap<&str, &str> = RULES.iter().map(|rule| (rule.name, rule.about)).collect();
    let found = diagnostics
        .iter()
        .map(|problem| (problem.rule, problem.rule));
    let mut rules: BTreeMap<&str, &str> = found.collect();
    rules.extend(known);
    let rules: Vec<Value> = rules
        .into_iter()
        .map(|(id, about)| json!({ "id": id, "shortDescription": { "text": about } }))
        .collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|problem| result(content, problem))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "columnKind": "unicodeCodePoints",
            "tool": {
                "driver": {
                    "name": "layerwise",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "results": results,
        }],
    })
}

fn result(content: &Path, problem: &Diagnostic) -> Value {
    let level = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut text = problem.message.clone();
    for hint in &problem.hints {
        text.push_str("\nhelp: ");
        text.push_str(hint);
    }
    json!({
        "ruleId": problem.rule,
        "level": level,
        "message": { "text": text },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&super::shown_path(content, &problem.file)) },
                "region": {
                    "startLine": problem.line,
                    "startColumn": problem.column,
                    "endColumn": problem.column + problem.width,
                    "snippet": { "text": problem.excerpt },
                },
            },
        }],
    })
}

/// A path as a relative reference of RFC 3986.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_becomes_a_reference() {
        assert_eq!(uri("content/topics/ä b.md"), "content/topics/%C3%A4%20b.md");
    }
}
