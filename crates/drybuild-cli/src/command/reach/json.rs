//! The answer for programs.

use drybuild::labelled::Form;
use drybuild::reach::{Outputs, Reach, SecretReach};
use drybuild::report::{Diagnostic, check_with};
use serde_json::{Value, json};

use super::{Findings, Named, words};

pub(super) fn json(findings: &Findings<'_>) -> Value {
    let secrets: Vec<Value> = findings
        .secrets()
        .map(|(named, reach)| secret(findings, named, reach))
        .collect();
    let list = |found: Vec<&Diagnostic>| -> Value {
        let one = |found: &Diagnostic| json!({ "message": found.message, "lines": found.span.map(|span| lines(findings, span)) });
        found.into_iter().map(one).collect()
    };
    json!({
        "builder": drybuild::report::BUILDER,
        "dockerfile": findings.site.source.file_name,
        "secrets": secrets,
        "errors": list(findings.errors()),
        "not_understood": list(findings.not_understood()),
        "notes": findings.site.notes,
        "assumptions": findings.report.assumptions,
    })
}

fn secret(findings: &Findings<'_>, named: &Named, reach: Option<&SecretReach>) -> Value {
    let of = |outputs: Outputs| -> Value {
        let reached = reach.map(|reach| &reach.reached).into_iter().flatten();
        let reached = reached.filter(|place| place.outputs == outputs);
        reached.map(|place| self::place(findings, place)).collect()
    };
    json!({
        "name": named.name,
        "guessed": named.guess.as_ref().map(|likely| likely.why.clone()),
        "sources": reach.map(|reach| reach.sources.clone()).unwrap_or_default(),
        "this_build": of(Outputs::ThisBuild),
        "what_if": of(Outputs::WhatIf),
    })
}

fn place(findings: &Findings<'_>, reach: &Reach) -> Value {
    let form = match reach.form {
        Form::Plain => "plain",
        Form::Base64 => "base64",
        Form::Hex => "hex",
        Form::Encoded => "encoded",
    };
    let chain: Vec<Value> = reach
        .chain
        .iter()
        .map(|link| json!({ "text": link.text, "lines": link.span.map(|span| lines(findings, span)) }))
        .collect();
    json!({
        "sink": reach.sink.name(),
        "certainty": words::certainty(reach.certainty),
        "form": form,
        "readers": words::reader(reach.sink.reader()),
        "place": reach.place.text,
        "stage": reach.place.stage,
        "step": reach.place.step,
        "path": reach.place.path,
        "json_path": reach.place.json_path,
        "lines": reach.place.span.map(|span| lines(findings, span)),
        "chain": chain,
        "see_it": check_with(findings.build, reach.sink, &reach.place),
    })
}

fn lines(findings: &Findings<'_>, span: drybuild::Span) -> [usize; 2] {
    findings.lines(span).into()
}
