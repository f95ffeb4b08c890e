use pulldown_cmark::{Event, Tag};

use super::page::Page;
use super::tree::Node;

/// Labels of the footnotes in the order of their first reference, which numbers them from 1.
#[derive(Debug, Default)]
pub(crate) struct Footnotes(Vec<String>);

impl Page<'_, '_> {
    /// `<sup class="footnote"><a …>1</a></sup>`; only the first reference is a target to go back to.
    pub(super) fn footnote_reference(&mut self, label: &str, out: &mut String) {
        let known = self.footnotes.0.iter().position(|seen| seen == label);
        let (number, id) = match known {
            Some(index) => (index + 1, String::new()),
            None => {
                self.footnotes.0.push(label.to_owned());
                let number = self.footnotes.0.len();
                (number, format!(" id=\"fnref--{number}\""))
            }
        };
        out.push_str(&format!(
            "<sup class=\"footnote\"><a href=\"#fn--{number}\"{id} aria-label=\"Footnote {number}\">\
             {number}</a></sup>"
        ));
    }

    /// Renders the footnotes that were referred to; empty if there are none.
    pub(crate) fn footnotes(&mut self, nodes: &[Node<'_>]) -> String {
        let mut items = String::new();
        let mut index = 0;
        // A footnote may refer to another: the list grows while it is rendered.
        while let Some(label) = self.footnotes.0.get(index).cloned() {
            index += 1;
            items.push_str(&format!("<li id=\"fn--{index}\">\n"));
            if let Some(definition) = nodes.iter().find(|node| defines(node) == Some(&label)) {
                self.nodes(&definition.children, &mut items);
            }
            items.push_str(&format!(
                "<a class=\"footnote-back\" href=\"#fnref--{index}\" \
                 aria-label=\"Back to reference {index}\">↩</a></li>\n"
            ));
        }
        self.report_unused(nodes);
        self.report_doubles(nodes);
        if items.is_empty() {
            return items;
        }
        format!(
            "<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n{items}</ol>\n</section>\n"
        )
    }

    fn report_unused(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            let Some(label) = defines(node) else { continue };
            if !self.footnotes.0.iter().any(|used| used == label) {
                let message = format!("nothing refers to the footnote `{label}`");
                self.checked
                    .warning("footnote", node.span.clone(), message)
                    .hint(format!("write `[^{label}]` where it belongs, or remove it"));
            }
        }
    }

    /// Of two footnotes with one label only the first is shown.
    fn report_doubles(&mut self, nodes: &[Node<'_>]) {
        let defined = || nodes.iter().filter_map(|node| Some((defines(node)?, node)));
        for (index, (label, node)) in defined().enumerate() {
            if defined().take(index).any(|(earlier, _)| earlier == label) {
                self.checked
                    .error(
                        "footnote",
                        node.span.clone(),
                        format!("there is already a footnote `{label}`"),
                    )
                    .hint("give it another label");
            }
        }
    }

    /// Reports a footnote reference that the parser took for text.
    pub(super) fn check_text(&mut self, text: &str, node: &Node<'_>) {
        let Some((_, rest)) = text.split_once("[^") else {
            return;
        };
        let Some((label, _)) = rest.split_once(']') else {
            return;
        };
        self.checked
            .error(
                "footnote",
                node.span.clone(),
                format!("there is no footnote `{label}`"),
            )
            .hint(format!(
                "add a line `[^{label}]: …`; questions and tasks have no footnotes"
            ))
            .hint("or put the brackets in `backticks`");
    }
}

fn defines<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.event {
        Event::Start(Tag::FootnoteDefinition(label)) => Some(label),
        _ => None,
    }
}
