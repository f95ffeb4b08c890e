use drybuild::Span;
use drybuild::base_image::Images;
use drybuild::build::{self, Build, Input};
use drybuild::filesystem::{ChangeKind, Kind};
use drybuild::graph::Op;
use drybuild::labelled::{Certainty, Form};
use drybuild::reach::{SecretReach, Sink};
use drybuild::report::{self, Report};
use drybuild::solve::Builder;

use crate::frontend::{check_definition, check_span};
use crate::holds;
use crate::scenario::{Scenario, VALUES, scenarios};

/// A page of some builds on one builder, each with its report.
pub fn builds(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let scenarios = scenarios(&text);
    let mut builder = Builder::default();
    let (mut built, reports) = run(&scenarios, &mut builder);
    for (build, report) in built.iter().zip(&reports) {
        check_report(build, report);
    }
    let (_, again) = run(&scenarios, &mut Builder::default());
    assert_eq!(reports, again, "two answers");

    let (Some(last), Some(told), Some(scenario)) = (built.last(), reports.last(), scenarios.last())
    else {
        return;
    };
    let repeated = build::build(input(scenario), &mut builder);
    assert_eq!(
        last.is_built(),
        repeated.is_built(),
        "the second time is another"
    );
    if repeated.is_built() {
        for (vertex, solved) in repeated
            .definition
            .vertices
            .iter()
            .zip(&repeated.solution.vertices)
        {
            let is_cached = solved.as_ref().is_some_and(|solved| solved.is_cached);
            // What a source holds is looked at anew for every build.
            let is_source = matches!(vertex.op, Op::Source(_));
            assert!(
                is_cached || vertex.ignore_cache || is_source,
                "{} runs again",
                vertex.name
            );
        }
        if repeated
            .definition
            .vertices
            .iter()
            .all(|vertex| !vertex.ignore_cache)
        {
            built.push(repeated);
            let second =
                report::report(&built, &builder, &scenario.problems).expect("there are builds");
            assert_eq!(told.images, second.images);
        }
    }
}

fn run(scenarios: &[Scenario], builder: &mut Builder) -> (Vec<Build>, Vec<Report>) {
    let mut builds = Vec::new();
    let mut reports = Vec::new();
    for scenario in scenarios {
        builds.push(build::build(input(scenario), builder));
        reports.extend(report::report(&builds, builder, &scenario.problems));
    }
    (builds, reports)
}

fn input(scenario: &Scenario) -> Input {
    let values = VALUES.iter().take(scenario.secrets);
    Input {
        dockerfile: scenario.dockerfile.clone(),
        options: scenario.options.clone(),
        context: scenario.context.clone(),
        secrets: values.map(|value| value.as_bytes().to_vec()).collect(),
        images: IMAGES.with(Images::clone),
        ..Input::default()
    }
}

thread_local! {
    /// The catalogue, whose images are made once.
    static IMAGES: Images = Images::default();
}

fn check_report(build: &Build, report: &Report) {
    check_definition(&build.dockerfile, &build.definition);
    check_spans(build, report);
    assert_eq!(report.images.is_empty(), !build.is_built());
    assert_eq!(build.error().is_some(), !build.is_built());
    for found in &report.reach {
        let value = VALUES
            .get(found.secret.0 as usize)
            .expect("one that was planted");
        check_reach(build, report, found, value.as_bytes());
    }
}

fn check_spans(build: &Build, report: &Report) {
    let check = |span: &Option<Span>| {
        span.iter()
            .for_each(|span| check_span(&build.dockerfile, *span))
    };
    report
        .diagnostics
        .iter()
        .for_each(|diagnostic| check(&diagnostic.span));
    for image in &report.images {
        image.layers.iter().for_each(|layer| check(&layer.span));
        image.history.iter().for_each(|row| check(&row.span));
    }
    for reach in report.reach.iter().flat_map(|found| &found.reached) {
        check(&reach.place.span);
        reach.chain.iter().for_each(|link| check(&link.span));
        assert!(
            !reach.place.text.is_empty(),
            "{:?} has no place",
            reach.sink
        );
    }
}

/// Where a value stands it is found, and where it is found for certain it stands.
fn check_reach(build: &Build, report: &Report, found: &SecretReach, value: &[u8]) {
    let is_found = |sinks: &[Sink]| {
        found
            .reached
            .iter()
            .any(|reach| sinks.contains(&reach.sink))
    };
    let is_certain = |sink: Sink| {
        let mut certain = found
            .reached
            .iter()
            .filter(|reach| reach.certainty == Certainty::Certain);
        certain.any(|reach| reach.sink == sink && reach.form == Form::Plain)
    };
    let mut rows = report.images.iter().flat_map(|image| &image.history);
    let in_history = rows.any(|row| holds(row.created_by.as_bytes(), value));
    assert_eq!(
        is_certain(Sink::ImageHistory),
        in_history,
        "history of {:?}",
        build.dockerfile
    );
    if report
        .images
        .iter()
        .any(|image| holds(image.config.as_bytes(), value))
    {
        assert!(
            is_found(&[Sink::ImageConfig]),
            "config of {:?}",
            build.dockerfile
        );
    }
    let runs = build
        .solution
        .vertices
        .iter()
        .flatten()
        .filter(|solved| !solved.is_cached);
    let mut outputs = runs
        .filter_map(|solved| solved.run.as_ref())
        .flat_map(|run| [&run.stdout, &run.stderr]);
    if outputs.any(|bytes| holds(bytes.data(), value)) {
        assert!(is_found(&[Sink::BuildLog]), "log of {:?}", build.dockerfile);
    }
    if build.is_built() && in_layers(build, value) {
        let layers = [Sink::ImageLayer, Sink::ImageLayerHidden];
        assert!(
            is_found(&layers),
            "{:?} in a layer of {:?}",
            found.secret,
            build.dockerfile
        );
    }
}

/// Whether a file that the image's own layers hold has the value in it.
fn in_layers(build: &Build, value: &[u8]) -> bool {
    let vertices = build.built_images().flat_map(|image| image.own_layers());
    let solved = vertices.filter_map(|vertex| build.solution.vertex(vertex));
    solved
        .flat_map(|solved| solved.changes.iter())
        .any(|change| match &change.kind {
            ChangeKind::Put(inode) => match &inode.kind {
                Kind::File(content) => holds(content.bytes().data(), value),
                Kind::Symlink(target) => holds(target.data(), value),
                _ => false,
            },
            _ => false,
        })
}
