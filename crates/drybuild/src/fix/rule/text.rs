//! The value itself in the text of the Dockerfile.

use std::ops::Range;

use dockerfile::instructions::{CommandLine, Instruction};

use super::super::candidate::{Candidate, Case};
use super::super::dockerfile_text::{self, Written};
use super::super::script;

/// Takes every occurrence out; what was done, in words. Defaults of `ARG` and values of `ENV` are not looked at here.
pub(super) fn edit(case: &Case<'_>, candidate: &mut Candidate) -> Option<String> {
    let value = case.value()?;
    let text = &case.build.dockerfile;
    let all = dockerfile_text::written(&case.build.tree);
    let mut done: Vec<String> = Vec::new();
    let mut say = |what: String| {
        if !done.contains(&what) {
            done.push(what);
        }
    };
    let mut mounted: Vec<usize> = Vec::new();
    for (at, _) in text.match_indices(value) {
        let found = at..at + value.len();
        let inside = all
            .iter()
            .find(|written| written.span.start <= at && at < written.span.end);
        let line = dockerfile_text::lines(text, found.clone());
        let is_comment = text
            .get(line.clone())
            .is_some_and(|line| line.trim_start().starts_with('#'));
        match inside {
            _ if is_comment && inside.is_none_or(|written| body_of(written, at).is_none()) => {
                candidate.dockerfile(line, "");
                say("delete the comment".to_owned());
            }
            None => candidate.dockerfile(found, case.placeholder()),
            Some(written) => match &written.instruction {
                Instruction::Arg(_) | Instruction::Env(_) => {}
                Instruction::Label(_) => {
                    let spans = written.pair_spans();
                    let is_gone: Vec<bool> = spans.iter().map(|span| span.contains(&at)).collect();
                    for range in written.without(&spans, &is_gone) {
                        candidate.dockerfile(range, "");
                    }
                    say("leave the label away".to_owned());
                }
                Instruction::Maintainer(_) => {
                    let before = text.get(..found.start).unwrap_or_default();
                    let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
                    let is_all = written.keyword_end == found.start - blanks
                        && written.span.end == found.end;
                    let range = if is_all {
                        written.lines.clone()
                    } else {
                        found.start - blanks..found.end
                    };
                    candidate.dockerfile(range, "");
                    say("leave the value away".to_owned());
                }
                Instruction::Run(_) => {
                    if let Some((range, replacement)) = in_run(case, written, found.clone()) {
                        candidate.dockerfile(range, replacement);
                        if !mounted.contains(&written.span.start) {
                            mounted.push(written.span.start);
                            let name = &case.variable;
                            let mount = format!(" --mount=type=secret,id={name},env={name}");
                            candidate.dockerfile(written.flags_at(), mount);
                        }
                        candidate.give_variable(case, &case.variable, value.as_bytes());
                        say(format!(
                            "give the value to the RUN as the secret {}",
                            case.variable
                        ));
                    } else {
                        candidate.dockerfile(found, case.placeholder());
                    }
                }
                Instruction::Cmd(_) | Instruction::Entrypoint(_) | Instruction::Healthcheck(_) => {
                    at_run_time(case, written, found, candidate);
                    say(format!(
                        "take the value from the variable {} when the container runs",
                        case.variable
                    ));
                }
                _ => {
                    let body = body_of(written, at);
                    if body.is_some() {
                        candidate.dockerfile(found, format!("@{}@", case.variable));
                        candidate.note(format!(
                            "put the value in the place of @{}@ when the container starts",
                            case.variable
                        ));
                        say("leave the value out of the inline file".to_owned());
                    } else if let Some(userinfo) = userinfo(text, &found) {
                        candidate.dockerfile(userinfo, "");
                        candidate.note("the address no longer has a password in it: fetch it in a RUN with a secret mount where the server asks for one");
                        say("leave the password out of the address".to_owned());
                    } else {
                        candidate.dockerfile(found, case.placeholder());
                        say("name the place otherwise".to_owned());
                    }
                }
            },
        }
    }
    (!done.is_empty()).then(|| done.join("; "))
}

impl Case<'_> {
    /// A word that stands for the value where a name is wanted.
    pub(super) fn placeholder(&self) -> String {
        self.variable.to_ascii_lowercase()
    }
}

/// `user:password@` around a place in an address.
pub(super) fn userinfo(text: &str, at: &Range<usize>) -> Option<Range<usize>> {
    let before = text.get(..at.start)?;
    let start = before.rfind("://")? + 3;
    let is_in_authority =
        |part: &str| !part.contains(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\''));
    let rest = text.get(at.end..)?;
    let end = rest.find('@')?;
    let (left, right) = (text.get(start..at.start)?, rest.get(..end)?);
    (is_in_authority(left) && is_in_authority(right)).then_some(start..at.end + end + 1)
}

