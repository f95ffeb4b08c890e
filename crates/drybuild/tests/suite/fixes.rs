//! Every secret that a page of the suite certainly leaves somewhere has a fix, and so it has in Dockerfiles that are
//! generated from the pages. Fixes are applied to the texts and built again here, apart from the search.

use drybuild::build::Build;
use drybuild::fix::{self, Answer, Draft, Fix};
use drybuild::labelled::{Certainty, SecretId};
use drybuild::reach;
use drybuild::solve::Builder;

use crate::page::Page;
use crate::pages;
use crate::random::Random;
use crate::scenario::Scenario;

/// The builds of a page and the names of its secrets.
struct Case {
    name: String,
    drafts: Vec<Draft>,
    names: Vec<String>,
}

#[test]
fn every_leak_of_the_suite_has_a_fix() {
    let mut count = Count::default();
    for case in cases() {
        check(&case, &mut count);
    }
    assert!(count.wrong.is_empty(), "{}", count.wrong.join("\n\n"));
    assert!(count.fixed >= 25, "{} fixed", count.fixed);
}

#[test]
fn every_leak_of_a_generated_dockerfile_has_a_fix() {
    let mut count = Count::default();
    for case in cases() {
        // What a sequence of builds leaves hangs on their being the same.
        if case.drafts.len() != 1 {
            continue;
        }
        for seed in 0..8 {
            let mut random = Random::new(seed);
            let mut draft = case.drafts.first().unwrap().clone();
            draft.input.dockerfile = mutated(&draft.input.dockerfile, &mut random);
            let context = std::mem::take(&mut draft.input.context);
            draft.input.context = context.with_file("Dockerfile", draft.input.dockerfile.as_str());
            let generated = Case {
                name: format!("{} with seed {seed}", case.name),
                drafts: vec![draft],
                names: case.names.clone(),
            };
            check(&generated, &mut count);
        }
    }
    let all = count.fixed + count.wrong.len();
    assert!(
        count.wrong.is_empty(),
        "{} of {all} wrong\n{}",
        count.wrong.len(),
        count.wrong.join("\n\n")
    );
    assert!(count.fixed >= 150, "{} fixed", count.fixed);
}

fn cases() -> Vec<Case> {
    let case = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        let mut page = Page::read(&text);
        let mut scenario = Scenario::default();
        for block in page.blocks_mut() {
            if block.info == "terminal" {
                scenario.terminal(&block.body);
            } else if scenario.answer(&block.info).is_none() {
                scenario.read(&block.info, &block.body);
            }
        }
        scenario.build();
        Case {
            name: path.display().to_string(),
            drafts: scenario.drafts().to_vec(),
            names: scenario.names(),
        }
    };
    pages().iter().map(case).collect()
}

#[derive(Default)]
struct Count {
    fixed: usize,
    wrong: Vec<String>,
}

fn check(case: &Case, count: &mut Count) {
    for index in 0..u32::try_from(case.names.len()).unwrap() {
        let secret = SecretId(index);
        let (before, left) = certain(&case.drafts, secret);
        let fault = match fix::fix(&case.drafts, &case.names, secret) {
            Answer::Clean if left == 0 => continue,
            Answer::Clean => "is said to be clean".to_owned(),
            // Where a Dockerfile is refused there is nothing to build upon, and a build may live on what an earlier left.
            Answer::Without(_) if before.refused.is_some() || case.drafts.len() > 1 => continue,
            Answer::Without(why) => format!("has no fix: {why}"),
            Answer::Fixed(fix) => {
                let drafts = applied(&case.drafts, &fix);
                let (after, left) = certain(&drafts, secret);
                if left == 0 && before.is_built() == after.is_built() && !fix.edits.is_empty() {
                    count.fixed += 1;
                    continue;
                }
                format!("has a fix that leaves {left} places:\n{}", after.dockerfile)
            }
        };
        count.wrong.push(format!(
            "{}: {} {fault}\n{}",
            case.name,
            case.names.get(index as usize).unwrap(),
            before.dockerfile
        ));
    }
}

fn applied(drafts: &[Draft], fix: &Fix) -> Vec<Draft> {
    let one = |(index, draft): (usize, &Draft)| {
        let mine: Vec<_> = fix
            .edits
            .iter()
            .filter(|edit| edit.build == index)
            .cloned()
            .collect();
        draft.edited(&mine, &fix.needs)
    };
    drafts.iter().enumerate().map(one).collect()
}

