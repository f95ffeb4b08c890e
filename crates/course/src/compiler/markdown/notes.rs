use pulldown_cmark::{Event, Tag};

use super::group::{Mark, mark};
use super::page::Page;
use super::tree::Node;
use crate::compiler::checked::Hints;

/// The word that opens notes for the speaker.
pub(super) const WORD: &str = "notes";

impl Page<'_, '_> {
    /// Renders the notes for the speaker that the first node opens, if it does; what follows them.
    ///
    /// A `template` is inert: no browser shows it, reads it out, prints it or finds text in it, with
    /// a style sheet or without. Presenter mode alone takes its content out.
    pub(super) fn notes<'n, 'a>(
        &mut self,
        nodes: &'n [Node<'a>],
        out: &mut String,
    ) -> Option<&'n [Node<'a>]> {
        let (first, inside) = nodes.split_first()?;
        let open = mark(first).filter(|mark| mark.word == WORD)?;
        if !open.rest.is_empty() || !open.more.is_empty() {
            self.report_notes(&open, "`:::notes` takes nothing behind it")
                .hint("the text stands below it, after an empty line");
        }
        if self.in_fragment {
            self.report_notes(&open, "these notes stand inside of something else")
                .hint("move them out of it: notes belong to the section that they stand in");
        }
        let end = inside.iter().position(ends).unwrap_or(inside.len());
        let (noted, rest) = inside.split_at_checked(end).unwrap_or((inside, &[]));
        let rest = match rest.split_first() {
            Some((node, after)) if mark(node).is_some_and(|mark| mark.word.is_empty()) => after,
            _ => {
                self.report_notes(&open, "`:::notes` is not closed").hint(
                    "write `:::` between empty lines after them; they hold no group and no heading",
                );
                rest
            }
        };
        if noted.is_empty() {
            self.report_notes(&open, "these notes are empty")
                .hint("write what the speaker says or does in this section");
        }
        let outside = std::mem::replace(&mut self.in_fragment, true);
        out.push_str("<template class=\"notes\">\n");
        self.nodes(noted, out);
        out.push_str("</template>\n");
        self.in_fragment = outside;
        Some(rest)
    }

    fn report_notes(&mut self, open: &Mark<'_, '_>, message: &str) -> Hints<'_> {
        self.checked.error("group", open.span.clone(), message)
    }
}

/// Whether notes end before this node, closed or not.
fn ends(node: &Node<'_>) -> bool {
    mark(node).is_some() || matches!(node.event, Event::Start(Tag::Heading { .. }))
}
