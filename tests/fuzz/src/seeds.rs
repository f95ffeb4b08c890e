//! Where fuzzing starts: the project's own texts as inputs of each target.
//!
//! In: the pages of `tests/suite`, the labs of the course, and where there is one the folder of the measured truth,
//! whose records are read for a run and never kept.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

use crate::page::{Block, blocks};
use crate::scenario::VALUES;

/// Inputs of one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeds {
    /// The target's name.
    pub target: &'static str,
    /// Without order or repetition.
    pub inputs: Vec<String>,
}

/// The seeds of every target from the work tree at `root`, and from the folder of the measured truth.
///
/// # Errors
/// A folder or a file cannot be read.
pub fn seeds(root: &Path, truth: Option<&Path>) -> io::Result<Vec<Seeds>> {
    let mut pages = Vec::new();
    for folder in ["tests/suite", "content/labs"] {
        collect(&root.join(folder), &mut pages)?;
    }
    let mut measured = Vec::new();
    if let Some(folder) = truth {
        collect(folder, &mut measured)?;
    }
    let mut all = Inputs::default();
    for (name, text) in &pages {
        if name.ends_with(".md") && !name.ends_with("README.md") {
            all.page(text);
        } else if name.ends_with("Dockerfile") {
            all.dockerfile(text);
        } else if name.ends_with(".dockerignore") {
            all.ignore.push(text.clone());
        }
    }
    for (_, text) in measured.iter().filter(|(name, _)| name.ends_with(".jsonl")) {
        all.records(text);
    }
    Ok(all.into_seeds())
}

#[derive(Default)]
struct Inputs {
    syntax: Vec<String>,
    expansion: Vec<String>,
    ignore: Vec<String>,
    frontend: Vec<String>,
    shell: Vec<String>,
    builds: Vec<String>,
}

impl Inputs {
    /// A page of the suite: its values become those that the targets plant.
    fn page(&mut self, text: &str) {
        let mut text = text.to_owned();
        let found = blocks(&text);
        let secrets = found
            .iter()
            .filter(|block| block.info.starts_with("secret "));
        let values: Vec<String> = secrets
            .map(|block| block.body.trim_end().to_owned())
            .collect();
        for (value, planted) in values.iter().filter(|value| !value.is_empty()).zip(VALUES) {
            text = text.replace(value.as_str(), planted);
        }
        let mut page = String::new();
        for block in blocks(&text) {
            match block.info.split(' ').next().unwrap_or_default() {
                "dockerfile" => self.dockerfile(&block.body),
                "file" if block.info.ends_with(".dockerignore") => {
                    self.ignore.push(block.body.clone())
                }
                "command" | "file" | "secret" | "link" => {}
                _ => {
                    page.push_str("```build\n```\n");
                    continue;
                }
            }
            page.push_str(&fenced(&block));
        }
        self.frontend.push(page.clone());
        self.builds.push(page);
    }

    fn dockerfile(&mut self, text: &str) {
        self.syntax.push(text.to_owned());
        let file = dockerfile::parse(text);
        for command in file.stages.iter().flat_map(|stage| &stage.commands) {
            self.expansion
                .push(format!("\nA=a/b.c\nB=\n\n{}", command.origin.code()));
            if let Some(script) = command.origin.code().strip_prefix("RUN ") {
                self.shell.push(script.to_owned());
            }
        }
        for heredoc in file.nodes().into_iter().flat_map(|node| &node.heredocs) {
            self.shell.push(heredoc.content.to_string());
        }
    }

    /// Lines of JSON with the fields of the measured truth.
    fn records(&mut self, text: &str) {
        for line in text.lines() {
            let Ok(record) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let field = |name: &str| record.get(name).and_then(Value::as_str);
            if let Some(text) = field("dockerfile") {
                self.page(&record_page(&record, text));
            }
            self.expansion
                .extend(field("word").map(|word| format!("\nA=a/b.c\nB=\n\n{word}")));
            self.ignore.extend(field("ignore").map(str::to_owned));
        }
    }

    fn into_seeds(self) -> Vec<Seeds> {
        let of = |target, mut inputs: Vec<String>| {
            inputs.sort();
            inputs.dedup();
            Seeds { target, inputs }
        };
        vec![
            of("syntax", self.syntax),
            of("expansion", self.expansion),
            of("ignore", self.ignore),
            of("frontend", self.frontend),
            of("shell", self.shell),
            of("builds", self.builds),
        ]
    }
}

/// A record as a page. Its markers are planted, each in a file and a variable that nothing names.
fn record_page(record: &Value, dockerfile: &str) -> String {
    let mut page = String::new();
    for secret in record
        .get("secrets")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        if let Some(marker) = secret.get("marker").and_then(Value::as_str) {
            page.push_str(&format!("```secret s\n{marker}\n```\n"));
        }
    }
    let files = record.get("context_files").and_then(Value::as_object);
    for (path, text) in files.into_iter().flatten() {
        if let Some(text) = text.as_str() {
            page.push_str(&format!("```file {path}\n{text}\n```\n"));
        }
    }
    if let Some(line) = record.get("command").and_then(Value::as_str) {
        page.push_str(&format!("```command\n{line}\n```\n"));
    }
    let end = if dockerfile.ends_with('\n') { "" } else { "\n" };
    page.push_str(&format!(
        "```dockerfile\n{dockerfile}{end}```\n```build\n```\n"
    ));
    page
}

fn fenced(block: &Block) -> String {
    format!("```{}\n{}```\n", block.info, block.body)
}

/// Files below a folder with their text; a folder that is not there has none.
fn collect(folder: &Path, files: &mut Vec<(String, String)>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.push((path.display().to_string(), text));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TARGETS;

    /// What fuzzing starts from passes, and every target starts from something.
    #[test]
    fn every_target_passes_its_seeds() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let seeds = seeds(&root, None).expect("the work tree is readable");
        assert_eq!(seeds.len(), TARGETS.len());
        for ((name, target), seeds) in TARGETS.iter().zip(seeds) {
            assert_eq!(*name, seeds.target);
            assert!(!seeds.inputs.is_empty(), "{name} starts from nothing");
            seeds
                .inputs
                .iter()
                .take(150)
                .for_each(|input| target(input.as_bytes()));
        }
    }
}
