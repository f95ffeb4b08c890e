//! What holds for every build of the suite.

use std::path::Path;

use drybuild::build::{self, Build, Input};
use drybuild::context::ContextTree;
use drybuild::options::NoCache;
use drybuild::remote_cache::RemoteCaches;
use drybuild::report::{self, ImageReport};
use drybuild::solve::{Builder, Prune, Status};

use crate::page::Page;
use crate::scenario::Scenario;

/// The last build of every page, if it comes to its end, without options about caches.
fn inputs() -> Vec<Input> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite");
    let mut paths = Vec::new();
    crate::collect(&root, &mut paths);
    let mut out = Vec::new();
    for path in paths {
        let mut page = Page::read(&std::fs::read_to_string(&path).unwrap());
        let mut scenario = Scenario::default();
        for block in page.blocks_mut() {
            if block.info != "terminal" && scenario.answer(&block.info).is_none() {
                scenario.read(&block.info, &block.body);
            }
        }
        if let Some(input) = scenario.inputs().last() {
            let mut input = input.clone();
            input.options.no_cache = NoCache::Off;
            input.options.cache_from.clear();
            input.options.cache_to.clear();
            out.push(input);
        }
    }
    let builds = |input: &Input| build::build(input.clone(), &mut Builder::default()).is_built();
    out.retain(builds);
    assert!(out.len() > 100, "{} builds", out.len());
    out
}

fn images(build: &Build, builder: &Builder) -> Vec<ImageReport> {
    report::report(std::slice::from_ref(build), builder, &[])
        .unwrap()
        .images
}

fn run(build: &Build) -> Vec<String> {
    let steps = report::report(std::slice::from_ref(build), &Builder::default(), &[])
        .unwrap()
        .steps;
    steps
        .into_iter()
        .filter(|step| step.status != Status::Cached)
        .map(|step| step.name)
        .collect()
}

#[test]
fn a_second_build_is_cached_and_gives_the_same_image() {
    for input in inputs() {
        let mut builder = Builder::default();
        let first = build::build(input.clone(), &mut builder);
        let second = build::build(input.clone(), &mut builder);
        assert_eq!(run(&second), [""; 0], "{}", input.dockerfile);
        assert_eq!(
            images(&first, &builder),
            images(&second, &builder),
            "{}",
            input.dockerfile
        );
    }
}

#[test]
fn a_fresh_machine_with_a_cache_of_mode_max_runs_nothing() {
    for input in inputs() {
        assert_cached_on_a_fresh_machine(&input);
    }
}

fn assert_cached_on_a_fresh_machine(input: &Input) {
    let mut caches = RemoteCaches::default();
    let mut export = input.clone();
    export
        .options
        .cache_to
        .push("type=registry,ref=corp/cache,mode=max".to_owned());
    let (mut warm, mut fresh) = (Builder::default(), Builder::default());
    let first = build::build_with(export, &mut warm, &mut caches);
    let mut import = input.clone();
    import.options.cache_from.push("corp/cache".to_owned());
    let second = build::build_with(import, &mut fresh, &mut caches);
    assert_eq!(run(&second), [""; 0], "{}", input.dockerfile);
    assert_eq!(
        images(&first, &warm),
        images(&second, &fresh),
        "{}",
        input.dockerfile
    );
}

/// Two steps of one key, of which the second needs the first by way of a third.
#[test]
fn a_step_that_needs_an_equal_one_is_in_the_cache_with_all_between() {
    let dockerfile = "FROM alpine AS build\nCOPY a /a\nRUN head -c 5000000 /dev/zero > /big\n\
                      FROM alpine\nCOPY --from=build /a /a\n";
    let input = Input {
        dockerfile: dockerfile.to_owned(),
        context: ContextTree::default().with_file("a", "text"),
        ..Input::default()
    };
    assert_cached_on_a_fresh_machine(&input);
}

#[test]
fn pruning_does_not_change_the_image() {
    for input in inputs() {
        let mut builder = Builder::default();
        let first = build::build(input.clone(), &mut builder);
        let before = images(&first, &builder);
        builder.prune(&Prune::default());
        assert_eq!(builder.records().count(), 0);
        let second = build::build(input.clone(), &mut builder);
        assert_eq!(before, images(&second, &builder), "{}", input.dockerfile);
    }
}
