use pulldown_cmark::BlockQuoteKind;

use super::page::Page;
use super::tree::Node;

impl Page<'_, '_> {
    /// A quotation, or a callout with its kind as visible text: colour alone would not do.
    pub(super) fn quote(
        &mut self,
        kind: Option<BlockQuoteKind>,
        node: &Node<'_>,
        out: &mut String,
    ) {
        let Some(kind) = kind else {
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
}
