//! The way of a value from the input to an instruction, in words.

use super::{Build, Link, SecretId};
use crate::Span;
use crate::labelled::Taint;

pub(super) fn link(text: String, span: Option<Span>) -> Link {
    Link { text, span }
}

/// How the value comes to an instruction that the frontend expands: written there, or through `ARG` and `ENV`.
pub(super) fn to_instruction(build: &Build, secret: SecretId, span: Option<Span>) -> Vec<Link> {
    let holds = |text: &str| build.planted.found_in(text.as_bytes()).contains(&secret);
    if let Some(at) = span
        && build.dockerfile.get(at.start..at.end).is_some_and(holds)
    {
        return vec![link(
            "the Dockerfile holds the value itself".to_owned(),
            span,
        )];
    }
    let mut links = Vec::new();
    for (name, value) in &build.options.build_args {
        if !holds(value) {
            continue;
        }
        links.push(link(format!("`--build-arg {name}` gives the value"), None));
        for declared in build.declarations(name, span) {
            links.push(link(format!("`ARG {name}` takes it"), Some(declared)));
        }
        for (what, at) in span.map_or(Vec::new(), |span| build.passed_on(name, span)) {
            links.push(link(format!("`{what}` is set from it"), Some(at)));
        }
    }
    for carrier in build.carriers(span) {
        if build
            .dockerfile
            .get(carrier.start..carrier.end)
            .is_some_and(holds)
        {
            links.push(link(
                "the Dockerfile holds the value itself".to_owned(),
                Some(carrier),
            ));
        }
    }
    for (key, value) in &build.options.labels {
        if holds(value) || holds(key) {
            links.push(link(
                "`--label` of the command holds the value".to_owned(),
                None,
            ));
        }
    }
    if links.is_empty()
        && let Some(line) = build.first_line_with(secret)
    {
        links.push(link(
            "the Dockerfile holds the value itself".to_owned(),
            Some(line),
        ));
    }
    links
}

/// How a labelled value came to where it is, from the steps that it carries.
pub(super) fn of_taint(build: &Build, taint: &Taint) -> Vec<Link> {
    let scripts = build.scripts();
    let steps = taint.trace.steps();
    let mut links = Vec::new();
    if let Some(first) = steps.first()
        && first.script != 0
    {
        links = to_instruction(build, taint.secret, scripts.span(first));
    }
    for step in &steps {
        links.push(link(sentence(&step.text), scripts.span(step)));
    }
    links.dedup();
    links
}

/// Steps of the shell that have no subject are about the value.
fn sentence(text: &str) -> String {
    if text.starts_with("is ") {
        format!("the value {text}")
    } else {
        text.to_owned()
    }
}

/// The instruction that set a field of the config, as far as its keyword tells.
pub(super) fn setter(build: &Build, secret: SecretId, json_path: &str) -> Option<Span> {
    let field = json_path
        .trim_start_matches("/config/")
        .split('/')
        .next()
        .unwrap_or_default();
    let keyword = match field {
        "Env" => "ENV",
        "Labels" => "LABEL",
        "Entrypoint" => "ENTRYPOINT",
        "Cmd" => "CMD",
        "Healthcheck" => "HEALTHCHECK",
        "WorkingDir" => "WORKDIR",
        "User" => "USER",
        "Shell" => "SHELL",
        "Volumes" => "VOLUME",
        "StopSignal" => "STOPSIGNAL",
        "author" | "/author" => "MAINTAINER",
        "ExposedPorts" => "EXPOSE",
        _ => "ONBUILD",
    };
    let mut rows = build
        .images
        .iter()
        .flat_map(|image| image.config.history.iter().rev());
    let from_history = rows.find(|entry| {
        entry.created_by.starts_with(keyword)
            && build
                .planted
                .found_in(entry.created_by.as_bytes())
                .contains(&secret)
    });
    from_history
        .and_then(|entry| entry.span)
        .or_else(|| build.literal(secret, keyword))
}
