//! `drybuild targets`.

use drybuild::frontend::Target;
use serde_json::{Value, json};

/// As `docker build --call=targets` prints it, in columns.
pub(super) fn text(targets: &[Target]) -> String {
    let name = |t: &Target| match (t.name.as_str(), t.is_default) {
        ("", true) => "(default)".to_owned(),
        (name, true) => format!("{name} (default)"),
        (name, false) => name.to_owned(),
    };
    let width = targets
        .iter()
        .map(|t| name(t).chars().count())
        .chain([6])
        .max()
        .unwrap_or_default();
    let mut out = format!("{:width$} DESCRIPTION\n", "TARGET");
    for target in targets {
        out += format!("{:width$} {}", name(target), target.description).trim_end();
        out.push('\n');
    }
    out
}

/// Everything, with lines.
pub(super) fn json(targets: &[Target]) -> Value {
    let targets = targets.iter().map(|t| {
        json!({
            "name": t.name,
            "default": t.is_default,
            "description": t.description,
            "base": t.base,
            "platform": t.platform,
            "lines": t.location.lines,
        })
    });
    targets.collect()
}
