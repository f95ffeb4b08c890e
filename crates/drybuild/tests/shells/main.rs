//! Runs `corpus.txt` with the real shells of this machine and on paper, and compares what came of it: standard output,
//! exit status, and the files that were left.
//!
//! A shell that the machine does not have is skipped, and said to be. `syntax.txt` is read by `bash -n` as well: what it
//! takes for a script, the simulated bash must take, and nothing else.

#![expect(clippy::expect_used, reason = "a test stops at what it cannot read")]

mod brush;
mod real;
mod simulated;

use std::{collections::BTreeMap, path::PathBuf, process::Command};

/// What a script did.
#[derive(Debug, PartialEq, Eq)]
struct Answer {
    exit: Option<i32>,
    output: String,
    /// Path to a line that says what it is.
    files: BTreeMap<String, String>,
}

/// One entry of the corpus.
struct Script {
    name: String,
    shells: Vec<String>,
    text: String,
}

fn corpus(file: &str) -> Vec<Script> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/shells")
        .join(file);
    let text = std::fs::read_to_string(path).expect("the corpus is part of the repository");
    let entries = text.split("### ").filter(|entry| !entry.trim().is_empty());
    entries
        .map(|entry| {
            let (title, text) = entry.split_once('\n').expect("a title, then the script");
            let (name, shells) = title.split_once(" (").unwrap_or((title, ""));
            Script {
                name: name.to_owned(),
                shells: shells
                    .trim_end_matches(')')
                    .split(", ")
                    .map(str::to_owned)
                    .collect(),
                text: text.trim_end().to_owned(),
            }
        })
        .collect()
}

fn compare(shell: &str) {
    let Some(real) = real::Shell::find(shell) else {
        println!("skipped: this machine has no {shell}");
        return;
    };
    let mut wrong = String::new();
    let mut count = 0;
    for script in corpus("corpus.txt") {
        if !script.shells.iter().any(|name| name == shell) {
            continue;
        }
        count += 1;
        let (wanted, got) = (real.run(&script.text), simulated::run(shell, &script.text));
        if wanted != got {
            wrong.push_str(&format!(
                "{}: {}\n  real {wanted:#?}\n  dry  {got:#?}\n",
                script.name, script.text
            ));
        }
    }
    assert!(
        count > 20,
        "the corpus for {shell} is too small to say anything"
    );
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn dash_does_the_same() {
    compare("dash");
}

#[test]
fn bash_does_the_same() {
    compare("bash");
}

#[test]
fn busybox_does_the_same() {
    compare("busybox");
}

/// Whether the simulated bash takes a text for a script; nothing is run.
fn accepts(text: &str) -> bool {
    simulated::exit(&["/bin/bash", "-n", "-c", text]) == Some(0)
}

#[test]
fn bash_syntax_is_read_as_bash_reads_it() {
    if real::Shell::find("bash").is_none() {
        println!("skipped: this machine has no bash");
        return;
    }
    let mut scripts = corpus("syntax.txt");
    scripts.extend(
        corpus("corpus.txt")
            .into_iter()
            .filter(|script| script.shells.iter().any(|shell| shell == "bash")),
    );
    let mut wrong = String::new();
    for script in scripts {
        let output = Command::new("bash")
            .args(["-n", "-c", &script.text])
            .output()
            .expect("bash runs");
        let theirs = output.status.success();
        if accepts(&script.text) != theirs {
            wrong.push_str(&format!(
                "{}: bash says {theirs}: {}\n",
                script.name, script.text
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
