use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::compiler::fingerprint::answer_id;
use crate::compiler::giveaway::Seen;
use crate::compiler::markdown::{Node, Page, plain_text, task_marker};
use crate::model::Answer;

/// At the end of an option that keeps its place when the others are shuffled.
const PINNED: &str = "{pinned}";

/// An item of a list as its author wrote it.
pub(super) struct Written {
    /// Without markup, white space as single spaces, no `{pinned}`.
    pub(super) text: String,
    pub(super) answer: Answer,
    pub(super) span: Range<usize>,
}

impl Written {
    /// What a learner has to tell it from the others.
    pub(super) fn seen(&self) -> Seen<'_> {
        Seen {
            text: &self.text,
            feedback: &self.answer.feedback_html,
            correct: self.answer.correct,
            pinned: self.answer.pinned,
            span: self.span.clone(),
        }
    }
}

/// An item with a check box, which says whether it is right.
pub(super) fn compile_option(item: &Node<'_>, page: &mut Page<'_, '_>) -> Written {
    let mut written = compile_item(item, page);
    match task_marker(item) {
        Some(correct) => written.answer.correct = correct,
        None => {
            page.checked
                .error(
                    "question-shape",
                    item.span.clone(),
                    "an option needs `[x]` or `[ ]`",
                )
                .hint("write `- [ ] …` for a wrong option");
        }
    }
    written
}

/// An item's text, and the quotation at its end as its feedback.
pub(super) fn compile_item(item: &Node<'_>, page: &mut Page<'_, '_>) -> Written {
    let is_quote = |node: &Node<'_>| matches!(node.event, Event::Start(Tag::BlockQuote(_)));
    let quote = item
        .children
        .iter()
        .position(is_quote)
        .unwrap_or(item.children.len());
    let (option, feedback) = item.children.split_at_checked(quote).unwrap_or_default();
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
            .error("question-shape", item.span.clone(), "the option is empty")
            .hint("write what it says behind its box");
    }
    let feedback_html = match feedback.first() {
        Some(quote) => page.fragment_nodes(&quote.children),
        None => String::new(),
    };
    Written {
        answer: Answer {
            id: answer_id(&text),
            html,
            text: String::new(),
            correct: false,
            feedback_html,
            pinned,
        },
        text,
        span: item.span.clone(),
    }
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

/// Reports an answer that teaches nothing.
pub(super) fn check_feedback(written: &Written, page: &mut Page<'_, '_>) {
    if written.answer.feedback_html.is_empty() {
        let message = format!("the option “{}” has no feedback", written.text);
        page.checked
            .error("question-feedback", written.span.clone(), message)
            .hint("write under it, indented: `  > why this is right or wrong`");
    }
}

/// Reports answers that say the same.
pub(super) fn check_distinct(answers: &[Written], page: &mut Page<'_, '_>) {
    for (index, written) in answers.iter().enumerate() {
        let same = |earlier: &Written| earlier.answer.id == written.answer.id;
        if answers.iter().take(index).any(same) {
            let message = format!("another option already says “{}”", written.text);
            page.checked
                .error("question-options", written.span.clone(), message)
                .hint(
                    "options are told apart by their text, without emphasis: change or remove one",
                );
        }
    }
}

/// The answers alone.
pub(super) fn answers(written: Vec<Written>) -> Vec<Answer> {
    written.into_iter().map(|written| written.answer).collect()
}