/// The last build, and how many certain places a secret has after it.
fn certain(drafts: &[Draft], secret: SecretId) -> (Build, usize) {
    let mut builder = Builder::default();
    let mut builds: Vec<Build> = drafts
        .iter()
        .map(|draft| draft.build(&mut builder))
        .collect();
    let reached = reach::reach(&builds, &builder);
    let mine = reached
        .iter()
        .filter(|reach| reach.secret == secret)
        .flat_map(|reach| &reach.reached);
    let count = mine
        .filter(|place| place.certainty == Certainty::Certain)
        .count();
    (builds.pop().unwrap(), count)
}

/// The Dockerfile written otherwise: other names, more instructions, a stage wrapped in another, other forms.
fn mutated(dockerfile: &str, random: &mut Random) -> String {
    let mut text = dockerfile.to_owned();
    for (from, to) in [
        (" AS build", " AS stage-one"),
        ("=build ", "=stage-one "),
        ("/key", "/var/opt/k.txt"),
        ("alpine", "debian:12"),
    ] {
        if random.one_in(3) {
            text = text.replace(from, to);
        }
    }
    // Both halves of a name, or none.
    if text.contains("stage-one") {
        text = text
            .replace(" AS build", " AS stage-one")
            .replace("=build ", "=stage-one ")
            .replace("FROM build", "FROM stage-one");
    }
    let mut out: Vec<String> = Vec::new();
    let mut is_inside = false;
    let mut heredoc: Option<String> = None;
    for line in text.lines() {
        if let Some(delimiter) = &heredoc {
            if line.trim() == delimiter {
                heredoc = None;
            }
            out.push(line.to_owned());
            continue;
        }
        let is_start = !is_inside;
        is_inside = line.trim_end().ends_with('\\');
        if let Some((_, mark)) = line.split_once("<<") {
            let mark: String = mark.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
            heredoc = Some(mark);
        }
        if !is_start || line.trim().is_empty() || line.starts_with('#') {
            out.push(line.to_owned());
            continue;
        }
        let keyword = line.split(' ').next().unwrap().to_ascii_uppercase();
        let is_free = heredoc.is_none() && !is_inside;
        match keyword.as_str() {
            "FROM" => {
                out.push(line.to_owned());
                if random.one_in(3) {
                    out.push("LABEL maintainer=\"team\" tier=web".to_owned());
                }
                if random.one_in(4) {
                    out.push("RUN echo ready > /ready".to_owned());
                }
            }
            "RUN" if is_free && !line.contains('[') => out.push(run_otherwise(line, random)),
            "COPY" if is_free && random.one_in(3) && !line.contains("--") => {
                out.push(line.replacen("COPY", "ADD", 1));
            }
            "ARG" | "ENV"
                if is_free && random.one_in(2) && !line.contains('\\') && line.contains('=') =>
            {
                out.push(format!("{line} \\\n    FURTHER=1"));
            }
            _ => out.push(line.to_owned()),
        }
        if is_free && keyword != "FROM" && random.one_in(4) {
            out.push("# nothing to see\nRUN true".to_owned());
        }
    }
    out.join("\n") + "\n"
}

/// A `RUN` as a heredoc, in small letters, broken into lines, or with more before and behind it.
fn run_otherwise(line: &str, random: &mut Random) -> String {
    let rest = line.get("RUN".len()..).unwrap();
    let words: Vec<&str> = rest.split_whitespace().collect();
    let flags = words
        .iter()
        .take_while(|word| word.starts_with("--"))
        .count();
    let at = words
        .get(flags)
        .and_then(|word| rest.find(&format!(" {word}")))
        .map_or(0, |at| at + 1);
    let (flags, script) = rest.split_at(at);
    match random.below(7) {
        0 => format!("RUN{flags}<<SCRIPT\n{script}\nSCRIPT"),
        1 => format!("run{rest}"),
        2 => line.replace(" && ", " \\\n    && "),
        3 => format!("RUN{flags}set -e; {script}"),
        4 => format!("RUN{flags}mkdir -p /srv && {script}"),
        5 => format!("RUN{flags}{script} && echo done"),
        _ => line.to_owned(),
    }
}
