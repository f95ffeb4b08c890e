//! The scripts of this folder and of the suite's pages, read by another implementation of bash's grammar: what one of
//! the two takes for a script the other takes too.
//!
//! `LAYERWISE_TRUTH`, where it is set, adds the measured steps.

use std::{collections::BTreeSet, fs, path::Path};

use brush_parser::{ParserOptions, SourceInfo, parse_tokens, tokenize_str_with_options};
use dockerfile::instructions::Instruction;

use super::{accepts, corpus};

#[test]
fn another_parser_reads_the_same_scripts() {
    let mut scripts: BTreeSet<String> = BTreeSet::new();
    for file in ["corpus.txt", "syntax.txt"] {
        scripts.extend(corpus(file).into_iter().map(|one| one.text));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    pages(&root.join("tests/suite"), &mut scripts);
    assert!(scripts.len() > 300, "{} scripts", scripts.len());
    if let Some(truth) = std::env::var_os("LAYERWISE_TRUTH") {
        measured(&Path::new(&truth).join("run-effects"), &mut scripts);
    }
    let mut wrong = String::new();
    for script in &scripts {
        let (theirs, ours) = (brush(script), accepts(script));
        if theirs != ours {
            wrong.push_str(&format!("brush {theirs}, here {ours}:\n{script}\n\n"));
        }
    }
    assert!(wrong.is_empty(), "{} scripts\n{wrong}", scripts.len());
}

fn brush(script: &str) -> bool {
    let options = ParserOptions {
        // A script has them only after `shopt`, which neither of the two runs.
        enable_extended_globbing: false,
        ..ParserOptions::default()
    };
    let Ok(tokens) = tokenize_str_with_options(script, &options.tokenizer_options()) else {
        return false;
    };
    let source = SourceInfo {
        source: String::new(),
    };
    parse_tokens(&tokens, &options, &source).is_ok()
}

fn pages(folder: &Path, scripts: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the suite is part of the repository") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            pages(&path, scripts);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let text = fs::read_to_string(&path).expect("a page");
            let blocks = text.split("\n```dockerfile\n").skip(1);
            for block in blocks {
                let body = block.split("\n```").next().unwrap_or_default();
                steps(&format!("{body}\n"), scripts);
            }
        }
    }
}

/// The scripts of a Dockerfile's `RUN`s.
fn steps(text: &str, scripts: &mut BTreeSet<String>) {
    let tree = dockerfile::parse(text);
    for command in tree.stages.iter().flat_map(|stage| &stage.commands) {
        let Instruction::Run(run) = &command.instruction else {
            continue;
        };
        let files = &run.command.files;
        if run.command.is_heredoc() {
            scripts.extend(files.first().map(|file| file.data.to_string()));
        } else if let Some(shell) = &run.command.shell {
            let mut script = shell.text.to_string();
            for file in files {
                script.push_str(&format!("\n{}{}", file.data, file.name));
            }
            scripts.insert(script);
        }
    }
}

/// Dockerfiles in records of one line each.
fn measured(folder: &Path, scripts: &mut BTreeSet<String>) {
    let text = fs::read_to_string(folder.join("run-effects.jsonl")).expect("the measured truth");
    for line in text.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("a record");
        let dockerfile = record.get("dockerfile").and_then(|value| value.as_str());
        steps(dockerfile.unwrap_or_default(), scripts);
    }
}
