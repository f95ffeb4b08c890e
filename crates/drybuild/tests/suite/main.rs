//! Runs `tests/suite`: every Markdown file there is one behaviour of the builder, with what it must answer.
//!
//! `UPDATE_EXPECT=1` writes the answers into the files; the difference is then to be read.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at what it cannot read"
)]

mod attestation_view;
mod cache_view;
mod classic;
mod fixes;
mod page;
mod properties;
mod random;
mod scenario;
mod terminal;
mod timeline_view;
mod view;

use std::path::{Path, PathBuf};

use page::Page;
use scenario::Scenario;

#[test]
fn every_page_holds() {
    let paths = pages();
    let is_update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let answered = answer(&text);
        if answered == text {
            continue;
        }
        if is_update {
            std::fs::write(&path, answered).unwrap();
        } else {
            wrong.push(format!(
                "{}\n{}",
                path.display(),
                first_difference(&text, &answered)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n\nUPDATE_EXPECT=1 rewrites them",
        wrong.join("\n\n")
    );
}

/// Every page of the suite, in order.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(paths.len() >= 20, "the suite is in {}", root.display());
    paths
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "md")
            && path.file_stem().is_some_and(|stem| stem != "README")
        {
            paths.push(path);
        }
    }
}

/// The page with every expected block replaced by the simulator's answer.
fn answer(text: &str) -> String {
    let mut page = Page::read(text);
    let mut scenario = Scenario::default();
    for block in page.blocks_mut() {
        if block.info == "terminal" {
            block.body = scenario.terminal(&block.body);
            continue;
        }
        match scenario.answer(&block.info) {
            Some(answer) => block.body = answer,
            None => scenario.read(&block.info, &block.body),
        }
    }
    page.write()
}

fn first_difference(expected: &str, actual: &str) -> String {
    let mut lines = expected.lines().zip(actual.lines()).enumerate();
    match lines.find(|(_, (expected, actual))| expected != actual) {
        Some((index, (expected, actual))) => format!(
            "line {}\n  expected {expected}\n  answered {actual}",
            index + 1
        ),
        None => "one is longer than the other".to_owned(),
    }
}
