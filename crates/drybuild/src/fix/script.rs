//! The script of a `RUN` with the place of each of its commands in the Dockerfile.

use std::ops::Range;

use dockerfile::{SourceText, Text};

use super::dockerfile_text::Written;
use crate::labelled::Bytes;
use crate::shell::syntax::{self, CommandKind, Connector, Dialect, List, Part, Word};

/// A script.
pub(super) struct Script {
    pub(super) text: Text,
    map: SourceText,
    /// Its commands, the inner ones of lists, pipelines and compound commands included, in source order.
    pub(super) commands: Vec<Simple>,
    /// Its body is a heredoc: a line of its own can be added.
    pub(super) is_heredoc: bool,
}

/// A simple command.
pub(super) struct Simple {
    /// In the script, with redirections.
    pub(super) span: Range<usize>,
    /// The program as far as it is written plainly; empty where it is not.
    pub(super) name: String,
    /// What is written, each word.
    pub(super) words: Vec<Range<usize>>,
    /// The command that it is part of a pipeline of; its own span otherwise.
    pub(super) pipeline: Range<usize>,
    /// The connector before and behind its pipeline is `&&`, `;` or a line break, so that it can be left away.
    is_free: bool,
    /// There are other commands beside its pipeline.
    has_siblings: bool,
}

/// Reads the script of a `RUN`; `None` for an exec form that starts no shell.
pub(super) fn of(source: &str, written: &Written) -> Option<Script> {
    let run = written.run()?;
    let command = &run.command;
    let (text, map, is_heredoc) = if command.is_heredoc() {
        let file = command.files.first()?;
        let span = written.place(file.span);
        // The span of a body may hold its last delimiter.
        let body = source.get(span.start..)?.get(..file.data.len())?;
        let map = SourceText::join([(body, span.start)]);
        (file.data.clone(), map, true)
    } else if let Some(shell) = &command.shell {
        let mut pieces = Vec::with_capacity(shell.segments.len());
        for (index, segment) in shell.segments.iter().enumerate() {
            let end = shell
                .segments
                .get(index + 1)
                .map_or(shell.text.len(), |next| next.text);
            let part = shell.text.get(segment.text..end)?;
            let place = dockerfile::Span::new(segment.source, segment.source + 1);
            pieces.push((part, written.place(place).start));
        }
        let map = SourceText::join(pieces);
        (shell.text.clone(), map, false)
    } else {
        let [.., flag, script] = command.args.as_slice() else {
            return None;
        };
        let span = written.place(script.span);
        let inner = span.start + 1..span.end.saturating_sub(1);
        let is_plain = source.get(inner.clone()) == Some(script.text.as_str());
        if !flag.text.starts_with('-') || !flag.text.ends_with('c') || !is_plain {
            return None;
        }
        let map = SourceText::join([(script.as_str(), inner.start)]);
        (script.text.clone(), map, false)
    };
    let parsed = syntax::parse(&Bytes::from(text.as_str()), Dialect::Bash);
    let mut commands = Vec::new();
    let only_line = parsed.lines.len() == 1;
    for line in &parsed.lines {
        list(&text, line, !only_line, &mut commands);
    }
    Some(Script {
        text,
        map,
        commands,
        is_heredoc,
    })
}

fn list(text: &str, list_of: &List, more: bool, found: &mut Vec<Simple>) {
    for item in list_of {
        let connectors: Vec<Connector> = item
            .and_or
            .rest
            .iter()
            .map(|(connector, _)| *connector)
            .collect();
        let pipelines = std::iter::once(&item.and_or.first)
            .chain(item.and_or.rest.iter().map(|(_, pipeline)| pipeline));
        for (index, pipeline) in pipelines.enumerate() {
            let before = index.checked_sub(1).and_then(|at| connectors.get(at));
            let behind = connectors.get(index);
            let is_free = before != Some(&Connector::Or)
                && behind != Some(&Connector::Or)
                && !pipeline.negated;
            let has_siblings = more || list_of.len() > 1 || !connectors.is_empty();
            let start = pipeline
                .commands
                .first()
                .map_or(0, |command| command.span.start);
            let end = pipeline
                .commands
                .last()
                .map_or(0, |command| command.span.end);
            for command in &pipeline.commands {
                simple(
                    text,
                    command,
                    trimmed(text, &(start..end)),
                    is_free,
                    has_siblings,
                    found,
                );
            }
        }
    }
}

