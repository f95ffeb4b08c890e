//! Lines to nodes, as BuildKit's `frontend/dockerfile/parser` does it.
//!
//! In: the Dockerfile's text. Out: one [`Node`] an instruction, in order; then directives, warnings,
//! and the errors of this step. What the arguments mean is not known here.

mod arguments;
mod directive;
mod flags;
mod heredoc;
mod json;
mod line;
mod node;
mod part;
mod words;

use std::borrow::Cow;

use arcstr::ArcStr;
use smallvec::SmallVec;

use crate::{
    Directive, Feature, Lines, Node, ParseWarning, Problem, ProblemStage, Segment, SourceText,
    Span, Text, Version,
};

pub(crate) use directive::{directives, syntax};
pub(crate) use heredoc::{chomp, heredoc_mark};

use directive::DirectiveReader;
use heredoc::Unterminated;
use line::{Line, LineScanner};

/// The page about empty lines between continued ones.
const EMPTY_CONTINUATION_URL: &str =
    "https://docs.docker.com/go/dockerfile/rule/no-empty-continuation/";

/// What the parser found beside the nodes.
pub(crate) struct Parsed {
    pub(crate) escape: char,
    pub(crate) warnings: Vec<ParseWarning>,
    pub(crate) problems: Vec<Problem>,
}

/// An error with its place in the joined line.
struct Fault {
    message: String,
    span: Span,
}

/// An instruction's line being put together.
struct Joined<'a> {
    /// Its pieces that are not empty.
    pieces: SmallVec<[Line<'a>; 1]>,
    first_line: usize,
    /// Offset of its first character.
    start: usize,
    /// Offset behind the last line without its line end.
    end: usize,
    has_empty_line: bool,
}

impl<'a> Joined<'a> {
    fn push(&mut self, piece: Line<'a>) {
        if !piece.text.is_empty() {
            self.pieces.push(piece);
        }
    }
}

