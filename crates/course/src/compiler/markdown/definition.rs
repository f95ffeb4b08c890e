use pulldown_cmark::{Event, Tag};

use super::page::Page;
use super::tree::Node;

impl Page<'_, '_> {
    /// `<dl>`: each term, and what it means, in one or several `<dd>`.
    pub(super) fn definitions(&mut self, node: &Node<'_>, out: &mut String) {
        out.push_str("<dl>\n");
        for child in &node.children {
            let name = match &child.event {
                Event::Start(Tag::DefinitionListTitle) => "dt",
                _ => "dd",
            };
            out.push_str(&format!("<{name}>"));
            self.nodes(&child.children, out);
            out.push_str(&format!("</{name}>\n"));
        }
        out.push_str("</dl>\n");
    }
}
