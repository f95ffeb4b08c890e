//! The key `parse`: nodes, directives and warnings.

use dockerfile::{Dockerfile, Heredoc, Node, ProblemStage};
use serde_json::{Map, Value, json};

use crate::record::object;

pub(super) fn answer(file: &Dockerfile) -> Value {
    let first = file
        .problems
        .first()
        .filter(|problem| problem.stage == ProblemStage::Parse);
    if let Some(problem) = first {
        let lines: Vec<usize> = problem.lines.iter().collect();
        return json!({ "ok": false, "error": problem.to_string(), "errorLines": [lines] });
    }
    // The data's directives were read without skipping a byte order mark or a shebang first.
    let has_preamble = file.source.starts_with('\u{feff}') || file.source.starts_with("#!");
    let directives: Map<String, Value> = file
        .directives
        .iter()
        .filter(|_| !has_preamble)
        .map(|found| {
            (
                found.name.clone(),
                json!({ "value": found.value, "line": found.line }),
            )
        })
        .collect();
    let syntax = file.syntax.as_ref().map(
        |syntax| json!({ "ref": syntax.reference(), "cmdline": syntax.value, "line": syntax.line }),
    );
    let warnings: Vec<Value> = file
        .warnings
        .iter()
        .map(|warning| json!({ "short": warning.short, "url": warning.url, "line": warning.line }))
        .collect();
    json!({
        "ok": true,
        "escapeToken": file.escape,
        "directives": directives,
        "detectSyntax": syntax,
        "warnings": warnings,
        "nodes": file.nodes().into_iter().map(top_node).collect::<Vec<_>>(),
    })
}

fn top_node(node: &Node) -> Value {
    let mut value = any_node(node);
    value.insert("startLine".into(), json!(node.lines.first));
    value.insert("endLine".into(), json!(node.lines.last));
    value.into()
}

fn any_node(node: &Node) -> Map<String, Value> {
    let args = match &node.child {
        Some(child) => json!([{ "children": [any_node(child)] }]),
        None => json!(node.args.iter().map(|word| &word.text).collect::<Vec<_>>()),
    };
    let flags: Vec<_> = node.flags.iter().map(|word| &word.text).collect();
    let attributes = if node.json {
        json!({ "json": true })
    } else {
        json!({})
    };
    object([
        ("value", json!(node.keyword.text)),
        ("args", args),
        ("flags", json!(flags)),
        ("attributes", attributes),
        ("heredocs", node.heredocs.iter().map(heredoc).collect()),
        ("original", json!(node.original.text)),
        ("prevComment", json!(node.comments)),
    ])
}

fn heredoc(heredoc: &Heredoc) -> Value {
    json!({
        "name": heredoc.name,
        "fd": heredoc.fd,
        "expand": heredoc.expand,
        "chomp": heredoc.chomp,
        "content": heredoc.content,
    })
}
