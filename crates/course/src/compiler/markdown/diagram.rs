use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use super::code::block_text;
use super::escape::escaped;
use super::page::Page;
use super::tree::Node;

/// The language of a block that is drawn.
pub(super) const MERMAID: &str = "mermaid";

/// A drawing wider than this is scrolled on a phone, not shrunk until nobody can read it; the
/// style sheet knows the classes.
#[cfg(feature = "diagrams")]
const SCROLLED: [(u32, &str); 2] = [(640, "wider"), (420, "wide")];
/// A wider drawing does not fit the column of text at its own size.
#[cfg(feature = "diagrams")]
const COLUMN_PIXELS: u32 = 900;

/// What makes a diagram look otherwise than the course, and only on a screen of one kind.
const OWN_LOOK: [&str; 4] = ["classDef", "linkStyle", "style", "%%{"];

/// Classes of nodes that have a meaning in every theme.
const MEANINGS: [&str; 5] = ["good", "bad", "warn", "hint", "quiet"];

impl Page<'_, '_> {
    /// `<figure class="diagram">` with the drawing and its caption.
    pub(super) fn diagram(&mut self, kind: &CodeBlockKind<'_>, node: &Node<'_>, out: &mut String) {
        let text = block_text(node);
        let (title, first_line) = self.caption(kind, node);
        let place = |range: Range<usize>| match node.children.as_slice() {
            [only] if only.span.len() == text.len() => {
                only.span.start + range.start..only.span.start + range.end
            }
            _ => first_line.clone(),
        };
        let label = alternative(&text).unwrap_or_default();
        if label.is_empty() {
            self.checked
                .error(
                    "missing-alt",
                    first_line.clone(),
                    "the diagram has no text for those who do not see it",
                )
                .hint("say in a line of it what it shows: `accDescr: …`");
        }
        self.check_look(&text, &place);
        self.diagrams += 1;
        let id = format!("diagram--{}-{}", self.topic, self.diagrams);
        let drawing = match self.draw(&text, &id, &label, &first_line, &place) {
            Some(drawing) => drawing,
            None => format!(
                "<div class=\"diagram-drawing\"><pre><code>{}</code></pre></div>",
                escaped(&text)
            ),
        };
        out.push_str("<figure class=\"diagram\">\n");
        out.push_str(&drawing);
        if !title.is_empty() {
            out.push_str(&format!("\n<figcaption>{}</figcaption>", escaped(&title)));
        }
        out.push_str("\n</figure>\n");
    }

    fn caption(&mut self, kind: &CodeBlockKind<'_>, node: &Node<'_>) -> (String, Range<usize>) {
        let (attributes, first_line) = self.attributes(kind, node);
        if attributes.title.is_empty() {
            self.checked
                .error("diagram", first_line.clone(), "the diagram has no caption")
                .hint("write it behind the fence: `mermaid title=\"…\"`");
        }
        let title = attributes.title.clone();
        if attributes.is_more_than_title() {
            self.checked
                .error(
                    "code-attribute",
                    first_line.clone(),
                    "a diagram takes `title=\"…\"` and nothing else",
                )
                .hint("remove the rest");
        }
        (title, first_line)
    }

    fn check_look(&mut self, text: &str, place: &impl Fn(Range<usize>) -> Range<usize>) {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let word = line.split_whitespace().next().unwrap_or("");
            if OWN_LOOK
                .iter()
                .any(|own| word == *own || *own == "%%{" && word.starts_with(own))
            {
                let start = at + (line.len() - line.trim_start().len());
                self.checked
                    .warning(
                        "diagram",
                        place(start..at + line.trim_end().len()),
                        "colours come from the theme, and this line is not followed",
                    )
                    .hint(format!(
                        "give a node a meaning: `name:::bad`; meanings are {}",
                        MEANINGS.join(", ")
                    ));
            }
            at += line.len();
        }
    }

    #[cfg(feature = "diagrams")]
    fn draw(
        &mut self,
        text: &str,
        id: &str,
        label: &str,
        first_line: &Range<usize>,
        place: &impl Fn(Range<usize>) -> Range<usize>,
    ) -> Option<String> {
        match crate::compiler::drawing::draw(text, id, label) {
            Ok(drawing) => {
                if drawing.width > COLUMN_PIXELS {
                    let message = format!(
                        "the diagram is {} pixels wide, and the column {COLUMN_PIXELS}",
                        drawing.width
                    );
                    self.checked
                        .warning("diagram", first_line.clone(), message)
                        .hint("let it run downwards (`flowchart TB`), shorten labels, or split it");
                }
                // What scrolls must be reached by the keyboard.
                let class = SCROLLED.iter().find(|(least, _)| drawing.width > *least);
                let class = class.map_or_else(
                    || "\"".to_owned(),
                    |(_, class)| format!(" {class}\" tabindex=\"0\""),
                );
                Some(format!(
                    "<div class=\"diagram-drawing{class}>{}</div>",
                    drawing.svg
                ))
            }
            Err(refusal) => {
                let span = refusal.span.map_or_else(|| first_line.clone(), place);
                self.checked
                    .error("diagram", span, refusal.message)
                    .hint("a diagram is Mermaid and begins with `flowchart` or `sequenceDiagram`");
                None
            }
        }
    }

    /// Where the course is only looked at, the text of a diagram is shown.
    #[cfg(not(feature = "diagrams"))]
    fn draw(
        &mut self,
        _: &str,
        _: &str,
        _: &str,
        first_line: &Range<usize>,
        _: &impl Fn(Range<usize>) -> Range<usize>,
    ) -> Option<String> {
        self.undrawn.push(first_line.start);
        None
    }
}

/// What `accDescr: …`, in one line, or `accDescr { … }`, in several, says.
fn alternative(text: &str) -> Option<String> {
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(rest) = line.trim_start().strip_prefix("accDescr") else {
            continue;
        };
        let rest = rest.trim_start();
        if let Some(description) = rest.strip_prefix(':') {
            return Some(description.trim().to_owned());
        }
        let first = rest.strip_prefix('{')?;
        let mut words = Vec::new();
        for line in std::iter::once(first).chain(lines.by_ref()) {
            let (inside, end) = match line.split_once('}') {
                Some((inside, _)) => (inside, true),
                None => (line, false),
            };
            words.extend(inside.split_whitespace());
            if end {
                break;
            }
        }
        return Some(words.join(" "));
    }
    None
}
