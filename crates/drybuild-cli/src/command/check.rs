//! `drybuild check`.

use drybuild::frontend::{BuildError, Check};
use serde_json::{Value, json};

use super::{Answer, error_json, error_text, failed, pretty};
use crate::cli::{Common, FailOn, Format};
use crate::input::Input;
use crate::sarif;

/// What the build checks say; `further` are errors behind the one at which BuildKit stops.
pub(super) fn answer(
    common: &Common,
    input: &Input,
    check: &Result<Check, BuildError>,
    further: &[BuildError],
) -> Answer {
    let check = match check {
        Ok(check) => check,
        Err(error) => return failed(common, input, error),
    };
    let has_findings = match common.fail_on {
        FailOn::Warning => check.error.is_some() || !check.warnings.is_empty(),
        FailOn::Error => check.error.is_some(),
        FailOn::Never => false,
    };
    let text = match common.format {
        Format::Text => text(input, check, further),
        Format::Json => pretty(&json(check, further)),
        Format::Sarif => pretty(&sarif::log(check, further, &input.file_name)),
    };
    Answer { text, has_findings }
}

fn text(input: &Input, check: &Check, further: &[BuildError]) -> String {
    let mut out = match check.warnings.len() {
        0 if check.error.is_some() => String::new(),
        0 => return "Check complete, no warnings found.\n".to_owned(),
        1 => "Check complete, 1 warning has been found!\n".to_owned(),
        n => format!("Check complete, {n} warnings have been found!\n"),
    };
    out += &drybuild::lint::print(&check.warnings, &input.dockerfile, &input.file_name);
    for error in check.error.iter().chain(further) {
        out += &error_text(input, error);
    }
    out
}

fn json(check: &Check, further: &[BuildError]) -> Value {
    let errors: Vec<Value> = check.error.iter().chain(further).map(error_json).collect();
    let warnings: Vec<Value> = check
        .warnings
        .iter()
        .map(|w| {
            let span = w.span.map(|s| [s.start, s.end]);
            json!({ "rule": w.rule.name, "detail": w.detail, "url": w.rule.url, "lines": w.lines, "span": span })
        })
        .collect();
    json!({ "warnings": warnings, "errors": errors })
}
