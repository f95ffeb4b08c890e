//! A `quiz` block: TOML, a line `---`, the question with what there is to answer, and if there is
//! an explanation another line `---` before it.
//!
//! What all types have in common is here and in [`head`]; each type has a file, which says how it
//! is written.

mod answer;
mod fill_in;
mod fix_it;
mod head;
mod lab_use;
mod matching;
mod multiple_choice;
mod number;
mod ordering;
mod parts;
mod predict;
mod section;
mod short_answer;
mod single_choice;
mod typed;

use std::ops::Range;

use crate::compiler::fields::Fields;
use crate::compiler::id::Ids;
use crate::compiler::markdown::{Node, Origin, Page, parse};
use crate::model::{Question, QuestionKind};

use self::head::{Head, Type};
use self::section::Sections;

pub use lab_use::{Forecast, Outcome, Unforeseen};
pub(crate) use lab_use::{LabUse, settle};

/// What a type makes of a block.
struct Made {
    /// The question without what there is to answer, HTML.
    stem_html: String,
    kind: QuestionKind,
    /// [`Question::key`].
    key: String,
}

/// A block while its type reads it.
struct Block<'b, 'a> {
    /// The Markdown between the two lines `---`.
    nodes: &'b [Node<'a>],
    /// Where the TOML stands: what is missing is reported there.
    head: Range<usize>,
    /// The TOML, of which the common keys were taken.
    fields: Fields<'a>,
}

/// Compiles the block whose text stands at `span`.
pub(crate) fn compile_question(
    span: Range<usize>,
    page: &mut Page<'_, '_>,
    ids: &mut Ids,
) -> Question {
    let text = page.checked.text.get(span.clone()).unwrap_or("");
    let sections = Sections::of(text, span.start);
    if sections.body.is_none() {
        page.checked
            .error(
                "question-shape",
                span.start..span.start,
                "the question has no line `---` after its id",
            )
            .hint("begin with `id = \"…\"` and a line `---`; the question follows");
    }
    let (head_text, body) = match &sections.body {
        Some(body) => (sections.head, body.clone()),
        None => (
            "",
            section::Section {
                text,
                at: span.start,
            },
        ),
    };
    let mut fields = Fields::parse(head_text, span.start, page.checked);
    let head = Head::read(&mut fields, page, ids);
    let nodes = parse(body.text, &Origin::At(body.at), false, page.checked);
    let mut block = Block {
        nodes: &nodes,
        head: span.start..body.at,
        fields,
    };
    let made = match head.kind {
        Type::SingleChoice => single_choice::compile(&mut block, page),
        Type::MultipleChoice => multiple_choice::compile(&mut block, page),
        Type::ShortAnswer => short_answer::compile(&mut block, page),
        Type::Number => number::compile(&mut block, page),
        Type::Ordering => ordering::compile(&mut block, page),
        Type::Matching => matching::compile(&mut block, page),
        Type::FillIn => fill_in::compile(&mut block, page),
        Type::Predict => predict::compile(&mut block, &head.id, page),
        Type::FixIt => fix_it::compile(&mut block, &head.id, page),
    };
    block.fields.finish(page.checked);
    let explanation_html = match sections.explanation {
        Some(explanation) => page.fragment(explanation.text, Origin::At(explanation.at)),
        None => String::new(),
    };
    check_explained(&made.kind, &explanation_html, block.head, page);
    Question {
        id: head.id,
        aliases: head.aliases,
        kind: made.kind,
        stem_html: made.stem_html,
        hints_html: head.hints_html,
        explanation_html,
        key: made.key,
        policy: head.policy,
    }
}

/// Things in an order and pairs need no text each, but then the explanation must say why.
fn check_explained(
    kind: &QuestionKind,
    explanation: &str,
    head: Range<usize>,
    page: &mut Page<'_, '_>,
) {
    let unexplained = match kind {
        QuestionKind::Ordering(items) => items.iter().any(|item| item.feedback_html.is_empty()),
        QuestionKind::Matching(pairs) => pairs
            .prompts
            .iter()
            .any(|prompt| prompt.feedback_html.is_empty()),
        _ => false,
    };
    if unexplained && explanation.is_empty() {
        page.checked
            .error("question-feedback", head, "nothing says why this is right")
            .hint("put a line `---` and an explanation at the end")
            .hint("or say it for each: indented `  > …` in a list, a third column in a table");
    }
}
