use std::ops::Range;

use crate::compiler::diagnostic::{Diagnostic, Severity};
use crate::compiler::lab::LabJudge;
use crate::compiler::source::Source;
use crate::model::Lab;

/// A code block that says something about itself, in attributes that this crate does not know.
#[derive(Clone, Debug)]
pub struct CodeBlock<'a> {
    /// The first word behind the fence.
    pub language: String,
    /// Its title as shown; empty if it has none.
    pub title: String,
    /// The judge's attributes in the author's order: `key` or `key="value"`.
    pub attributes: Vec<(String, Option<String>)>,
    /// The text inside.
    pub code: String,
    /// Path of the topic's file.
    pub file: &'a str,
    /// The file's text.
    pub text: &'a str,
    /// The whole block, its fences too.
    pub span: Range<usize>,
}

/// Judges what code blocks say of themselves.
pub trait CodeJudge {
    /// The attributes that it reads; none unless it says so. A block without any of them is not
    /// shown to it.
    fn attributes(&self) -> &'static [&'static str] {
        &[]
    }

    /// Judges the blocks of one topic, which are in page order. `labs` are those of the whole
    /// course. Must be deterministic. Reads files through the source only.
    fn judge_code(
        &self,
        blocks: &[CodeBlock<'_>],
        labs: &[&Lab],
        source: &dyn Source,
    ) -> Vec<Diagnostic> {
        let _none = (blocks, labs, source);
        Vec::new()
    }
}

/// Judges all that this crate holds opaque.
pub trait Judge: LabJudge + CodeJudge {}

impl<T: LabJudge + CodeJudge> Judge for T {}

impl CodeBlock<'_> {
    /// A problem of the block as a whole, shown at its first line.
    pub fn problem(
        &self,
        severity: Severity,
        rule: &'static str,
        message: impl Into<String>,
    ) -> Diagnostic {
        self.problem_at(severity, rule, 0, message)
    }

    /// A problem at a line inside, counted from 1.
    pub fn problem_at(
        &self,
        severity: Severity,
        rule: &'static str,
        line: usize,
        message: impl Into<String>,
    ) -> Diagnostic {
        let span = self.line(line);
        Diagnostic::new(severity, rule, self.file, self.text, span, message)
    }

    /// Where a line stands in the file, without what marks a quotation or a list around it; 0 is the line of the fence.
    fn line(&self, number: usize) -> Range<usize> {
        let block = self.text.get(self.span.clone()).unwrap_or("");
        let mut start = self.span.start;
        for line in block.split_inclusive('\n').take(number) {
            start += line.len();
        }
        let line = self.text.get(start..).unwrap_or("");
        let line = line.lines().next().unwrap_or("");
        let inside = line.trim_start_matches([' ', '>']);
        let indent = line.len() - inside.len();
        start + indent..start + line.trim_end().len()
    }
}

/// The judge that knows no attribute.
impl CodeJudge for () {}
