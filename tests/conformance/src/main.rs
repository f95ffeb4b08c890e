//! Prints the simulator's answers in the schema of the measured truth.
//!
//! `conformance <command> <cases.jsonl>` reads one JSON object a line and prints one a line.
//! Each command is a module; `frontend` has one module more a key of its answer.

mod cache_sequences;
mod dockerignore;
mod fixes;
mod flows;
mod frontend;
mod legacy;
mod real;
mod record;
mod run_effects;
mod shell;
mod stand_in;

use std::io::{BufRead, BufReader, BufWriter, Write};

use anyhow::{Context, Result, bail};
use serde::de::DeserializeOwned;
use serde_json::Value;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [command, cases] = arguments.as_slice() else {
        bail!(
            "usage: conformance frontend|shell|dockerignore|flows|fixes|legacy|real|run-effects|cache-sequences <cases.jsonl>"
        );
    };
    match command.as_str() {
        "frontend" => answer_all(cases, frontend::answer),
        "shell" => answer_all(cases, shell::answer),
        "dockerignore" => answer_all(cases, dockerignore::answer),
        "flows" => answer_all(cases, flows::answer),
        "fixes" => answer_all(cases, fixes::answer),
        "legacy" => answer_all(cases, legacy::answer),
        "real" => real::answer_all(cases),
        "cache-sequences" => cache_sequences::answer_all(cases),
        "run-effects" => run_effects::answer_all(cases),
        other => bail!("unknown command {other}"),
    }
}

/// Answers every case of a file, in order.
fn answer_all<C: DeserializeOwned>(path: &str, answer: fn(&C) -> Value) -> Result<()> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot open {path}"))?;
    let mut output = BufWriter::new(std::io::stdout().lock());
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("cannot read {path}"))?;
        if line.trim().is_empty() {
            continue;
        }
        let case = serde_json::from_str(&line)
            .with_context(|| format!("{path}:{}: not a case", number + 1))?;
        serde_json::to_writer(&mut output, &answer(&case))?;
        writeln!(output)?;
    }
    output.flush()?;
    Ok(())
}
