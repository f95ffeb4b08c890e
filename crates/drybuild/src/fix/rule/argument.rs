//! `ARG` and `ENV` that carry the secret: a secret mount where a `RUN` uses them, nothing elsewhere.

use std::collections::BTreeSet;

use dockerfile::instructions::Instruction;

use super::super::candidate::{Candidate, Case};
use super::super::dockerfile_text::{self, Written, references};
use super::super::edit::EditedFile;
use super::super::script;
use super::program;
use crate::graph::{ExecOp, Op};

/// Takes them out of the Dockerfile and the command; what was done, in words.
pub(super) fn edit(case: &Case<'_>, candidate: &mut Candidate) -> Option<String> {
    let all = dockerfile_text::written(&case.build.tree);
    let carriers = carriers(case, &all);
    if carriers.is_empty() {
        return None;
    }
    let mut mounted: BTreeSet<&str> = BTreeSet::new();
    let is_named = |name: &str| {
        let mut runs = all.iter().filter(|written| written.run().is_some());
        runs.any(|written| uses(case, written, name).is_some_and(|(_, named)| named))
    };
    for written in &all {
        match &written.instruction {
            Instruction::Arg(_) | Instruction::Env(_) | Instruction::Label(_) => {
                declarations(case, written, &carriers, candidate);
            }
            Instruction::Run(_) => {
                for name in &carriers {
                    let Some((value, is_name_in_script)) = uses(case, written, name) else {
                        continue;
                    };
                    if !is_name_in_script && is_named(name) {
                        continue;
                    }
                    mounted.insert(name);
                    candidate.dockerfile(
                        written.flags_at(),
                        format!(" --mount=type=secret,id={name},env={name}"),
                    );
                    candidate.give_variable(case, name, value.as_bytes());
                }
            }
            _ => elsewhere(case, written, &carriers, candidate),
        }
    }
    for flag in case.draft.line().flags {
        let name = flag.value.split('=').next().unwrap_or_default();
        let is_given = |(key, value): &(String, String)| key == name && case.holds(value);
        if flag.name == "build-arg" && case.draft.input.options.build_args.iter().any(is_given) {
            candidate.edit(EditedFile::Command, case.with_blanks(flag.span), "");
        }
    }
    let names: Vec<&str> = carriers.iter().map(String::as_str).collect();
    let names = names.join(", ");
    Some(if mounted.is_empty() {
        format!("leave {names} away: no RUN needs it")
    } else {
        format!("give {names} as a secret to the steps that use it, instead of by ARG or ENV")
    })
}

