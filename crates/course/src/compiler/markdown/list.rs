use pulldown_cmark::{Event, Tag};

use super::page::Page;
use super::tree::Node;

impl Page<'_, '_> {
    /// `<ul>`, `<ol start="3">`, or `<ul class="tasks">` when an item has a check box.
    pub(super) fn list(&mut self, start: Option<u64>, node: &Node<'_>, out: &mut String) {
        let tasks = node.children.iter().any(|item| task_marker(item).is_some());
        let (open, close) = match start {
            Some(1) => ("<ol>".to_owned(), "</ol>\n"),
            Some(first) => (format!("<ol start=\"{first}\">"), "</ol>\n"),
            None if tasks => ("<ul class=\"tasks\">".to_owned(), "</ul>\n"),
            None => ("<ul>".to_owned(), "</ul>\n"),
        };
        out.push_str(&open);
        out.push('\n');
        self.nodes(&node.children, out);
        out.push_str(close);
    }
}

/// Whether an item's check box is ticked; `None` if it has none.
pub(crate) fn task_marker(item: &Node<'_>) -> Option<bool> {
    let first = item.children.first()?;
    match &first.event {
        Event::TaskListMarker(done) => Some(*done),
        Event::Start(Tag::Paragraph) => match first.children.first()?.event {
            Event::TaskListMarker(done) => Some(done),
            _ => None,
        },
        _ => None,
    }
}
