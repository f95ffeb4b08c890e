//! What a step prints stays in the log and in the builder's record.

use std::ops::Range;

use dockerfile::Dockerfile;
use dockerfile::instructions::Instruction;

use super::super::candidate::{Candidate, Case};
use super::super::dockerfile_text::{self, Written};
use super::super::script::{self, Script};
use crate::graph::VertexId;
use crate::labelled::Mark;
use crate::shell::{Outcome, Stream};

pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let mut quiet = Candidate::new("send what prints the secret to /dev/null");
    let mut untraced =
        Candidate::new("do not trace the commands: set -x prints every value that they are given");
    for written in dockerfile_text::written(&case.build.tree) {
        let Some(script) = script::of(&case.build.dockerfile, &written) else {
            continue;
        };
        for run in runs(case, &written) {
            trace(&script, &mut untraced);
            started_with_trace(&case.build.tree, &script, &mut untraced);
            for (stream, span) in printed(case, run) {
                let inside = |range: &Range<usize>| range.contains(&span.start);
                let commands = script
                    .commands
                    .iter()
                    .filter(|command| inside(&command.span));
                let Some(command) = commands.min_by_key(|command| command.span.len()) else {
                    continue;
                };
                let end = script.place(command.span.clone()).end;
                let text = match stream {
                    Stream::Stdout => " > /dev/null",
                    Stream::Stderr => " 2> /dev/null",
                };
                quiet.dockerfile(end..end, text);
            }
        }
    }
    quiet.edits.dedup();
    let mut both = untraced.clone();
    both.what = format!("{}; {}", untraced.what, quiet.what);
    both.edits.extend(quiet.edits.iter().cloned());
    let mut found = vec![untraced, quiet];
    if found.iter().all(|candidate| !candidate.edits.is_empty()) {
        found.push(both);
    }
    found
}

fn runs<'a>(case: &'a Case<'_>, written: &Written) -> Vec<&'a Outcome> {
    let mut found = Vec::new();
    for (index, vertex) in case.build.definition.vertices.iter().enumerate() {
        let is_it = case.comes_of(written, vertex.span);
        let solved = case
            .build
            .solution
            .vertex(VertexId(index))
            .filter(|_| is_it);
        found.extend(solved.and_then(|solved| solved.run.as_deref()));
    }
    found
}

/// The commands that print some of the secret, and where to.
fn printed(case: &Case<'_>, run: &Outcome) -> Vec<(Stream, Range<usize>)> {
    let mut found: Vec<(Stream, Range<usize>)> = Vec::new();
    for written in &run.written {
        let output = match written.stream {
            Stream::Stdout => &run.stdout,
            Stream::Stderr => &run.stderr,
        };
        let piece = output.slice(written.range.clone());
        let labels = piece.labels().iter();
        let is_labelled = labels
            .clone()
            .any(|label| matches!(&label.mark, Mark::Secret(taint) if taint.secret == case.secret));
        let is_plain = case
            .build
            .planted
            .found_in(piece.data())
            .contains(&case.secret);
        let entry = (written.stream, written.span.clone());
        // What `set -x` prints goes with it.
        let is_trace = written.stream == Stream::Stderr && piece.data().starts_with(b"+ ");
        if !is_trace && (is_labelled || is_plain) && !found.contains(&entry) {
            found.push(entry);
        }
    }
    found
}

/// The x of `#!/bin/bash -ex` and of `SHELL ["/bin/bash", "-xc"]` goes.
fn started_with_trace(file: &Dockerfile, script: &Script, candidate: &mut Candidate) {
    let first = script.text.lines().next().unwrap_or_default();
    let mut edit = |range: Range<usize>, word: &str| {
        let is_known = word.starts_with('-') && word.len() > 2;
        let is_known = is_known && word.chars().skip(1).all(|c| c.is_ascii_alphabetic());
        let Some(at) = word.find('x').filter(|_| is_known) else {
            return;
        };
        let at = range.start + at;
        if !candidate.edits.iter().any(|edit| edit.span.start == at) {
            candidate.dockerfile(at..at + 1, "");
        }
    };
    for written in dockerfile_text::written(file) {
        let Instruction::Shell(shell) = &written.instruction else {
            continue;
        };
        for word in shell.shell.iter().skip(1) {
            let place = written.place(word.span);
            edit(place.start + 1..place.end - 1, &word.text);
        }
    }
    if first.starts_with("#!")
        && let Some(at) = first.rfind(" -")
    {
        let word = first.get(at + 1..).unwrap_or_default();
        edit(script.place(at + 1..at + 1 + word.len()), word);
        if word == "-x" {
            candidate.dockerfile(script.place(at..at + 3), "");
        }
    }
}

/// `set -x` goes, `set -eux` loses its x.
fn trace(script: &Script, candidate: &mut Candidate) {
    for command in script
        .commands
        .iter()
        .filter(|command| command.name == "set")
    {
        for word in command.words.iter().skip(1) {
            let text = script.text.get(word.clone()).unwrap_or_default();
            if !text.starts_with('-') || text.starts_with("--") || !text.contains('x') {
                continue;
            }
            if text == "-x" && command.words.len() == 2 {
                let (range, text) = script.removal(command);
                candidate.dockerfile(range, text);
            } else if let Some(at) = text.find('x') {
                let start = word.start + at;
                candidate.dockerfile(script.place(start..start + 1), "");
            }
        }
    }
}
