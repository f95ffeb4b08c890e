use std::path::Path;

use course::{Compilation, Severity};
use serde_json::{Value, json};

/// One object: how many topics there are, how many problems of each kind, and all of them.
pub(super) fn report(content: &Path, compilation: &Compilation) -> Value {
    let count = |severity| {
        let of_it = compilation.diagnostics.iter();
        of_it.filter(|problem| problem.severity == severity).count()
    };
    let diagnostics: Vec<Value> = compilation
        .diagnostics
        .iter()
        .map(|problem| {
            json!({
                "severity": problem.severity,
                "rule": problem.rule,
                "path": super::shown_path(content, &problem.file),
                "line": problem.line,
                "column": problem.column,
                "width": problem.width,
                "span": [problem.span.start, problem.span.end],
                "excerpt": problem.excerpt,
                "message": problem.message,
                "hints": problem.hints,
            })
        })
        .collect();
    json!({
        "topics": compilation.topics.len(),
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "diagnostics": diagnostics,
    })
}
