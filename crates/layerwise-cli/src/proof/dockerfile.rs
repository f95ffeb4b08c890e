//! A Dockerfile: it is saved, built, and what it leaves is compared with what the block says.

use course::{CodeBlock, Diagnostic, Severity};
use drybuild::context::ContextEntry;
use drybuild::docker::Reply;
use drybuild::report::{self, Report};

use super::claim::Claim;
use super::elided::is_like;
use super::terminal::Terminal;
use super::{RULE, leaves, problem, shown};

const DOCKERFILE: &str = "Dockerfile";

/// Builds the block, and compares.
pub(super) fn prove(
    block: &CodeBlock<'_>,
    claim: &Claim,
    terminal: &mut Terminal,
) -> Vec<Diagnostic> {
    let before = claim.after.as_deref().map(|lines| format!("{lines}\n"));
    let before = before.unwrap_or_default();
    let path = path(block);
    let entry = ContextEntry::File {
        bytes: format!("{before}{}", block.code).into_bytes(),
        mode: 0o644,
    };
    terminal.docker.put(path, &entry);
    let command = claim.command.clone().unwrap_or_else(|| {
        if path == DOCKERFILE {
            terminal.command.clone()
        } else {
            format!("docker build -f {path} .")
        }
    });
    let earlier = terminal.docker.builds().len();
    let reply = terminal.docker.run(&command);
    let mut found = outcome(block, claim, &reply, terminal, before.matches('\n').count());
    if !found.is_empty() {
        return found;
    }
    let is_built = terminal.docker.builds().len() > earlier;
    if !is_built {
        let says_more = claim.warns.is_some()
            || claim.layers.is_some()
            || claim.leaves.is_some()
            || !claim.history.is_empty();
        if says_more {
            found.push(problem(
                block,
                "nothing was built with BuildKit, so that only `fails` can be proved",
            ));
        }
        return found;
    }
    let Some(build) = terminal.docker.builds().last() else {
        return found;
    };
    if let Some(rules) = &claim.warns {
        let mut warned: Vec<&str> = build.checks.iter().map(|check| check.rule.name).collect();
        warned.sort_unstable();
        warned.dedup();
        if warned != *rules {
            found.push(problem(
                block,
                format!("the build checks that warn are {}", list(&warned)),
            ));
        }
    }
    let builder = &terminal.docker.builder().state;
    if let Some(report) = report::report(terminal.docker.builds(), builder, &[]) {
        found.extend(image(block, claim, &report));
    }
    if let Some(leaves) = &claim.leaves {
        let wrong = leaves::compare(leaves, terminal);
        found.extend(wrong.map(|message| problem(block, message)));
    }
    found
}

/// The file that the block is saved as: its title where that can be a name.
fn path<'b>(block: &'b CodeBlock<'_>) -> &'b str {
    let is_name = !block.title.is_empty() && !block.title.contains(char::is_whitespace);
    if is_name { &block.title } else { DOCKERFILE }
}

fn outcome(
    block: &CodeBlock<'_>,
    claim: &Claim,
    reply: &Reply,
    terminal: &Terminal,
    lines_before: usize,
) -> Vec<Diagnostic> {
    let failed = reply.exit != Some(0);
    let printed = format!("{}{}", reply.stdout, reply.stderr);
    match &claim.fails {
        None if failed => {
            let refused = terminal
                .docker
                .builds()
                .last()
                .and_then(|build| {
                    let (_, span) = build.refused.as_ref()?;
                    let before = build.dockerfile.get(..span.as_ref()?.start)?;
                    (before.matches('\n').count() + 1).checked_sub(lines_before)
                })
                .unwrap_or_default();
            let error = printed
                .lines()
                .rev()
                .find(|line| line.starts_with("ERROR: "));
            let error = error.unwrap_or("it ends with an error");
            vec![
                block
                    .problem_at(
                        Severity::Error,
                        RULE,
                        refused,
                        format!("this does not build: {error}"),
                    )
                    .hint("a Dockerfile that shall fail says so: `fails=\"…\"`")
                    .hint(shown("the build prints:", &printed)),
            ]
        }
        None => Vec::new(),
        Some(_) if !failed => vec![problem(block, "this builds, and is said to fail")],
        Some(text) => {
            let wanted = format!("…{text}…");
            let is_there = printed.lines().any(|line| is_like(&wanted, line));
            if is_there {
                return Vec::new();
            }
            vec![
                problem(block, format!("the build fails, and not with {text:?}"))
                    .hint(shown("the build prints:", &printed)),
            ]
        }
    }
}

/// Layers and history, of the first platform's image.
fn image(block: &CodeBlock<'_>, claim: &Claim, report: &Report) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(image) = report.images.first() else {
        return found;
    };
    if let Some(count) = claim.layers {
        let own: Vec<&str> = image
            .layers
            .iter()
            .filter(|layer| layer.span.is_some())
            .map(|layer| layer.created_by.as_str())
            .collect();
        if own.len() != count {
            let message = format!("this Dockerfile adds {} layers, not {count}", own.len());
            found.push(problem(block, message).hint(shown("they are:", &own.join("\n"))));
        }
    }
    let rows: Vec<&str> = image
        .history
        .iter()
        .filter(|row| row.span.is_some())
        .map(|row| row.created_by.as_str())
        .collect();
    for row in &claim.history {
        if !rows.iter().any(|created_by| is_like(row, created_by)) {
            let message = format!("no row of the history reads {row:?}");
            found.push(problem(block, message).hint(shown("its rows:", &rows.join("\n"))));
        }
    }
    found
}

fn list(names: &[&str]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names.join(", ")
}
