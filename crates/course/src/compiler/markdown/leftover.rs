use super::page::Page;
use super::tree::Node;

/// Words that authors leave where something is still to be written.
const UNFINISHED: [&str; 4] = ["TODO", "FIXME", "TBD", "XXX"];

/// How other tools begin what is no Markdown, and what to write here.
const FOREIGN: [(&str, &str); 5] = [
    (
        "!!! ",
        "write a callout: `> [!NOTE]`, and the text behind `>` in the next lines",
    ),
    (
        "{{<",
        "write Markdown; steps, tabs and cards are groups: `:::tabs`",
    ),
    (
        "{{%",
        "write Markdown; steps, tabs and cards are groups: `:::tabs`",
    ),
    (
        "{% ",
        "write Markdown; steps, tabs and cards are groups: `:::tabs`",
    ),
    ("[[", "write `[text](topic:id)`"),
];

impl Page<'_, '_> {
    /// Reports text that was meant to be something else, and what is left of writing it.
    pub(super) fn check_leftover(&mut self, text: &str, node: &Node<'_>) {
        if let Some(word) = unfinished(text) {
            self.checked
                .warning(
                    "unfinished",
                    node.span.clone(),
                    format!("`{word}` is left here"),
                )
                .hint("finish it, or put it into a comment: `<!-- … -->`");
        }
        if let Some((begin, hint)) = FOREIGN.iter().find(|(begin, _)| text.starts_with(begin)) {
            let message = format!("`{}` means nothing here", begin.trim_end());
            self.checked
                .warning("foreign-syntax", node.span.clone(), message)
                .hint(*hint);
        }
        if let Some(reference) = open_reference(text) {
            let message = format!("there is no definition of `{reference}`");
            self.checked
                .error("link-target", node.span.clone(), message)
                .hint(format!(
                    "add a line `{reference}: https://…`, or write `[text](…)`"
                ))
                .hint("or put the brackets in `backticks`");
        }
        if text.len() > 1 && text.starts_with('|') && text.ends_with('|') {
            self.checked
                .warning(
                    "table",
                    node.span.clone(),
                    "this looks like a table and is none",
                )
                .hint("put a line `|---|---|` under its head, with as many cells as the head has");
        }
    }
}

fn unfinished(text: &str) -> Option<&'static str> {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.find_map(|word| UNFINISHED.into_iter().find(|left| *left == word))
}

/// The `[label]` of a link by reference that the parser took for text.
fn open_reference(text: &str) -> Option<&str> {
    let at = text.find("][")?;
    let (before, after) = text.split_at_checked(at + 1)?;
    let end = after.find(']')?;
    let label = after.get(..=end)?;
    (before.contains('[') && label.len() > 2 && !label.starts_with("[^")).then_some(label)
}
