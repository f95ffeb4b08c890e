//! Mistakes that authors make, as data: each case of `tests/author-mistakes` changes a sound course
//! and says which problems are found, and where.

// Said once more, so that clippy knows the functions beside the tests for what they are.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use course::{
    CodeJudge, Compilation, Diagnostic, LabBlock, LabJudge, RULES, Severity, Source, Verdict,
};

/// As many kinds of mistakes as the compiler is said to find.
const LEAST_CASES: usize = 200;

type Files = BTreeMap<String, Vec<u8>>;

/// One `## ` section of a file.
struct Case {
    name: String,
    blocks: Vec<Block>,
}

struct Block {
    /// `body`, `edit topics/one.md`, `file labs/one/Dockerfile`, `remove topics/two.md`, `expect`.
    info: String,
    text: String,
}

/// Reads a lab's folder and has nothing to say of it.
struct Reader;

impl LabJudge for Reader {
    fn judge(&self, block: &LabBlock<'_>, source: &dyn Source) -> Verdict {
        let mut values = block
            .toml()
            .lines()
            .filter_map(|line| line.strip_prefix("context = \""));
        let folder = values.next().unwrap_or("").trim_end_matches('"');
        for path in source.list(folder).unwrap_or_default() {
            let _ = source.read_bytes(&path);
        }
        Verdict::default()
    }
}

impl CodeJudge for Reader {}

#[test]
fn every_mistake_is_found_at_its_place() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let (mut count, mut wrong, mut rules) = (0, Vec::new(), BTreeSet::new());
    for path in pages() {
        let page = fs::read_to_string(&path).expect("a page");
        let mut rewritten = page.clone();
        for case in cases(&page) {
            count += 1;
            let compilation = course::compile(&changed(&case), &Reader);
            rules.extend(compilation.diagnostics.iter().map(|problem| problem.rule));
            let found = shown(&compilation);
            let name = format!("{}: {}", path.display(), case.name);
            let helpless = |problem: &&Diagnostic| problem.hints.is_empty();
            if let Some(problem) = compilation.diagnostics.iter().find(helpless) {
                wrong.push(format!("{name}: no help with “{}”", problem.message));
            }
            if found.is_empty() {
                wrong.push(format!("{name}: nothing was found"));
                continue;
            }
            let expected = case.blocks.iter().find(|block| block.info == "expect");
            let expected = expected.map_or("", |block| block.text.as_str());
            if found == expected {
                continue;
            }
            if update {
                rewritten = with_expectation(&rewritten, &case.name, &found);
            } else {
                wrong.push(format!(
                    "{name}\n--- expected\n{expected}+++ found\n{found}"
                ));
            }
        }
        if rewritten != page {
            fs::write(&path, rewritten).expect("rewritten");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= LEAST_CASES, "only {count} mistakes");
    // What only a judge, a wrong encoding or another file could show.
    rules.extend(["course", "glossary", "lab", "proof", "question-lab"]);
    let silent: Vec<_> = RULES
        .iter()
        .filter(|rule| !rules.contains(rule.name))
        .collect();
    assert!(silent.is_empty(), "no mistake shows {silent:?}");
}

#[test]
fn the_course_that_is_changed_is_sound() {
    assert_eq!(shown(&course::compile(&sound(), &Reader)), "");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/author-mistakes")
}

/// The pages in the order of their names, without the one that explains them.
fn pages() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("the folder").flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.is_file() && !path.ends_with("README.md"));
    paths.sort();
    paths
}

/// The files of `tests/author-mistakes/sound`.
fn sound() -> Files {
    let root = folder().join("sound");
    let mut files = Files::new();
    let mut waiting = vec![root.clone()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let name = path
                .strip_prefix(&root)
                .expect("below")
                .to_string_lossy()
                .into_owned();
            files.insert(name.replace('\\', "/"), fs::read(&path).expect("a file"));
        }
    }
    files
}

fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<Block> = None;
    for line in page.lines() {
        if let Some(block) = &mut open {
            if line == "~~~~" {
                if let (Some(case), Some(block)) = (cases.last_mut(), open.take()) {
                    case.blocks.push(block);
                }
            } else {
                block.text.push_str(line);
                block.text.push('\n');
            }
        } else if let Some(info) = line.strip_prefix("~~~~") {
            open = Some(Block {
                info: info.trim().to_owned(),
                text: String::new(),
            });
        } else if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case {
                name: name.to_owned(),
                blocks: Vec::new(),
            });
        }
    }
    assert!(open.is_none(), "a block is not closed");
    cases
}

/// The sound course with the case's mistake in it.
fn changed(case: &Case) -> Files {
    let mut files = sound();
    for block in &case.blocks {
        let (what, path) = block
            .info
            .split_once(' ')
            .unwrap_or((&block.info, "topics/one.md"));
        match what {
            "expect" => {}
            "body" => {
                let text = text_of(&files, path);
                let (_, after) = text.split_once("+++\n").expect("front matter");
                let (front_matter, _) = after.split_once("+++\n").expect("front matter");
                let text = format!("+++\n{front_matter}+++\n\n{}", block.text);
                files.insert(path.to_owned(), text.into_bytes());
            }
            "edit" => {
                let mut text = text_of(&files, path);
                for line in block.text.lines() {
                    let (old, new) = line.split_once(" => ").expect("old => new");
                    let (old, new) = (old.replace("\\n", "\n"), new.replace("\\n", "\n"));
                    assert!(text.contains(&old), "{}: no {old} in {path}", case.name);
                    text = text.replacen(&old, &new, 1);
                }
                files.insert(path.to_owned(), text.into_bytes());
            }
            "file" => {
                files.insert(path.to_owned(), block.text.clone().into_bytes());
            }
            "remove" => {
                files.remove(path).expect("a file to remove");
            }
            other => panic!("{}: what is `{other}`?", case.name),
        }
    }
    files
}

fn text_of(files: &Files, path: &str) -> String {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.clone()).expect("text")
}

fn shown(compilation: &Compilation) -> String {
    compilation.diagnostics.iter().map(problem).collect()
}

fn problem(problem: &Diagnostic) -> String {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let Diagnostic {
        rule,
        file,
        line,
        column,
        excerpt,
        message,
        ..
    } = problem;
    let mut text = format!("{severity}[{rule}] {file}:{line}:{column}: {message}\n");
    if !excerpt.is_empty() {
        let indent = " ".repeat(*column as usize + 1);
        let carets = "^".repeat(problem.width as usize);
        text.push_str(&format!("  {excerpt}\n{indent}{carets}\n"));
    }
    for hint in &problem.hints {
        text.push_str(&format!("  help: {hint}\n"));
    }
    text
}

/// The page with another expectation at the end of a case.
fn with_expectation(page: &str, case: &str, found: &str) -> String {
    let expectation = format!("~~~~ expect\n{found}~~~~\n");
    let (mut out, mut inside, mut block, mut dropped) = (String::new(), false, false, false);
    for line in page.split_inclusive('\n') {
        let fence = line.starts_with("~~~~");
        if !block && line.starts_with("## ") {
            if inside {
                out = format!("{}\n\n{expectation}\n", out.trim_end());
            }
            inside = line.trim_end() == format!("## {case}");
        }
        if fence && !block {
            dropped = inside && line.trim_end() == "~~~~ expect";
        }
        if !dropped {
            out.push_str(line);
        }
        if fence {
            dropped &= !block;
            block = !block;
        }
    }
    if inside {
        out = format!("{}\n\n{expectation}", out.trim_end());
    }
    out
}
