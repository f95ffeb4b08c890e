use std::ops::RangeInclusive;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::escape::escaped;
use super::page::Page;
use super::tree::Node;
use crate::compiler::highlight::{LANGUAGES, Line, highlight};

/// A longer line does not fit a phone: its block scrolls and must take the focus.
const NARROW_CHARS: usize = 32;

/// What stands behind the language in a block's first line.
#[derive(Debug, Default)]
struct Attributes {
    title: String,
    numbers: bool,
    mark: Vec<RangeInclusive<usize>>,
}

impl Page<'_, '_> {
    /// `<figure class="code">` with its title as caption and every line in an element of its own.
    pub(super) fn code_block(
        &mut self,
        kind: &CodeBlockKind<'_>,
        node: &Node<'_>,
        out: &mut String,
    ) {
        self.check_closed(kind, node);
        let name = language(kind);
        if matches!(name, "quiz" | "lab") {
            self.checked
                .error(
                    "block-place",
                    node.span.clone(),
                    format!("a {name} cannot stand inside a list, a quotation or another block"),
                )
                .hint("begin the block at the start of a line, outside of everything else");
            return;
        }
        let code = block_text(node);
        let attributes = self.attributes(kind, code.lines().count(), node);
        if !LANGUAGES.contains(&name) {
            self.report_language(name, node);
        }
        let lines = highlight(name, &code);
        out.push_str("<figure class=\"code\">\n");
        if !attributes.title.is_empty() {
            out.push_str(&format!(
                "<figcaption>{}</figcaption>\n",
                escaped(&attributes.title)
            ));
        }
        out.push_str("<button type=\"button\" class=\"copy\" hidden>Copy</button>\n");
        let wide = code.lines().any(|line| line.chars().count() > NARROW_CHARS);
        out.push_str(if wide {
            "<pre tabindex=\"0\">"
        } else {
            "<pre>"
        });
        out.push_str(if attributes.numbers {
            "<code class=\"numbers\">"
        } else {
            "<code>"
        });
        for (line, number) in lines.iter().zip(1..) {
            let marked = attributes.mark.iter().any(|range| range.contains(&number));
            push_line(line, marked, out);
        }
        out.push_str("</code></pre>\n</figure>\n");
    }

    /// A fence that is never closed swallows the rest of the topic.
    pub(crate) fn check_closed(&mut self, kind: &CodeBlockKind<'_>, node: &Node<'_>) {
        if matches!(kind, CodeBlockKind::Indented) {
            return;
        }
        let written = self
            .checked
            .text
            .get(node.span.clone())
            .unwrap_or("")
            .trim_end();
        let last = written.lines().skip(1).last().unwrap_or("");
        let fence = last.trim_start_matches([' ', '>']);
        if !fence.starts_with("```") && !fence.starts_with("~~~") {
            let first_line =
                node.span.start..node.span.start + written.lines().next().map_or(0, str::len);
            self.checked
                .error("unclosed-block", first_line, "the block is not closed")
                .hint("close it with the characters that open it");
        }
    }

    fn report_language(&mut self, name: &str, node: &Node<'_>) {
        let span = node.span.start..node.span.start + 3;
        let known = format!("languages: {}", LANGUAGES.join(", "));
        if name.is_empty() {
            self.checked
                .warning(
                    "code-language",
                    span,
                    "the code block does not say its language",
                )
                .hint("write it behind the fence; `text` means none")
                .hint(known);
        } else {
            self.checked
                .warning(
                    "code-language",
                    span,
                    format!("`{name}` is not a language known here"),
                )
                .suggest(usual_name(name), LANGUAGES)
                .hint(known);
        }
    }

    fn attributes(
        &mut self,
        kind: &CodeBlockKind<'_>,
        lines: usize,
        node: &Node<'_>,
    ) -> Attributes {
        let mut attributes = Attributes::default();
        let CodeBlockKind::Fenced(info) = kind else {
            return attributes;
        };
        let mut rest = info
            .trim()
            .trim_start_matches(|c: char| !c.is_whitespace())
            .trim_start();
        let span = node.span.start..node.span.start + 3 + info.len();
        while !rest.is_empty() {
            let (key, value, tail) = attribute(rest);
            rest = tail.trim_start();
            match (key, value) {
                ("title", Some(title)) => attributes.title = title.to_owned(),
                ("numbers", None) => attributes.numbers = true,
                ("mark", Some(list)) => {
                    match ranges(list, lines) {
                        Some(mark) => attributes.mark = mark,
                        None => {
                            self.checked
                            .error("code-attribute", span.clone(), format!("`mark=\"{list}\"` does not fit the {lines} lines of the block"))
                            .hint("list lines and ranges of lines: `mark=\"3,5-6\"`");
                        }
                    }
                }
                _ => {
                    self.checked
                        .error(
                            "code-attribute",
                            span.clone(),
                            format!("`{key}` is not understood here"),
                        )
                        .suggest(key, ["title", "numbers", "mark"])
                        .hint("a code block takes `title=\"…\"`, `numbers` and `mark=\"3,5-6\"`");
                }
            }
        }
        attributes
    }
}

/// What the format calls a language that many call otherwise.
fn usual_name(name: &str) -> &str {
    match name {
        "bash" | "sh" | "zsh" => "shell",
        "docker" | "Dockerfile" => "dockerfile",
        "golang" => "go",
        "js" | "node" => "javascript",
        "py" | "python3" => "python",
        "rs" => "rust",
        "shell-session" | "terminal" => "console",
        "plain" | "plaintext" | "txt" => "text",
        "yml" => "yaml",
        other => other,
    }
}

/// The language of a block: the first word behind its fence.
pub(crate) fn language<'k>(kind: &'k CodeBlockKind<'_>) -> &'k str {
    match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or(""),
        CodeBlockKind::Indented => "text",
    }
}

/// The text inside a block.
pub(crate) fn block_text(node: &Node<'_>) -> String {
    debug_assert!(matches!(node.event, Event::Start(Tag::CodeBlock(_))));
    let mut code = String::new();
    for child in &node.children {
        if let Event::Text(text) = &child.event {
            code.push_str(text);
        }
    }
    code
}

/// The next `key` or `key="value"`, and what follows it; anything else is a key that nobody knows.
fn attribute(text: &str) -> (&str, Option<&str>, &str) {
    let word = text.find(char::is_whitespace).unwrap_or(text.len());
    let quoted = text.split_once("=\"").filter(|(key, _)| key.len() < word);
    if let Some((key, rest)) = quoted
        && let Some((value, tail)) = rest.split_once('"')
    {
        return (key, Some(value), tail);
    }
    let (key, tail) = text.split_at_checked(word).unwrap_or((text, ""));
    (key, None, tail)
}

fn ranges(list: &str, lines: usize) -> Option<Vec<RangeInclusive<usize>>> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (1 <= first && first <= last && last <= lines).then_some(first..=last)
    };
    list.split(',').map(range).collect()
}

/// The newline is inside, so that the lines can be blocks and still be copied as text.
fn push_line(line: &Line, marked: bool, out: &mut String) {
    let name = if marked { "mark" } else { "span" };
    let class = if line.output { "line output" } else { "line" };
    out.push_str(&format!(
        "<{name} class=\"{class}\">{}\n</{name}>",
        line.html
    ));
}
