//! `drybuild graph`.

use std::fmt::Write;

use drybuild::graph::{Definition, Op};
use serde_json::{Value, json};

/// One line a vertex: its number, its inputs and its name.
pub(super) fn text(definition: &Definition) -> String {
    let mut out = String::new();
    for (index, vertex) in definition.vertices.iter().enumerate() {
        let inputs: Vec<String> = vertex
            .inputs
            .iter()
            .map(|i| format!("#{}", i.vertex.0 + 1))
            .collect();
        let from = if inputs.is_empty() {
            String::new()
        } else {
            format!("  <- {}", inputs.join(" "))
        };
        let name = if vertex.name.is_empty() {
            kind(&vertex.op)
        } else {
            &vertex.name
        };
        _ = writeln!(out, "#{} {name}{from}", index + 1);
    }
    out
}

/// The vertices, with the numbers of their inputs.
pub(super) fn json(definition: &Definition) -> Value {
    let vertices = definition.vertices.iter().map(|vertex| {
        let inputs: Vec<usize> = vertex.inputs.iter().map(|i| i.vertex.0).collect();
        json!({
            "kind": kind(&vertex.op),
            "name": vertex.name,
            "stage": vertex.stage,
            "inputs": inputs,
            "lines": vertex.lines,
        })
    });
    vertices.collect()
}

fn kind(op: &Op) -> &'static str {
    match op {
        Op::Source(_) => "source",
        Op::Exec(_) => "exec",
        Op::File(_) => "file",
        Op::Merge(_) => "merge",
        Op::Diff { .. } => "diff",
    }
}
