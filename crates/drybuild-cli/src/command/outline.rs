//! `drybuild outline`.

use std::fmt::Write;

use drybuild::frontend::{Outline, OutlineMount};
use serde_json::{Value, json};

/// As `docker build --call=outline` prints it, in columns.
pub(super) fn text(outline: &Outline) -> String {
    let mut out = String::new();
    if !outline.name.is_empty() || !outline.description.is_empty() {
        let name = if outline.name.is_empty() {
            "(default)"
        } else {
            &outline.name
        };
        _ = writeln!(out, "TARGET: {name}");
        if !outline.description.is_empty() {
            _ = writeln!(out, "DESCRIPTION: {}", outline.description);
        }
        out.push('\n');
    }
    if !outline.args.is_empty() {
        let mut rows = vec![["BUILD ARG", "VALUE", "DESCRIPTION"]];
        rows.extend(
            outline
                .args
                .iter()
                .map(|a| [a.name.as_str(), &a.value, &a.description]),
        );
        out += &columns(&rows);
    }
    for (title, mounts) in [("SECRET", &outline.secrets), ("SSH", &outline.ssh)] {
        if !mounts.is_empty() {
            let mut rows = vec![[title, "REQUIRED", ""]];
            rows.extend(
                mounts
                    .iter()
                    .map(|m| [m.name.as_str(), if m.required { "true" } else { "" }, ""]),
            );
            out += &columns(&rows);
        }
    }
    out
}

fn columns(rows: &[[&str; 3]]) -> String {
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let (first, second) = (width(0), width(1));
    let lines = rows.iter().map(|[a, b, c]| {
        format!("{a:first$}   {b:second$}   {c}")
            .trim_end()
            .to_owned()
            + "\n"
    });
    lines.collect::<String>() + "\n"
}

/// Everything, with lines.
pub(super) fn json(outline: &Outline) -> Value {
    let args: Vec<Value> = outline
        .args
        .iter()
        .map(|a| json!({ "name": a.name, "value": a.value, "description": a.description, "lines": a.location.lines }))
        .collect();
    let mounts = |list: &[OutlineMount]| -> Value {
        list.iter()
            .map(|m| json!({ "name": m.name, "required": m.required, "lines": m.location.lines }))
            .collect()
    };
    json!({
        "name": outline.name,
        "description": outline.description,
        "args": args,
        "secrets": mounts(&outline.secrets),
        "ssh": mounts(&outline.ssh),
    })
}
