use std::collections::BTreeMap;

use dockerfile::Span;
use drybuild::frontend::{self, AnyImage, Frontend, ImageLookup};
use drybuild::graph::Definition;
use drybuild::image::ImageConfig;
use drybuild::lint::{Location, Warning, print};
use drybuild::platform::Platform;
use drybuild::reference::Reference;

use crate::scenario::{Scenario, scenarios};

/// A page: Dockerfile, command line, ignore files, frontend attributes and base images.
pub fn frontend(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Some(scenario) = scenarios(&text).into_iter().next_back() else {
        return;
    };
    let file = dockerfile::parse(&scenario.dockerfile);
    let images = Registry(&scenario.images);
    let built = frontend::convert(&file, &scenario.options, &images);
    let again = frontend::convert(&file, &scenario.options, &images);
    assert_eq!(built, again, "two answers");
    assert_eq!(json(&built), json(&again), "two serializations");
    check_built(&scenario, &built);
    let source = &scenario.dockerfile;
    match frontend::check(&file, &scenario.options, &images) {
        Ok(check) => {
            check_warnings(source, &check.warnings);
            let _ = print(&check.warnings, source, "Dockerfile");
            check
                .error
                .iter()
                .flat_map(|e| &e.locations)
                .for_each(|at| check_location(source, at));
        }
        Err(error) => error
            .locations
            .iter()
            .for_each(|at| check_location(source, at)),
    }
    if let Ok(outline) = frontend::outline(&file, &scenario.options, &images) {
        outline
            .args
            .iter()
            .for_each(|arg| check_location(source, &arg.location));
        let mounts = outline.secrets.iter().chain(&outline.ssh);
        mounts.for_each(|mount| check_location(source, &mount.location));
    }
    if let Ok(targets) = frontend::targets(&file, &scenario.options) {
        let defaults = targets.iter().filter(|target| target.is_default).count();
        assert_eq!(
            defaults,
            usize::from(!targets.is_empty()),
            "one target is the default"
        );
        targets
            .iter()
            .for_each(|target| check_location(source, &target.location));
    }
    for error in frontend::further_errors(&file) {
        error
            .locations
            .iter()
            .for_each(|at| check_location(source, at));
    }
}

fn check_built(scenario: &Scenario, built: &Frontend) {
    let source = &scenario.dockerfile;
    check_warnings(source, &built.warnings);
    match &built.error {
        Some(error) => {
            assert!(built.platforms.is_empty(), "an image beside an error");
            assert!(!error.message.is_empty());
            error
                .locations
                .iter()
                .for_each(|at| check_location(source, at));
        }
        None => assert_eq!(
            built.platforms.len(),
            scenario.options.platforms.len().max(1)
        ),
    }
    for platform in &built.platforms {
        check_definition(source, &platform.definition);
        for entry in &platform.image.history {
            if let Some(span) = entry.span {
                check_span(source, span);
            }
            if let Some(vertex) = entry.vertex {
                assert!(!entry.empty_layer, "a layer of its own: {entry:?}");
                assert!(platform.definition.vertex(vertex).is_some(), "{entry:?}");
            }
        }
    }
}

pub(crate) fn check_definition(source: &str, definition: &Definition) {
    for (index, vertex) in definition.vertices.iter().enumerate() {
        for input in &vertex.inputs {
            assert!(
                input.vertex.0 < index,
                "a vertex before its input: {vertex:?}"
            );
        }
        if let Some(span) = vertex.span {
            check_span(source, span);
        }
        check_lines(source, vertex.lines.iter().flatten());
    }
    if let Some(result) = definition.result {
        assert!(definition.vertex(result.vertex).is_some());
    }
}

fn check_warnings(source: &str, warnings: &[Warning]) {
    for warning in warnings {
        assert!(!warning.detail.is_empty(), "{}", warning.rule.name);
        if let Some(span) = warning.span {
            check_span(source, span);
        }
        check_lines(source, warning.lines.iter());
    }
}

fn check_location(source: &str, at: &Location) {
    if let Some(span) = at.span {
        check_span(source, span);
    }
    check_lines(source, at.lines.iter());
}

fn check_lines<'a>(source: &str, lines: impl Iterator<Item = &'a usize>) {
    let count = source.split('\n').count();
    for line in lines {
        assert!(*line <= count, "line {line} of {count}");
    }
}

pub(crate) fn check_span(source: &str, span: Span) {
    let text = span.text(source);
    assert!(text.is_some(), "{span:?} is no range of {source:?}");
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("an answer has a serialization")
}

/// The images of a page: lines `ENV name=value`, `ONBUILD …`, `USER …`, `WORKDIR …`, `SHELL …`, or `missing`.
struct Registry<'a>(&'a BTreeMap<String, Vec<String>>);

impl ImageLookup for Registry<'_> {
    fn image(&self, reference: &Reference, platform: &Platform) -> Option<ImageConfig> {
        let name = reference.clone().with_default_tag().familiar();
        let short = name.trim_end_matches(":latest");
        let Some(lines) = self.0.get(&name).or_else(|| self.0.get(short)) else {
            return AnyImage.image(reference, platform);
        };
        let mut image = AnyImage.image(reference, platform)?;
        for line in lines {
            let (key, value) = line.split_once(' ').unwrap_or((line, ""));
            match key {
                "missing" => return None,
                "ENV" => image.config.env.push(value.to_owned()),
                "ONBUILD" => image.config.on_build.push(value.to_owned()),
                "USER" => value.clone_into(&mut image.config.user),
                "WORKDIR" => value.clone_into(&mut image.config.working_dir),
                "SHELL" => image.config.shell = value.split(' ').map(str::to_owned).collect(),
                _ => {}
            }
        }
        Some(image)
    }
}
