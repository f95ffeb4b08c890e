use std::ops::{Range, RangeInclusive};

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::diagram::MERMAID;
use super::escape::escaped;
use super::page::Page;
use super::tree::Node;
use crate::compiler::code_judge::CodeBlock;
use crate::compiler::highlight::{LANGUAGES, Line, highlight};

/// A longer line does not fit a phone: its block scrolls and must take the focus.
const NARROW_CHARS: usize = 28;

/// What is no code and fenced like it.
const BLOCKS: [&str; 3] = ["lab", "mermaid", "quiz"];

/// What stands behind the language in a block's first line.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) title: String,
    numbers: bool,
    /// Lines and ranges of lines, as written.
    mark: Option<String>,
    /// A file of the course that is shown instead of what stands in the block.
    include: Option<String>,
    /// Which of its lines.
    lines: String,
    /// Those of the judge of code.
    claims: Vec<(String, Option<String>)>,
}

impl Attributes {
    pub(super) fn is_more_than_title(&self) -> bool {
        self.numbers || self.mark.is_some() || self.include.is_some() || !self.lines.is_empty()
    }
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
        if name == MERMAID {
            self.diagram(kind, node, out);
            return;
        }
        let (attributes, span) = self.attributes(kind, node);
        let (code, first_line) = self.code(&attributes, span.clone(), node);
        let mark = self.marked(&attributes, first_line, &code, span.clone());
        if code.trim().is_empty() && attributes.include.is_none() {
            self.checked
                .warning("empty-block", span, "the code block is empty")
                .hint("write the code, or remove the block");
        }
        if matches!(kind, CodeBlockKind::Indented) {
            self.checked
                .warning(
                    "code-language",
                    node.span.clone(),
                    "code that is only indented does not say its language",
                )
                .hint("put it between two lines ``` and the language behind the first");
        } else if !LANGUAGES.contains(&name) {
            self.report_language(name, node);
        }
        let lines = highlight(name, &code);
        if !attributes.claims.is_empty() {
            self.claims.push(CodeBlock {
                language: name.to_owned(),
                title: attributes.title.clone(),
                attributes: attributes.claims,
                code: code.clone(),
                file: self.checked.file,
                text: self.checked.text,
                span: node.span.clone(),
            });
        }
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
        for (line, number) in lines.iter().zip(first_line..) {
            let marked = mark.iter().any(|range| range.contains(&number));
            let shown = (attributes.numbers && first_line > 1).then_some(number);
            push_line(line, marked, shown, out);
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
        let fence = |line: &str| {
            let fence = line.trim_start_matches([' ', '>']);
            let end = fence.find(|c| !fence.starts_with(c) || !matches!(c, '`' | '~'));
            fence
                .get(..end.unwrap_or(fence.len()))
                .unwrap_or("")
                .to_owned()
        };
        let first = written.lines().next().unwrap_or("");
        let last = written.lines().skip(1).last().unwrap_or("");
        if !fence(last).starts_with(&fence(first)) {
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
                .suggest(usual_name(name), LANGUAGES.into_iter().chain(BLOCKS))
                .hint(known);
        }
    }

    /// What stands behind the language, and the place of that line.
    pub(super) fn attributes(
        &mut self,
        kind: &CodeBlockKind<'_>,
        node: &Node<'_>,
    ) -> (Attributes, Range<usize>) {
        let mut attributes = Attributes::default();
        let CodeBlockKind::Fenced(info) = kind else {
            return (attributes, node.span.clone());
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
                ("mark", Some(list)) => attributes.mark = Some(list.to_owned()),
                ("include", Some(path)) => attributes.include = Some(path.to_owned()),
                ("lines", Some(lines)) => attributes.lines = lines.to_owned(),
                _ if self.claim_attributes.contains(&key) => {
                    let claim = (key.to_owned(), value.map(str::to_owned));
                    attributes.claims.push(claim);
                }
                _ => {
                    let known = ["title", "numbers", "mark", "include", "lines"];
                    let known = known.iter().chain(self.claim_attributes);
                    self.checked
                        .error(
                            "code-attribute",
                            span.clone(),
                            format!("`{key}` is not understood here"),
                        )
                        .suggest(key, known.copied())
                        .hint(
                            "a code block takes `title=\"…\"`, `numbers`, `mark=\"3,5-6\"`, \
                             `include=\"…\"` and `lines=\"3-9\"`",
                        );
                }
            }
        }
        if attributes.title.is_empty() {
            attributes.title = attributes.include.clone().unwrap_or_default();
        }
        (attributes, span)
    }

    /// The text of the block or of the file that it names, and the number of its first line.
    fn code(
        &mut self,
        attributes: &Attributes,
        span: Range<usize>,
        node: &Node<'_>,
    ) -> (String, usize) {
        let written = block_text(node);
        let Some(path) = &attributes.include else {
            if !attributes.lines.is_empty() {
                self.checked
                    .error("code-attribute", span, "`lines` belongs to `include`")
                    .hint("name the file too: `include=\"app/Dockerfile\"`");
            }
            return (written, 1);
        };
        if !written.is_empty() {
            self.checked
                .error(
                    "include",
                    span.clone(),
                    "a block that includes a file holds no text of its own",
                )
                .hint("remove the text, or `include`");
        }
        let included = self.included(path, &attributes.lines, span);
        (included.code, included.first_line)
    }

    fn marked(
        &mut self,
        attributes: &Attributes,
        first_line: usize,
        code: &str,
        span: Range<usize>,
    ) -> Vec<RangeInclusive<usize>> {
        let count = code.lines().count();
        let Some(list) = attributes.mark.as_deref().filter(|_| count > 0) else {
            return Vec::new();
        };
        line_ranges(list, first_line..=first_line + count - 1).unwrap_or_else(|| {
            self.checked
                .error(
                    "code-attribute",
                    span,
                    format!("`mark=\"{list}\"` does not fit the {count} lines of the block"),
                )
                .hint("list lines and ranges of lines: `mark=\"3,5-6\"`");
            Vec::new()
        })
    }
}

/// What the format calls a language that many call otherwise.
fn usual_name(name: &str) -> &str {
    match name {
        "bash" | "sh" | "zsh" => "shell",
        "docker" | "Dockerfile" => "dockerfile",
        "golang" => "go",
        "js" | "node" => "javascript",
        "md" => "markdown",
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

/// Lines and ranges of lines, `3,5-6`, all of them among those that there are.
pub(super) fn line_ranges(
    list: &str,
    all: RangeInclusive<usize>,
) -> Option<Vec<RangeInclusive<usize>>> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (all.contains(&first) && first <= last && all.contains(&last)).then_some(first..=last)
    };
    list.split(',').map(range).collect()
}

/// The newline is inside, so that the lines can be blocks and still be copied as text. `number` is
/// given where a style sheet cannot count: the first line is not line 1.
fn push_line(line: &Line, marked: bool, number: Option<usize>, out: &mut String) {
    let name = if marked { "mark" } else { "span" };
    let class = if line.output { "line output" } else { "line" };
    let number = number.map_or_else(String::new, |number| format!(" data-line=\"{number}\""));
    out.push_str(&format!(
        "<{name} class=\"{class}\"{number}>{}\n</{name}>",
        line.html
    ));
}