/// The inline file of an instruction that a place lies in.
fn body_of(written: &Written, at: usize) -> Option<Range<usize>> {
    let contents = match &written.instruction {
        Instruction::Copy(copy) => copy.contents.as_slice(),
        Instruction::Add(add) => add.contents.as_slice(),
        Instruction::Run(run) => run.command.files.as_slice(),
        _ => &[],
    };
    let mut places = contents.iter().map(|file| written.place(file.span));
    places.find(|body| body.contains(&at))
}

/// What stands for the value in a script; `None` outside of one.
fn in_run(
    case: &Case<'_>,
    written: &Written,
    found: Range<usize>,
) -> Option<(Range<usize>, String)> {
    let source = &case.build.dockerfile;
    let name = &case.variable;
    let run = written.run()?;
    if run
        .mounts
        .iter()
        .any(|mount| written.place(mount.span).contains(&found.start))
    {
        return None;
    }
    let Some(script) = script::of(source, written) else {
        // An exec form without a shell has no variables: it becomes a shell form.
        let words = run.command.args.iter();
        let first = run.command.args.first()?;
        let start = written.place(first.span).start;
        let start = source.get(..start)?.rfind('[')?;
        let words: Vec<String> = words
            .map(|word| double_quoted(&word.text, case.value(), name))
            .collect();
        return Some((start..written.span.end, words.join(" ")));
    };
    let start = script.place(0..1).start;
    let before = source.get(start..found.start).unwrap_or_default();
    let next = source.get(found.end..).and_then(|rest| rest.chars().next());
    let is_name = next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let reference = if is_name {
        format!("${{{name}}}")
    } else {
        format!("${name}")
    };
    let text = match open_quote(before) {
        Some('\'') => format!("'\"{reference}\"'"),
        Some(_) => reference,
        None if script.is_heredoc || body_of(written, found.start).is_none() => {
            format!("\"{reference}\"")
        }
        None => reference,
    };
    Some((found, text))
}

/// The quote that is open at the end of a piece of shell.
fn open_quote(text: &str) -> Option<char> {
    let mut open = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (open, c) {
            (Some('\''), '\'') | (Some('"'), '"') => open = None,
            (None, '\'' | '"') => open = Some(c),
            (None | Some('"'), '\\') => {
                chars.next();
            }
            _ => {}
        }
    }
    open
}

/// Text as a word in double quotes, with a variable in the place of the value.
fn double_quoted(text: &str, value: Option<&str>, name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_=.,:/@%+".contains(c);
    if !text.is_empty()
        && text.chars().all(is_plain)
        && value.is_none_or(|value| !text.contains(value))
    {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    let parts = match value {
        Some(value) => text.split(value).collect::<Vec<_>>(),
        None => vec![text],
    };
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push_str(&format!("${{{name}}}"));
        }
        for c in part.chars() {
            if matches!(c, '"' | '\\' | '$' | '`') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out.push('"');
    out
}

/// `CMD`, `ENTRYPOINT`, `HEALTHCHECK`: a shell expands the variable in the container.
fn at_run_time(case: &Case<'_>, written: &Written, found: Range<usize>, candidate: &mut Candidate) {
    let name = &case.variable;
    let empty = CommandLine::default();
    let command = match &written.instruction {
        Instruction::Cmd(cmd) => &cmd.command,
        Instruction::Entrypoint(entrypoint) => &entrypoint.command,
        Instruction::Healthcheck(check) => check.command.as_ref().unwrap_or(&empty),
        _ => return,
    };
    let source = &case.build.dockerfile;
    if command.is_shell_form() {
        let start = command
            .shell
            .as_ref()
            .map_or(written.keyword_end, |shell| shell.position(0));
        let before = source.get(start..found.start).unwrap_or_default();
        let text = match open_quote(before) {
            Some('\'') => format!("'\"${{{name}}}\"'"),
            _ => format!("${{{name}}}"),
        };
        candidate.dockerfile(found, text);
    } else if let Some(first) = command.args.first() {
        let start = written.place(first.span).start;
        let start = source
            .get(..start)
            .and_then(|text| text.rfind('['))
            .unwrap_or(start);
        let words: Vec<String> = command
            .args
            .iter()
            .map(|word| double_quoted(&word.text, case.value(), name))
            .collect();
        let line = format!("exec {}", words.join(" "));
        let line = line.replace('\\', "\\\\").replace('"', "\\\"");
        candidate.dockerfile(
            start..written.span.end,
            format!("[\"/bin/sh\", \"-c\", \"{line}\"]"),
        );
    }
    candidate.note(format!(
        "give {name} to the container when it runs: docker run -e {name}"
    ));
}
