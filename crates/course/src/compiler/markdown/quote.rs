use pulldown_cmark::BlockQuoteKind;

use super::page::Page;
use super::tree::{Node, plain_text};

/// As they are written.
const KINDS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

impl Page<'_, '_> {
    /// A quotation, or a callout with its kind as visible text: colour alone would not do.
    pub(super) fn quote(
        &mut self,
        kind: Option<BlockQuoteKind>,
        node: &Node<'_>,
        out: &mut String,
    ) {
        let Some(kind) = kind else {
            self.check_callout(node);
            out.push_str("<blockquote>\n");
            self.nodes(&node.children, out);
            out.push_str("</blockquote>\n");
            return;
        };
        let (class, label) = match kind {
            BlockQuoteKind::Note => ("note", "Note"),
            BlockQuoteKind::Tip => ("tip", "Tip"),
            BlockQuoteKind::Important => ("important", "Important"),
            BlockQuoteKind::Warning => ("warning", "Warning"),
            BlockQuoteKind::Caution => ("caution", "Caution"),
        };
        out.push_str(&format!(
            "<div class=\"callout {class}\" role=\"note\">\n<p class=\"callout-label\">{label}</p>\n"
        ));
        self.nodes(&node.children, out);
        out.push_str("</div>\n");
    }

    /// Reports a quotation that was meant to be a callout.
    fn check_callout(&mut self, node: &Node<'_>) {
        let text = plain_text(&node.children);
        let Some((kind, _)) = text
            .strip_prefix("[!")
            .and_then(|rest| rest.split_once(']'))
        else {
            return;
        };
        let kind = kind.trim().to_uppercase();
        let hints = self
            .checked
            .error(
                "callout",
                node.span.clone(),
                format!("there is no callout `{kind}`"),
            )
            .suggest(&kind, KINDS)
            .hint(format!("write `> [!{}]`", KINDS.join("]`, `> [!")));
        if kind == "NOTES" || kind.starts_with("SPEAKER") {
            hints.hint("notes for the speaker stand between `:::notes` and `:::`");
        }
    }
}
