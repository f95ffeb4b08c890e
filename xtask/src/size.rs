//! `cargo xtask size`: the bytes that a reader's browser fetches, and the budget for them.

mod page;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::arguments::SizeOptions;
use crate::dist;
use crate::generated;
use crate::project::Project;
use crate::site;

use page::Page;

/// Writes the table of README.md.
pub(crate) const COMMAND: &str = "cargo xtask size --write";

/// What one step of a visit fetches.
struct Load {
    what: &'static str,
    /// Bytes after gzip at its default level, file by file.
    gzip_bytes: u64,
    budget_bytes: Option<u64>,
}

/// Hardly more than the heaviest page has; the goal is 50 KB.
const READABLE_BUDGET_BYTES: u64 = 52 * 1024;
/// Hardly more than the app has, with all types of questions; the goal is 200 KB.
const QUIZ_BUDGET_BYTES: u64 = 280 * 1024;

/// Start the labs' module and the simulator; only a page with a lab fetches them.
const LAB: [&str; 2] = ["lab-boot.js", "simulator.js"];

/// Start the module of the page on which authors write, and the course's compiler; no other page fetches them.
const AUTHOR: [&str; 2] = ["author-boot.js", "compiler.js"];

/// Start what only an instructor asks for, with its style sheet.
const PRESENTER: [&str; 2] = ["present.js", "present.css"];

/// Builds the site and prints the table.
pub(crate) fn size(project: &Project, options: &SizeOptions) -> Result<()> {
    site::build(project)?;
    let loads = measure(&site::folder(project))?;
    let table = table(&loads);
    print!("{table}");
    if options.write {
        let path = project.root.join("README.md");
        let text = generated::with_table(&fs::read_to_string(&path)?, COMMAND, &table)?;
        fs::write(path, text)?;
    }
    hold(&loads)
}

/// Prints the table of the site that is there and fails if a budget is not held.
pub(crate) fn check(project: &Project) -> Result<()> {
    let loads = measure(&site::folder(project))?;
    eprint!("{}", table(&loads));
    hold(&loads)
}

fn measure(site: &Path) -> Result<Vec<Load>> {
    let files = dist::files(site)?;
    let (page, page_bytes) = largest_topic(&files)?;
    let mut blocking = page.blocking.clone();
    for sheet in page
        .blocking
        .iter()
        .filter(|path| has_extension(path, &["css"]))
    {
        blocking.extend(page::fonts(sheet, &fs::read_to_string(sheet)?));
    }
    let starting = |names: &[&str]| {
        let is_named = |path: &&PathBuf| names.iter().any(|name| path.ends_with(name));
        with_imports(files.iter().filter(is_named).cloned().collect())
    };
    let (lab, author) = (starting(&LAB)?, starting(&AUTHOR)?);
    let presenter = starting(&PRESENTER)?;
    let mut quiz = with_imports(page.later)?;
    quiz.retain(|path| !blocking.contains(path));
    if quiz.is_empty() {
        bail!("the page links no script: is the app in the site?");
    }
    Ok(vec![
        Load {
            what: "A readable page: HTML, CSS, fonts, blocking scripts",
            gzip_bytes: page_bytes + sum(&blocking)?,
            budget_bytes: Some(READABLE_BUDGET_BYTES),
        },
        Load {
            what: "More for a working quiz: the app",
            gzip_bytes: sum(&quiz)?,
            budget_bytes: Some(QUIZ_BUDGET_BYTES),
        },
        Load {
            what: "More on a page with a lab: its module and the simulator",
            gzip_bytes: sum(&lab)?,
            budget_bytes: None,
        },
        Load {
            what: "On the page where a topic is written: its module and the compiler",
            gzip_bytes: sum(&author)?,
            budget_bytes: None,
        },
        Load {
            what: "More when a topic is presented",
            gzip_bytes: sum(&presenter)?,
            budget_bytes: None,
        },
    ])
}

/// The topic whose HTML is the heaviest, and its weight.
fn largest_topic(files: &[PathBuf]) -> Result<(Page, u64)> {
    let is_topic = |path: &&PathBuf| {
        path.ends_with("index.html") && path.with_file_name("topic.json").is_file()
    };
    let mut largest: Option<(u64, &PathBuf)> = None;
    for path in files.iter().filter(is_topic) {
        largest = largest.max(Some((gzip_bytes(path)?, path)));
    }
    let (bytes, path) = largest.context("the site has no topic")?;
    Ok((Page::read(path, &fs::read_to_string(path)?), bytes))
}

/// The files, and all that the scripts among them import.
fn with_imports(files: BTreeSet<PathBuf>) -> Result<BTreeSet<PathBuf>> {
    let mut fetched = BTreeSet::new();
    let mut to_read = Vec::from_iter(files);
    while let Some(path) = to_read.pop() {
        if has_extension(&path, &["js"]) && !fetched.contains(&path) {
            let script = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            // The glue also names modules that are none: its own import tables.
            let imports = page::imports(&path, &script).into_iter();
            to_read.extend(imports.filter(|path| path.is_file()));
        }
        fetched.insert(path);
    }
    Ok(fetched)
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| extensions.contains(&extension))
}

fn sum(paths: &BTreeSet<PathBuf>) -> Result<u64> {
    paths.iter().map(|path| gzip_bytes(path)).sum()
}

fn gzip_bytes(path: &Path) -> Result<u64> {
    let bytes = fs::read(path).with_context(|| format!("{} is linked", path.display()))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&bytes)?;
    Ok(encoder.finish()?.len() as u64)
}

/// A Markdown table.
fn table(loads: &[Load]) -> String {
    let mut table = "| Fetched | gzip | budget |\n|---|--:|--:|\n".to_owned();
    for load in loads {
        let budget = load.budget_bytes.map_or_else(|| "–".to_owned(), kilobytes);
        let _ = writeln!(
            table,
            "| {} | {} | {budget} |",
            load.what,
            kilobytes(load.gzip_bytes)
        );
    }
    table
}

fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KB", tenths / 10, tenths % 10)
}

fn hold(loads: &[Load]) -> Result<()> {
    let is_over = |load: &&Load| load.budget_bytes.is_some_and(|most| load.gzip_bytes > most);
    let over: Vec<_> = loads.iter().filter(is_over).map(|load| load.what).collect();
    if !over.is_empty() {
        bail!("over budget: {}", over.join("; "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    fn loads(readable_bytes: u64) -> Vec<Load> {
        let load = |what, gzip_bytes, budget_bytes| Load {
            what,
            gzip_bytes,
            budget_bytes,
        };
        vec![
            load("readable", readable_bytes, Some(READABLE_BUDGET_BYTES)),
            load("lab", 1_000_000, None),
        ]
    }

    #[test]
    fn a_budget_is_held_to_the_byte() {
        assert!(hold(&loads(53_248)).is_ok());
        let over = hold(&loads(53_249)).map_err(|error| error.to_string());
        assert_eq!(over, Err("over budget: readable".to_owned()));
    }

    #[test]
    fn the_table_rounds_up() {
        expect![[r#"
            | Fetched | gzip | budget |
            |---|--:|--:|
            | readable | 52.1 KB | 52.0 KB |
            | lab | 976.6 KB | – |
        "#]]
        .assert_eq(&table(&loads(53_249)));
    }
}
