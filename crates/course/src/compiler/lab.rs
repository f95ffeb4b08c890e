use std::ops::Range;

use crate::compiler::diagnostic::{Diagnostic, Severity};
use crate::compiler::fields::{At, Fields};
use crate::compiler::id::{Ids, check_id};
use crate::compiler::markdown::{Origin, Page};
use crate::compiler::question::{Forecast, Outcome, Unforeseen};
use crate::compiler::source::Source;
use crate::model::Lab;

/// A fenced `lab` block whose name has been read and whose rest has not.
#[derive(Clone, Debug)]
pub struct LabBlock<'a> {
    /// Permanent id, unique in the course.
    pub id: String,
    /// Title as shown.
    pub title: String,
    /// Path of the topic's file.
    pub file: &'a str,
    /// The file's text.
    pub text: &'a str,
    /// Where the block's TOML stands in the text. It also holds `id`, `title`, `task` and
    /// `hints`, which a judge leaves alone.
    pub span: Range<usize>,
}

/// What a judge made of a lab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// [`Lab::data`]; opaque to this crate.
    pub data: String,
    /// Problems, in this or in other files.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and judges the part of a lab that this crate does not know.
pub trait LabJudge {
    /// Must be deterministic. Reads the lab's files through the source only.
    fn judge(&self, block: &LabBlock<'_>, source: &dyn Source) -> Verdict;

    /// What may happen when the lab is built, and what of it does, for a question that asks a
    /// learner to foretell it. Must be deterministic. One who knows nothing of the lab leaves the
    /// question without anything to mark.
    ///
    /// # Errors
    /// When the question asks for something that cannot be told.
    fn foresee(
        &self,
        _block: &LabBlock<'_>,
        _forecast: &Forecast,
        _source: &dyn Source,
    ) -> Result<Vec<Outcome>, Unforeseen> {
        Ok(Vec::new())
    }
}

impl<'a> LabBlock<'a> {
    /// The block's TOML.
    pub fn toml(&self) -> &'a str {
        self.text.get(self.span.clone()).unwrap_or("")
    }

    /// A problem at a span of [`LabBlock::toml`].
    pub fn problem(
        &self,
        severity: Severity,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        let base = self.span.start;
        let span = span.start + base..span.end + base;
        Diagnostic::new(severity, rule, self.file, self.text, span, message)
    }
}

/// Compiles the block whose TOML stands at `span`.
pub(crate) fn compile_lab(
    span: Range<usize>,
    page: &mut Page<'_, '_>,
    ids: &mut Ids,
    source: &dyn Source,
    judge: &dyn LabJudge,
) -> Lab {
    let checked = &mut *page.checked;
    let (file, text) = (checked.file, checked.text);
    let mut fields = Fields::parse(text.get(span.clone()).unwrap_or(""), span.start, checked);
    let id = fields.text("id", checked);
    check_id(&id, checked);
    ids.claim(&id, checked);
    let title = fields.text("title", checked).value;
    let task = fields.optional_text("task", checked);
    let hints = fields.texts("hints", checked);
    // The keys that are left are the judge's.
    let mut html = |prose: &At<String>| {
        let origin = Origin::of_value(prose, text);
        page.fragment(&prose.value, origin)
    };
    let task_html = task.as_ref().map_or_else(String::new, &mut html);
    let hints_html = hints.iter().map(&mut html).collect();
    let block = LabBlock {
        id: id.value,
        title,
        file,
        text,
        span,
    };
    let verdict = judge.judge(&block, source);
    page.checked.diagnostics.extend(verdict.diagnostics);
    let lab = Lab {
        id: block.id.clone(),
        title: block.title.clone(),
        task_html,
        hints_html,
        data: verdict.data,
        bench_html: String::new(),
    };
    page.labs.push(block);
    lab
}

/// The judge that takes every lab as it is and knows nothing of it.
impl LabJudge for () {
    fn judge(&self, _: &LabBlock<'_>, _: &dyn Source) -> Verdict {
        Verdict::default()
    }
}