/// Gives the nodes one by one; goes on behind errors.
pub(crate) struct Parser<'a> {
    source: &'a ArcStr,
    scanner: LineScanner<'a>,
    directives: DirectiveReader,
    version: Version,
    /// Comments directly above the next instruction.
    comments: Vec<Text>,
    has_nodes: bool,
    parsed: Parsed,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(version: Version, source: &'a ArcStr) -> Self {
        Self {
            source,
            scanner: LineScanner::new(source),
            directives: DirectiveReader::new("#", version),
            version,
            comments: Vec::new(),
            has_nodes: false,
            parsed: Parsed {
                escape: '\\',
                warnings: vec![],
                problems: vec![],
            },
        }
    }

    /// The next node; `None` at the end of the text.
    pub(crate) fn next(&mut self) -> Option<Node> {
        while let Some(line) = self.scanner.next() {
            if let Some(node) = self.line(line) {
                self.has_nodes = true;
                return Some(node);
            }
        }
        None
    }

    /// A line at which an instruction may begin, and the instruction.
    fn line(&mut self, line: Line<'a>) -> Option<Node> {
        let whole = line.trim_newline();
        let content = whole.trim_start();
        let is_comment = content.text.starts_with('#');
        if is_comment {
            let comment = line.comment();
            if comment.is_empty() {
                self.comments.clear();
            } else {
                self.comments.push(match comment {
                    Cow::Borrowed(comment) => self.source.substr_from(comment),
                    Cow::Owned(comment) => comment.into(),
                });
            }
        }
        match self.directives.read(content.text) {
            Ok(None) => {}
            Ok(Some((name, value))) => {
                self.comments.pop();
                if name == "escape" {
                    self.set_escape(value, content);
                }
            }
            Err(message) => self.directive_problem(message, content),
        }
        if is_comment || content.text.is_empty() {
            return None;
        }
        let (content, continues) = content.split_continuation(self.parsed.escape);
        let mut joined = Joined {
            pieces: SmallVec::new(),
            first_line: self.scanner.count(),
            start: content.at,
            end: whole.end(),
            has_empty_line: false,
        };
        joined.push(content);
        if continues {
            self.join(&mut joined);
        }
        self.instruction(joined)
    }

    /// Appends the lines that continue an instruction; comments and empty lines are left out.
    fn join(&mut self, joined: &mut Joined<'a>) {
        while let Some(line) = self.scanner.next() {
            let content = line.trim_newline();
            joined.end = content.end();
            match content.trim_start().text.as_bytes().first() {
                Some(b'#') => continue,
                None => {
                    joined.has_empty_line = true;
                    continue;
                }
                Some(_) => {}
            }
            let (content, continues) = content.split_continuation(self.parsed.escape);
            joined.push(content);
            if !continues {
                break;
            }
        }
    }

    fn instruction(&mut self, joined: Joined<'a>) -> Option<Node> {
        let Joined {
            pieces,
            first_line,
            start,
            end,
            has_empty_line,
        } = joined;
        let span = Span::new(start, end);
        let mut text = match pieces.as_slice() {
            [only] => SourceText::one(self.source.substr_from(only.text), only.at),
            pieces => SourceText::join(pieces.iter().map(|piece| (piece.text, piece.at))),
        };
        // A lone escape character joins nothing; what is nowhere else is there.
        if text.segments.is_empty() {
            text.segments.push(Segment {
                text: 0,
                source: start,
            });
        }
        if has_empty_line {
            self.parsed.warnings.push(ParseWarning {
                short: format!("Empty continuation line found in: {}", text.text),
                url: EMPTY_CONTINUATION_URL.into(),
                line: self.scanner.count(),
                span,
            });
        }
        let comments = std::mem::take(&mut self.comments);
        let mut node = match node::node(text, self.parsed.escape, comments) {
            Ok(node) => node,
            Err(fault) => {
                self.problem(fault.message, fault.span, first_line);
                return None;
            }
        };
        node.span = span;
        let attached = if self.version.knows(Feature::Heredoc) {
            heredoc::attach(&mut node, self.source, &mut self.scanner)
        } else {
            Ok(())
        };
        match attached {
            Ok(()) => {
                node.lines = Lines::new(first_line, self.scanner.count());
                Some(node)
            }
            Err(Unterminated { message, span }) => {
                self.problem(message, span, first_line);
                None
            }
        }
    }

    /// BuildKit has not counted the line yet when it reads a directive.
    fn directive_problem(&mut self, message: String, line: Line<'_>) {
        let count = self.scanner.count().saturating_sub(1);
        self.parsed.problems.push(Problem {
            stage: ProblemStage::Parse,
            message,
            span: line.span(),
            lines: Lines::new(count, 0),
        });
    }

    fn problem(&mut self, message: String, span: Span, first_line: usize) {
        let lines = Lines::new(first_line, self.scanner.count());
        self.parsed.problems.push(Problem {
            stage: ProblemStage::Parse,
            message,
            span,
            lines,
        });
    }

    fn set_escape(&mut self, value: &str, line: Line<'_>) {
        match value {
            "\\" => self.parsed.escape = '\\',
            "`" => self.parsed.escape = '`',
            _ => {
                let message = format!("invalid escape token '{value}' does not match ` or \\");
                self.directive_problem(message, line);
            }
        }
    }

    /// What was found beside the nodes, when there is no next one.
    pub(crate) fn finish(mut self) -> Parsed {
        let count = self.scanner.count();
        let end = Span::new(self.scanner.position(), self.scanner.position());
        if !self.has_nodes && self.parsed.problems.is_empty() {
            self.problem("file with no instructions".into(), end, count);
        } else if self.scanner.is_too_long() {
            let size = line::MAX_LINE_BYTES - 1;
            let message = format!("dockerfile line greater than max allowed size of {size}");
            self.problem(message, end, count);
        }
        self.parsed
    }
}

/// A directive as the tree keeps it.
fn directive_at(name: &str, value: &str, line: usize, span: Span) -> Directive {
    Directive {
        name: name.to_owned(),
        value: value.to_owned(),
        line,
        span,
    }
}

#[cfg(test)]
mod tests;
