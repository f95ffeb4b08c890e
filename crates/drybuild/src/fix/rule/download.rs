//! `wget` and `curl -O` call a file after its address: given a name, it is called that.

use super::super::candidate::{Candidate, Case};
use super::super::dockerfile_text;
use super::super::script::{self, Script, Simple};

pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let mut candidate = Candidate::new(
        "give the download a name: by itself it is called after the address, with the secret in it",
    );
    for written in dockerfile_text::written(&case.build.tree) {
        let is_named_so = |place: &crate::reach::Reach| {
            let span = place.place.span;
            let path = place.place.path.as_deref().unwrap_or_default();
            span.is_some_and(|span| written.span.contains(&span.start)) && case.holds(path)
        };
        if !case.places.iter().any(is_named_so) {
            continue;
        }
        let Some(script) = script::of(&case.build.dockerfile, &written) else {
            continue;
        };
        for command in &script.commands {
            match command.name.as_str() {
                "wget" => wget(&script, command, &mut candidate),
                "curl" => curl(&script, command, &mut candidate),
                _ => {}
            }
        }
    }
    vec![candidate]
}

/// `wget address` becomes `wget -O name address`.
fn wget(script: &Script, command: &Simple, candidate: &mut Candidate) {
    let words = words(script, command);
    let is_named = |word: &&str| word.starts_with("-O") || word.starts_with("--output-document");
    if words.iter().any(is_named) {
        return;
    }
    let mut pairs = words.iter().zip(words.iter().skip(1));
    let folder = pairs.find(|(flag, _)| **flag == "-P");
    let folder = folder.map_or(String::new(), |(_, folder)| {
        format!("{}/", folder.trim_end_matches('/'))
    });
    insert(
        script,
        command,
        &format!(" -O {folder}{}", name(&words)),
        candidate,
    );
}

/// `curl -fsSO address` becomes `curl -o name -fsS address`.
fn curl(script: &Script, command: &Simple, candidate: &mut Candidate) {
    let words = words(script, command);
    let mut is_found = false;
    for (word, range) in words.iter().zip(&command.words) {
        let short = word.starts_with('-') && !word.starts_with("--");
        match word.find('O').filter(|_| short) {
            Some(_) if *word == "-O" => {
                let blank = script.text.get(range.end..range.end + 1) == Some(" ");
                let end = range.end + usize::from(blank);
                candidate.dockerfile(script.place(range.start..end), "");
            }
            Some(at) => {
                let at = range.start + at;
                candidate.dockerfile(script.place(at..at + 1), "");
            }
            None if *word == "--remote-name" => {
                candidate.dockerfile(script.place(range.start..range.end + 1), "");
            }
            None => continue,
        }
        is_found = true;
    }
    if is_found {
        insert(script, command, &format!(" -o {}", name(&words)), candidate);
    }
}

fn words<'a>(script: &'a Script, command: &Simple) -> Vec<&'a str> {
    let text = |word: &std::ops::Range<usize>| script.text.get(word.clone()).unwrap_or_default();
    command.words.iter().map(text).collect()
}

fn insert(script: &Script, command: &Simple, text: &str, candidate: &mut Candidate) {
    if let Some(program) = command.words.first() {
        let behind = script.place(program.end - 1..program.end).end;
        candidate.dockerfile(behind..behind, text);
    }
}

/// The last part of the address without its query, where it is written plainly.
fn name(words: &[&str]) -> String {
    let address = words.iter().find_map(|word| word.split_once("://"));
    let path = address.map_or("", |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let last = path.split_once('/').map_or("", |(_, path)| path);
    let last = last.rsplit('/').next().unwrap_or_default();
    let last = last.trim_matches(['"', '\'']);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if !last.is_empty() && last.chars().all(is_plain) {
        last.to_owned()
    } else {
        "download".to_owned()
    }
}
