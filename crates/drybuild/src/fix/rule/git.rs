//! `git` keeps the address and the settings of a clone, and not those of one run.

use std::ops::Range;

use super::super::candidate::{Candidate, Case};
use super::super::dockerfile_text;
use super::super::script::{self, Script, Simple};

pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let mut candidate = Candidate::new(
        "give git the credential for this run only, with git -c: what a clone is told otherwise stays in its config",
    );
    for written in dockerfile_text::written(&case.build.tree) {
        let is_reached = |place: &crate::reach::Reach| {
            place
                .place
                .span
                .is_some_and(|span| written.span.contains(&span.start))
        };
        if !case.places.iter().any(is_reached) {
            continue;
        }
        let Some(script) = script::of(&case.build.dockerfile, &written) else {
            continue;
        };
        let gits = script
            .commands
            .iter()
            .filter(|command| command.name == "git");
        for (index, command) in gits.clone().enumerate() {
            let words: Vec<&str> = command
                .words
                .iter()
                .map(|word| script.text.get(word.clone()).unwrap_or_default())
                .collect();
            match words
                .iter()
                .position(|word| matches!(*word, "clone" | "config"))
            {
                Some(at) if words.get(at) == Some(&"clone") => {
                    clone(&script, command, &words, at, &mut candidate)
                }
                Some(at) => {
                    let later: Vec<&Simple> = gits.clone().skip(index + 1).collect();
                    config(&script, command, &words, at, &later, &mut candidate);
                }
                None => {}
            }
        }
    }
    vec![candidate]
}

/// `git clone -c x url` is `git -c x clone url`, and a password in the address is a rule that rewrites the address.
fn clone(script: &Script, command: &Simple, words: &[&str], at: usize, candidate: &mut Candidate) {
    let Some(program) = command.words.first() else {
        return;
    };
    let behind = script.place(program.end - 1..program.end).end;
    let mut inserted = String::new();
    for (index, word) in words.iter().enumerate().skip(at + 1) {
        let Some(range) = command.words.get(index) else {
            continue;
        };
        if matches!(*word, "-c" | "--config") {
            let Some((value, setting)) = command.words.get(index + 1).zip(words.get(index + 1))
            else {
                continue;
            };
            inserted.push_str(&format!(" -c {setting}"));
            let before = command
                .words
                .get(index - 1)
                .map_or(range.start, |before| before.end);
            candidate.dockerfile(script.place(before..value.end), "");
        } else if let Some((start, end)) = userinfo(word) {
            let scheme = word
                .get(..start)
                .unwrap_or_default()
                .trim_start_matches(['"', '\'']);
            let login = word.get(start..end).unwrap_or_default();
            let host = word.get(end..).unwrap_or_default();
            let host = host.split(['/', '"', '\'']).next().unwrap_or_default();
            let quote = if word.starts_with('\'') { '\'' } else { '"' };
            inserted.push_str(&format!(
                " -c {quote}url.{scheme}{login}{host}/.insteadOf={scheme}{host}/{quote}"
            ));
            candidate.dockerfile(script.place(range.start + start..range.start + end), "");
        }
    }
    if !inserted.is_empty() {
        candidate.dockerfile(behind..behind, inserted);
    }
}

/// `git config --global key value` before other runs of git is `git -c key=value` for each.
fn config(
    script: &Script,
    command: &Simple,
    words: &[&str],
    at: usize,
    later: &[&Simple],
    candidate: &mut Candidate,
) {
    let operands: Vec<&&str> = words
        .iter()
        .skip(at + 1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let ([key, value], false) = (operands.as_slice(), later.is_empty()) else {
        return;
    };
    let (range, text): (Range<usize>, _) = script.removal(command);
    candidate.dockerfile(range, text);
    for command in later {
        if let Some(program) = command.words.first() {
            let behind = script.place(program.end - 1..program.end).end;
            candidate.dockerfile(behind..behind, format!(" -c {key}={value}"));
        }
    }
}

/// `user:password@` in a word as it is written: from behind `://` to behind the last `@` before the host.
fn userinfo(word: &str) -> Option<(usize, usize)> {
    let start = word.find("://")? + 3;
    let end = start + word.get(start..)?.rfind('@')? + 1;
    Some((start, end))
}
