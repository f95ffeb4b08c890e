use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::compiler::answer::{check_answers, compile_answer};
use crate::compiler::fields::Fields;
use crate::compiler::fingerprint::key;
use crate::compiler::id::{Ids, check_id};
use crate::compiler::markdown::{Node, Origin, Page, parse, task_marker};
use crate::model::{Question, QuestionKind};

/// Compiles the block whose text stands at `span`: TOML, a line `---`, the stem, a task list, and
/// if there is an explanation another `---` before it.
pub(crate) fn compile_question(
    span: Range<usize>,
    page: &mut Page<'_, '_>,
    ids: &mut Ids,
) -> Question {
    let text = page.checked.text.get(span.clone()).unwrap_or("");
    let (head, body) = split_head(text, &span, page);
    let mut fields = Fields::parse(head, span.start, page.checked);
    let id = fields.text("id", page.checked);
    check_id(&id, page.checked);
    ids.claim(&id, page.checked);
    fields.finish(page.checked);

    let body_start = span.end - body.len();
    let nodes = parse(body, &Origin::At(body_start), false, page.checked);
    let parts = Parts::of(&nodes, span.start..body_start, page);
    let answers: Vec<_> = parts
        .items
        .iter()
        .map(|item| compile_answer(item, page))
        .collect();
    check_answers(&answers, parts.items, page);
    Question {
        id: id.value,
        kind: QuestionKind::SingleChoice,
        stem_html: page.fragment_nodes(parts.stem),
        explanation_html: page.fragment_nodes(parts.explanation),
        key: key(answers
            .iter()
            .map(|(text, answer)| (text.as_str(), answer.correct))),
        answers: answers.into_iter().map(|(_, answer)| answer).collect(),
    }
}

/// The TOML and the Markdown, without the line between them.
fn split_head<'t>(
    text: &'t str,
    span: &Range<usize>,
    page: &mut Page<'_, '_>,
) -> (&'t str, &'t str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == "---" {
            let head = text.get(..at).unwrap_or("");
            return (head, text.get(at + line.len()..).unwrap_or(""));
        }
        at += line.len();
    }
    page.checked
        .error(
            "question-shape",
            span.start..span.start,
            "the question has no line `---` after its id",
        )
        .hint("begin with `id = \"…\"` and a line `---`; the question follows");
    ("", text)
}

/// The Markdown of a question, taken apart.
struct Parts<'n, 'a> {
    stem: &'n [Node<'a>],
    items: &'n [Node<'a>],
    explanation: &'n [Node<'a>],
}

impl<'n, 'a> Parts<'n, 'a> {
    fn of(nodes: &'n [Node<'a>], head: Range<usize>, page: &mut Page<'_, '_>) -> Self {
        let is_options = |node: &Node<'_>| {
            matches!(node.event, Event::Start(Tag::List(_)))
                && node.children.iter().any(|item| task_marker(item).is_some())
        };
        let Some(at) = nodes.iter().position(is_options) else {
            page.checked
                .error("question-shape", head, "the question has no options")
                .hint("write them as a list: `- [x] the right one`, `- [ ] a wrong one`");
            return Self {
                stem: nodes,
                items: &[],
                explanation: &[],
            };
        };
        let (stem, rest) = nodes.split_at_checked(at).unwrap_or((nodes, &[]));
        if stem.is_empty() {
            page.checked
                .error("question-shape", head, "the question asks nothing")
                .hint("write the question between `---` and the options");
        }
        let (list, after) = rest
            .split_first()
            .map_or((None, rest), |(list, after)| (Some(list), after));
        let explanation = match after.split_first() {
            Some((rule, explanation)) if matches!(rule.event, Event::Rule) => explanation,
            Some((other, _)) => {
                page.checked
                    .error(
                        "question-shape",
                        other.span.clone(),
                        "this belongs to no option",
                    )
                    .hint("indent feedback under its option: `  > …`")
                    .hint("put a line `---` before an explanation");
                after
            }
            None => after,
        };
        Self {
            stem,
            items: list.map_or(&[], |list| &list.children),
            explanation,
        }
    }
}