fn simple(
    text: &str,
    command: &syntax::Command,
    pipeline: Range<usize>,
    is_free: bool,
    has_siblings: bool,
    found: &mut Vec<Simple>,
) {
    match &command.kind {
        CommandKind::Simple { words, .. } => {
            let name = words.first().map(plain).unwrap_or_default();
            found.push(Simple {
                span: trimmed(text, &command.span),
                name,
                words: words.iter().map(|word| word.span.clone()).collect(),
                pipeline,
                is_free,
                has_siblings,
            });
        }
        CommandKind::Group(body) | CommandKind::Subshell(body) => list(text, body, false, found),
        CommandKind::If { arms, otherwise } => {
            for (condition, body) in arms {
                list(text, condition, false, found);
                list(text, body, false, found);
            }
            if let Some(body) = otherwise {
                list(text, body, false, found);
            }
        }
        CommandKind::While {
            condition, body, ..
        } => {
            list(text, condition, false, found);
            list(text, body, false, found);
        }
        CommandKind::For { body, .. } | CommandKind::ForArithmetic { body, .. } => {
            list(text, body, false, found)
        }
        CommandKind::Case { arms, .. } => {
            for arm in arms {
                list(text, &arm.body, false, found);
            }
        }
        CommandKind::Function { body, .. } => simple(text, body, pipeline, false, false, found),
        CommandKind::Arithmetic(_) | CommandKind::Test(_) => {}
    }
}

/// A span without the blanks at its end.
fn trimmed(text: &str, span: &Range<usize>) -> Range<usize> {
    let written = text.get(span.clone()).unwrap_or_default();
    span.start..span.start + written.trim_end().len()
}

/// A word that is written without expansions.
fn plain(word: &Word) -> String {
    let mut out = String::new();
    for part in &word.parts {
        match part {
            Part::Literal(bytes) | Part::Quoted(bytes) => out.push_str(&bytes.text()),
            _ => return String::new(),
        }
    }
    out
}

impl Script {
    /// A part of the script in the Dockerfile.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        self.map.span(range).range()
    }

    /// Whether the whole script is one pipeline.
    pub(super) fn is_only(&self, command: &Simple) -> bool {
        self.text.trim().len() <= command.pipeline.len() + 1
    }

    /// The edit that takes the pipeline of a command out, with the separator that goes with it.
    pub(super) fn removal(&self, command: &Simple) -> (Range<usize>, &'static str) {
        let range = command.pipeline.clone();
        if !command.is_free || !command.has_siblings {
            return (self.place(range), "true");
        }
        let rest = self.text.get(range.end..).unwrap_or_default();
        let trimmed = rest.trim_start_matches([' ', '\t']);
        let blanks = rest.len() - trimmed.len();
        for separator in ["&&", ";", "\n"] {
            if let Some(behind) = trimmed.strip_prefix(separator)
                && !behind.starts_with(';')
            {
                let next = behind.trim_start_matches([' ', '\t']);
                if next.is_empty() || starts_reserved(next) {
                    break;
                }
                let end = range.end + blanks + separator.len() + (behind.len() - next.len());
                return (self.place_to(range.start, end), "");
            }
        }
        let before = self.text.get(..range.start).unwrap_or_default();
        let trimmed = before.trim_end_matches([' ', '\t', '\n']);
        for separator in ["&&", ";"] {
            if let Some(kept) = trimmed.strip_suffix(separator) {
                let start = kept.trim_end_matches([' ', '\t']).len();
                return (self.place(start..range.end), "");
            }
        }
        if self.is_heredoc && !before.is_empty() {
            return (self.place(range), "");
        }
        (self.place(range), "true")
    }

    /// From one offset up to another, whose own place may be on a later line.
    fn place_to(&self, start: usize, end: usize) -> Range<usize> {
        let from = self.place(start..start + 1).start;
        let to = if end < self.text.len() {
            self.place(end..end + 1).start
        } else {
            self.place(start..end).end
        };
        from..to
    }

    /// The end of the script, for what is to run last.
    pub(super) fn end(&self) -> usize {
        let text = self.text.trim_end();
        self.place(0..text.len().max(1)).end
    }

    /// The edit that adds a command behind the last one, where the script gets there at all.
    pub(super) fn append(&self, command: &str) -> (Range<usize>, String) {
        let at = self.end();
        let text = if self.is_heredoc {
            format!("\n{command}")
        } else {
            format!(" && {command}")
        };
        (at..at, text)
    }
}

fn starts_reserved(text: &str) -> bool {
    let word = text
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    matches!(
        word,
        "fi" | "else" | "elif" | "then" | "done" | "do" | "esac"
    ) || text.starts_with(['}', ')'])
        || text.starts_with(";;")
}
