use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::compiler::fields::Fields;
use crate::compiler::fingerprint::{answer_id, key};
use crate::compiler::id::{Ids, check_id};
use crate::compiler::markdown::{Node, Origin, Page, parse, plain_text, task_marker};
use crate::model::{Answer, Question, QuestionKind};

/// At the end of an option that keeps its place when the others are shuffled.
const PINNED: &str = "{pinned}";

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

/// An option and its normalised text: no markup, white space as single spaces, no `{pinned}`.
fn compile_answer(item: &Node<'_>, page: &mut Page<'_, '_>) -> (String, Answer) {
    let is_quote = |node: &Node<'_>| matches!(node.event, Event::Start(Tag::BlockQuote(_)));
    let quote = item
        .children
        .iter()
        .position(is_quote)
        .unwrap_or(item.children.len());
    let (option, feedback) = item.children.split_at_checked(quote).unwrap_or_default();
    let correct = task_marker(item).unwrap_or_else(|| {
        page.checked
            .error(
                "question-shape",
                item.span.clone(),
                "an option needs `[x]` or `[ ]`",
            )
            .hint("write `- [ ] …` for a wrong option");
        false
    });
    if let Some(stray) = feedback.get(1) {
        page.checked
            .error(
                "question-shape",
                stray.span.clone(),
                "the feedback is the end of its option",
            )
            .hint("begin every line of the feedback with `>`");
    }
    let text = plain_text(option);
    let html = page.fragment_nodes(inline(option));
    let unpinned = text
        .strip_suffix(PINNED)
        .map(|text| text.trim_end().to_owned());
    let pinned = unpinned.is_some();
    let text = unpinned.unwrap_or(text);
    let html = html
        .strip_suffix(PINNED)
        .map_or(html.as_str(), str::trim_end)
        .to_owned();
    if text.is_empty() {
        page.checked
            .error("question-shape", item.span.clone(), "the option is empty");
    }
    let feedback_html = match feedback.first() {
        Some(quote) => page.fragment_nodes(&quote.children),
        None => String::new(),
    };
    if feedback_html.is_empty() {
        let message = format!("the option “{text}” has no feedback");
        page.checked
            .error("question-feedback", item.span.clone(), message)
            .hint("write under it, indented: `  > why this is right or wrong`");
    }
    let id = answer_id(&text);
    (
        text,
        Answer {
            id,
            html,
            correct,
            feedback_html,
            pinned,
        },
    )
}

/// An option's nodes without its check box, and without the paragraph that an empty line between
/// options puts round it.
fn inline<'n, 'a>(option: &'n [Node<'a>]) -> impl Iterator<Item = &'n Node<'a>> {
    let (first, rest) = match option.split_first() {
        Some((paragraph, rest)) if matches!(paragraph.event, Event::Start(Tag::Paragraph)) => {
            (paragraph.children.as_slice(), rest)
        }
        _ => (option, &[][..]),
    };
    let is_marker = |node: &&Node<'_>| matches!(node.event, Event::TaskListMarker(_));
    first
        .iter()
        .chain(rest)
        .filter(move |node| !is_marker(node))
}

fn check_answers(answers: &[(String, Answer)], items: &[Node<'_>], page: &mut Page<'_, '_>) {
    let checked = &mut *page.checked;
    let all = match (items.first(), items.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end,
        _ => return,
    };
    if answers.len() < 2 {
        checked
            .error(
                "question-options",
                all.clone(),
                "a single option is no choice",
            )
            .hint("add wrong options that people really believe");
    }
    match answers.iter().filter(|(_, answer)| answer.correct).count() {
        1 => {}
        0 => {
            checked
                .error("question-key", all, "no option is right")
                .hint("mark the right one with `[x]`");
        }
        right => {
            checked
                .error(
                    "question-key",
                    all,
                    format!("{right} options are marked as right"),
                )
                .hint("a single-choice question has one `[x]`");
        }
    }
    for (index, (item, (text, answer))) in items.iter().zip(answers).enumerate() {
        if answers
            .iter()
            .take(index)
            .any(|(_, earlier)| earlier.id == answer.id)
        {
            let message = format!("another option already says “{text}”");
            checked.error("question-options", item.span.clone(), message);
        }
    }
}
