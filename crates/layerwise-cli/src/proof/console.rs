//! A console block: commands behind a prompt, and what each prints.

use course::{CodeBlock, Diagnostic, Severity};
use drybuild::docker::{Docker, Reply};

use super::claim::Claim;
use super::elided::{Difference, difference};
use super::terminal::Terminal;
use super::{RULE, leaves, problem, shown};

/// A command and the lines below it.
struct Typed<'a> {
    /// The line of the block that it begins at, from 1.
    line: usize,
    /// Without the prompt, with the lines that continue it.
    command: String,
    /// Where the output begins.
    output_line: usize,
    output: Vec<&'a str>,
}

/// Types the block, and compares.
pub(super) fn prove(
    block: &CodeBlock<'_>,
    claim: &Claim,
    terminal: &mut Terminal,
) -> Vec<Diagnostic> {
    let typed = match read(&block.code) {
        Ok(typed) => typed,
        Err((line, message)) => {
            return vec![block.problem_at(Severity::Error, RULE, line, message)];
        }
    };
    let mut found = Vec::new();
    for typed in typed {
        let reply = terminal.docker.run(&typed.command);
        found.extend(compare(block, claim, &typed, &reply));
    }
    if let Some(leaves) = &claim.leaves {
        let wrong = leaves::compare(leaves, terminal);
        found.extend(wrong.map(|message| problem(block, message)));
    }
    found
}

fn read(code: &str) -> Result<Vec<Typed<'_>>, (usize, String)> {
    let mut all: Vec<Typed<'_>> = Vec::new();
    let mut lines = (1..).zip(code.lines());
    while let Some((number, line)) = lines.next() {
        let prompted = line.strip_prefix("$ ").or_else(|| line.strip_prefix("# "));
        match (prompted, all.last_mut()) {
            (Some(command), _) => {
                let mut command = command.to_owned();
                let mut last = number;
                while !Docker::is_complete(&command) {
                    let Some((number, more)) = lines.next() else {
                        let message = "the command goes on behind the end of the block";
                        return Err((number, message.to_owned()));
                    };
                    command.push('\n');
                    command.push_str(more);
                    last = number;
                }
                all.push(Typed {
                    line: number,
                    command,
                    output_line: last + 1,
                    output: Vec::new(),
                });
            }
            (None, Some(typed)) => typed.output.push(line),
            (None, None) if matches!(line.trim(), "" | "$" | "#") => {}
            (None, None) => {
                let message = "output stands here before any command: a command begins with `$ `";
                return Err((number, message.to_owned()));
            }
        }
    }
    for typed in &mut all {
        while typed
            .output
            .last()
            .is_some_and(|line| line.trim().is_empty())
        {
            typed.output.pop();
        }
    }
    Ok(all)
}

fn compare(
    block: &CodeBlock<'_>,
    claim: &Claim,
    typed: &Typed<'_>,
    reply: &Reply,
) -> Option<Diagnostic> {
    let printed = printed(reply);
    let at = |line: usize, message: String| {
        let mut diagnostic = block.problem_at(Severity::Error, RULE, line, message);
        if printed.is_empty() {
            diagnostic = diagnostic.hint("it prints nothing");
        } else {
            diagnostic = diagnostic.hint(shown("it prints:", &printed));
        }
        reply.notes.iter().fold(diagnostic, |diagnostic, note| {
            diagnostic.hint(format!("the simulator says: {note}"))
        })
    };
    if typed.output.is_empty() {
        if claim.silent {
            let is_silent = printed.is_empty();
            return (!is_silent)
                .then(|| at(typed.line, "this command prints something".to_owned()));
        }
        return match reply.exit {
            Some(0) => None,
            Some(status) => Some(at(
                typed.line,
                format!("this command ends with status {status}"),
            )),
            None => Some(at(
                typed.line,
                "how this command ends is not known".to_owned(),
            )),
        };
    }
    let last = typed.output.len() + typed.output_line - 1;
    match difference(&typed.output, &printed)? {
        Difference::Line(index, Some(comes)) => Some(at(
            typed.output_line + index,
            format!("here the command prints {comes:?}"),
        )),
        Difference::Line(index, None) => Some(at(
            typed.output_line + index,
            "the command does not print this".to_owned(),
        )),
        Difference::More(more) => Some(at(
            last,
            format!("below this line the command prints {more:?}"),
        )),
    }
}

/// Both outputs, as far as a terminal that shows them one after the other.
fn printed(reply: &Reply) -> String {
    let mut text = reply.stdout.clone();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text + &reply.stderr
}