/// Names of arguments and variables whose value holds the secret.
fn carriers(case: &Case<'_>, all: &[Written]) -> Vec<String> {
    let options = &case.draft.input.options;
    let mut found: Vec<String> = Vec::new();
    for (name, value) in &options.build_args {
        if case.holds(value) && !found.contains(name) {
            found.push(name.clone());
        }
    }
    // A variable may take its value from one that is declared later in another stage: go on until nothing is new.
    loop {
        let before = found.len();
        for written in all {
            let pairs = written
                .pairs()
                .iter()
                .map(|pair| (&pair.key.text, Some(&pair.value.text)));
            let pairs: Vec<_> = match written.arg() {
                Some(arg) => {
                    let pairs = arg.args.iter();
                    pairs
                        .map(|pair| (&pair.key.text, pair.value.as_ref().map(|value| &value.text)))
                        .collect()
                }
                None if matches!(written.instruction, Instruction::Env(_)) => pairs.collect(),
                None => continue,
            };
            for (key, value) in pairs {
                let carries = value.is_some_and(|value| carries(case, value, &found));
                if carries && !found.iter().any(|known| known == key) {
                    found.push(key.to_string());
                }
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn carries(case: &Case<'_>, value: &str, carriers: &[String]) -> bool {
    case.holds(value)
        || carriers
            .iter()
            .any(|name| !references(value, name).is_empty())
}

/// Takes pairs away: every declaration of an argument, and variables and labels that get the value.
fn declarations(
    case: &Case<'_>,
    written: &Written,
    carriers: &[String],
    candidate: &mut Candidate,
) {
    let is_gone: Vec<bool> = match written.arg() {
        Some(arg) => {
            let pairs = arg.args.iter();
            pairs
                .map(|pair| carriers.iter().any(|carrier| *carrier == pair.key.text))
                .collect()
        }
        None => {
            let pairs = written.pairs().iter();
            pairs
                .map(|pair| carries(case, &pair.value.text, carriers))
                .collect()
        }
    };
    if !is_gone.contains(&true) {
        return;
    }
    for range in written.without(&written.pair_spans(), &is_gone) {
        candidate.dockerfile(range, "");
    }
    if matches!(written.instruction, Instruction::Env(_)) {
        let gone = written
            .pairs()
            .iter()
            .zip(&is_gone)
            .filter(|(_, gone)| **gone);
        for (pair, _) in gone {
            candidate.note(format!(
                "if the container needs {0} when it runs, give it then: docker run -e {0}",
                pair.key.text
            ));
        }
    }
}

/// The value that a `RUN` has in a variable, and whether its script names the variable; `None` where the step has it
/// not, or does not use it.
fn uses(case: &Case<'_>, written: &Written, name: &str) -> Option<(String, bool)> {
    let script = script::of(&case.build.dockerfile, written);
    let arguments = written.run().map(|run| &run.command.args);
    let text = match (&script, arguments) {
        (Some(script), _) => script.text.to_string(),
        (None, Some(words)) => words
            .iter()
            .map(|word| word.text.as_str())
            .collect::<Vec<_>>()
            .join(" "),
        (None, None) => return None,
    };
    let is_named = !references(&text, name).is_empty();
    let value = if written.is_trigger() {
        // The steps of a trigger stand at another place: the name alone counts.
        let given = case
            .draft
            .input
            .options
            .build_args
            .iter()
            .find(|(key, _)| key == name);
        given.filter(|_| is_named)?.1.clone()
    } else {
        let vertices = case.build.definition.vertices.iter();
        let mut steps = vertices.filter(|vertex| {
            vertex.span.map(dockerfile::Span::range) == Some(written.span.clone())
        });
        steps.find_map(|vertex| match &vertex.op {
            Op::Exec(op) => value_of(op, name),
            _ => None,
        })?
    };
    if !case.holds(&value) {
        return None;
    }
    let is_used = || {
        let commands = script.iter().flat_map(|script| &script.commands);
        let mut names = commands.map(|command| command.name.as_str());
        script.is_none() || names.any(program::is_foreign)
    };
    (is_named || is_used()).then_some((value, is_named))
}

fn value_of(op: &ExecOp, name: &str) -> Option<String> {
    let mut pairs = op.env.iter().filter_map(|pair| pair.split_once('='));
    if let Some((_, value)) = pairs.find(|(key, _)| *key == name) {
        return Some(value.to_owned());
    }
    let proxy = op.proxy_env.as_ref()?;
    let value = match name.to_ascii_lowercase().as_str() {
        "http_proxy" => &proxy.http,
        "https_proxy" => &proxy.https,
        "ftp_proxy" => &proxy.ftp,
        "no_proxy" => &proxy.no,
        "all_proxy" => &proxy.all,
        _ => return None,
    };
    Some(value.clone())
}

/// Other instructions that expand the variable: its name in small letters stands in paths, nothing in addresses, and
/// inline files keep the reference for whoever fills them in.
fn elsewhere(case: &Case<'_>, written: &Written, carriers: &[String], candidate: &mut Candidate) {
    if matches!(
        written.instruction,
        Instruction::Cmd(_)
            | Instruction::Entrypoint(_)
            | Instruction::Healthcheck(_)
            | Instruction::Shell(_)
    ) {
        return;
    }
    let contents = match &written.instruction {
        Instruction::Copy(copy) => copy.contents.as_slice(),
        Instruction::Add(add) => add.contents.as_slice(),
        _ => &[],
    };
    let bodies: Vec<_> = contents
        .iter()
        .map(|file| (written.place(file.span), file.expand))
        .collect();
    let head_end = bodies
        .iter()
        .map(|(body, _)| body.start)
        .min()
        .unwrap_or(written.span.end);
    for name in carriers {
        let text = case
            .build
            .dockerfile
            .get(written.span.start..head_end)
            .unwrap_or_default();
        for found in references(text, name) {
            let range = written.span.start + found.start..written.span.start + found.end;
            if let Some(userinfo) = super::text::userinfo(&case.build.dockerfile, &range) {
                candidate.dockerfile(userinfo, "");
                candidate.note("the address no longer has a password in it: fetch it in a RUN with a secret mount where the server asks for one");
            } else {
                candidate.dockerfile(range, name.to_ascii_lowercase());
            }
        }
        for (body, expand) in &bodies {
            let text = case.build.dockerfile.get(body.clone()).unwrap_or_default();
            for found in references(text, name).into_iter().filter(|_| *expand) {
                let range = body.start + found.start..body.start + found.end;
                candidate.dockerfile(range, format!("@{name}@"));
                candidate.note(format!(
                    "put the value in the place of @{name}@ when the container starts"
                ));
            }
        }
    }
}

impl Case<'_> {
    /// A part of the command line with the blanks behind it.
    pub(super) fn with_blanks(&self, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let rest = self.draft.command.get(span.end..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\\']).len();
        span.start..span.end + blanks
    }
}
