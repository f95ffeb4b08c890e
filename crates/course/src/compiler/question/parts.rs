use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Block;
use crate::compiler::markdown::{Node, Page, task_marker};

/// What the answers of a type look like in Markdown.
pub(super) struct Shape {
    pub(super) is: fn(&Node<'_>) -> bool,
    /// Said when there is nothing of the kind.
    pub(super) missing: &'static str,
    pub(super) hint: &'static str,
}

/// A list with check boxes.
pub(super) fn is_task_list(node: &Node<'_>) -> bool {
    matches!(node.event, Event::Start(Tag::List(_)))
        && node.children.iter().any(|item| task_marker(item).is_some())
}

/// A list with numbers.
pub(super) fn is_numbered_list(node: &Node<'_>) -> bool {
    matches!(node.event, Event::Start(Tag::List(Some(_))))
}

/// A table.
pub(super) fn is_table(node: &Node<'_>) -> bool {
    matches!(node.event, Event::Start(Tag::Table(_)))
}

/// The Markdown of a question, taken apart.
pub(super) struct Parts<'b, 'a> {
    pub(super) stem: &'b [Node<'a>],
    /// The items of the list, or the rows of the table; empty after a report.
    pub(super) answers: &'b [Node<'a>],
    /// From the first answer to the last.
    pub(super) span: Range<usize>,
}

impl<'b, 'a> Block<'b, 'a> {
    /// The last piece of the wanted shape, and what stands before it.
    pub(super) fn parts(&self, shape: &Shape, page: &mut Page<'_, '_>) -> Parts<'b, 'a> {
        let Some(at) = self.nodes.iter().rposition(shape.is) else {
            page.checked
                .error("question-shape", self.head.clone(), shape.missing)
                .hint(shape.hint);
            return Parts {
                stem: self.nodes,
                answers: &[],
                span: self.head.clone(),
            };
        };
        let (stem, rest) = self.nodes.split_at_checked(at).unwrap_or_default();
        self.check_asked(stem, page);
        if let Some(stray) = rest.get(1) {
            page.checked
                .error(
                    "question-shape",
                    stray.span.clone(),
                    "this belongs to no option",
                )
                .hint("indent feedback under its option: `  > …`")
                .hint("put a line `---` before an explanation");
        }
        let answers = rest.first().map_or(&[][..], |node| &node.children);
        let span = match (answers.first(), answers.last()) {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => self.head.clone(),
        };
        Parts {
            stem,
            answers,
            span,
        }
    }

    /// Reports a question that asks nothing.
    pub(super) fn check_asked(&self, stem: &[Node<'_>], page: &mut Page<'_, '_>) {
        if stem.is_empty() {
            page.checked
                .error(
                    "question-shape",
                    self.head.clone(),
                    "the question asks nothing",
                )
                .hint("write the question between `---` and the options");
        }
    }
}
