//! SARIF 2.1.0, which code scanners read: a rule a kind of place, a result a place, its chain as a code flow.

use std::collections::BTreeSet;

use drybuild::Span;
use drybuild::labelled::Certainty;
use drybuild::reach::{Outputs, Reach};
use serde_json::{Value, json};

use super::fix::Proposal;
use super::{Findings, Named, words};

pub(super) fn log(findings: &Findings<'_>, proposal: Option<&Proposal>) -> Value {
    let mut places = findings.places(Outputs::ThisBuild);
    places.extend(findings.places(Outputs::WhatIf));
    let sinks: BTreeSet<_> = places.iter().map(|(_, place)| place.sink).collect();
    let mut rules: Vec<Value> = sinks
        .into_iter()
        .map(|sink| {
            json!({
                "id": rule_of(sink),
                "shortDescription": { "text": format!("A secret reaches the {}", words::sink(sink)) },
                "help": { "text": format!("{} Readers: {}.", words::sink_in_full(sink), words::reader(sink.reader())) },
            })
        })
        .collect();
    let mut results: Vec<Value> = places
        .into_iter()
        .map(|(named, place)| result(findings, named, place))
        .collect();
    // One fix mends all: it stands with the first result.
    if let (Some(fix), Some(fields)) = (
        proposal.and_then(|proposal| fix(findings, proposal)),
        results.first_mut().and_then(Value::as_object_mut),
    ) {
        fields.insert("fixes".to_owned(), json!([fix]));
    }
    let unknown = if findings.site.names.is_empty() {
        Vec::new()
    } else {
        findings.not_understood()
    };
    if !unknown.is_empty() {
        rules.push(json!({
            "id": "not-understood",
            "shortDescription": { "text": "A step was not understood" },
            "help": { "text": "What the step does with a secret is only possible, never certain." },
        }));
    }
    results.extend(unknown.into_iter().map(|found| {
        json!({
            "ruleId": "not-understood",
            "level": "note",
            "message": { "text": found.message },
            "locations": locations(findings, found.span),
        })
    }));
    results.extend(findings.errors().into_iter().map(|error| {
        json!({
            "level": "error",
            "message": { "text": error.message },
            "locations": locations(findings, error.span),
        })
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

fn rule_of(sink: drybuild::reach::Sink) -> String {
    format!("secret-in-{}", sink.name())
}

fn result(findings: &Findings<'_>, named: &Named, place: &Reach) -> Value {
    let level = match (place.outputs, place.certainty) {
        (Outputs::WhatIf, _) => "note",
        (Outputs::ThisBuild, Certainty::Certain) => "error",
        (Outputs::ThisBuild, Certainty::Possible) => "warning",
    };
    let verb = match (place.outputs, place.certainty) {
        (Outputs::WhatIf, _) => "would reach",
        (_, Certainty::Certain) => "reaches",
        (_, Certainty::Possible) => "may reach",
    };
    let steps: Vec<&str> = place.chain.iter().map(|link| link.text.as_str()).collect();
    let text = format!(
        "{} {verb} the {} ({}), for {} to read: {}",
        named.name,
        words::sink(place.sink),
        place.place.text,
        words::reader(place.sink.reader()),
        steps.join("; ")
    );
    let flow: Vec<Value> = place
        .chain
        .iter()
        .map(|link| {
            let mut location = self::location(findings, link.span);
            if let Some(fields) = location.as_object_mut() {
                fields.insert("message".to_owned(), json!({ "text": link.text }));
            }
            json!({ "location": location })
        })
        .collect();
    let mut result = json!({
        "ruleId": rule_of(place.sink),
        "level": level,
        "message": { "text": text },
        "locations": locations(findings, place.place.span),
        "properties": { "secret": named.name, "certainty": words::certainty(place.certainty) },
    });
    if let (false, Some(fields)) = (flow.is_empty(), result.as_object_mut()) {
        let flows = json!([{ "threadFlows": [{ "locations": flow }] }]);
        fields.insert("codeFlows".to_owned(), flows);
    }
    result
}

fn locations(findings: &Findings<'_>, span: Option<Span>) -> Value {
    json!([location(findings, span)])
}

/// Without a span the Dockerfile as a whole.
fn location(findings: &Findings<'_>, span: Option<Span>) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": findings.site.source.file_name } });
    if let (Some(span), Some(fields)) = (span, place.as_object_mut()) {
        let (first, last) = findings.lines(span);
        fields.insert(
            "region".to_owned(),
            json!({ "startLine": first, "endLine": last }),
        );
    }
    json!({ "physicalLocation": place })
}

/// The Dockerfile's part of a fix; `None` where it has none.
fn fix(findings: &Findings<'_>, proposal: &Proposal) -> Option<Value> {
    let text = &findings.build.dockerfile;
    let place = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before
            .get(start..)
            .unwrap_or_default()
            .encode_utf16()
            .count()
            + 1;
        (line, column)
    };
    let replacements: Vec<Value> = proposal
        .replacements()
        .into_iter()
        .map(|(start, end, inserted)| {
            let (first, last) = (place(start), place(end));
            json!({
                "deletedRegion": {
                    "startLine": first.0, "startColumn": first.1, "endLine": last.0, "endColumn": last.1,
                },
                "insertedContent": { "text": inserted },
            })
        })
        .collect();
    if replacements.is_empty() {
        return None;
    }
    let steps = proposal
        .fix
        .as_ref()
        .map(|fix| fix.steps.join("; "))
        .unwrap_or_default();
    Some(json!({
        "description": { "text": steps },
        "artifactChanges": [{
            "artifactLocation": { "uri": findings.site.source.file_name },
            "replacements": replacements,
        }],
    }))
}
