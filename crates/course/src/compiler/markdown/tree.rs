use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, TextMergeWithOffset};

use crate::compiler::checked::Checked;
use crate::compiler::fields::At;

/// An event with what stands inside it; a container holds its `Event::Start`.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) event: Event<'a>,
    /// Place in the file, not in the text parsed.
    pub(crate) span: Range<usize>,
    pub(crate) children: Vec<Node<'a>>,
}

/// Where in the file a piece of Markdown stands.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    /// It is a part of the file and begins here.
    At(usize),
    /// It was written with escapes somewhere in here: places inside it are not known.
    Within(Range<usize>),
}

/// Deeper nesting than anybody can read; it also bounds the recursion over the tree.
const MAX_DEPTH: usize = 32;

/// Parses Markdown. What is nested too deep is reported and left out.
pub(crate) fn parse<'a>(
    text: &'a str,
    origin: &Origin,
    footnotes: bool,
    checked: &mut Checked<'_>,
) -> Vec<Node<'a>> {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    options.set(Options::ENABLE_FOOTNOTES, footnotes);
    let mut open: Vec<Node<'a>> = Vec::new();
    let mut done = Vec::new();
    let mut skipped = 0_usize;
    let parser = Parser::new_ext(text, options);
    // Neighbouring texts become one, so that nobody sees where the parser cut.
    for (event, range) in TextMergeWithOffset::new(parser.into_offset_iter()) {
        let span = origin.span(range);
        match event {
            Event::Start(_) if open.len() >= MAX_DEPTH => {
                if skipped == 0 {
                    checked
                        .error(
                            "too-deep",
                            span,
                            format!("nested deeper than {MAX_DEPTH} levels"),
                        )
                        .hint("take lists and quotations out of each other");
                }
                skipped += 1;
            }
            Event::End(_) if skipped > 0 => skipped -= 1,
            Event::Start(_) => open.push(Node {
                event,
                span,
                children: Vec::new(),
            }),
            Event::End(_) => {
                if let Some(node) = open.pop() {
                    siblings(&mut open, &mut done).push(node);
                }
            }
            _ if skipped > 0 => {}
            _ => siblings(&mut open, &mut done).push(Node {
                event,
                span,
                children: Vec::new(),
            }),
        }
    }
    done
}

fn siblings<'s, 'a>(
    open: &'s mut [Node<'a>],
    done: &'s mut Vec<Node<'a>>,
) -> &'s mut Vec<Node<'a>> {
    open.last_mut().map_or(done, |parent| &mut parent.children)
}

/// The text of nodes as a reader hears it, without markup.
pub(crate) fn plain_text(nodes: &[Node<'_>]) -> String {
    let mut text = String::new();
    append_plain_text(nodes, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a piece of Markdown that is reported on elsewhere.
pub(crate) fn plain_text_of(markdown: &str) -> String {
    let mut unheard = Checked::new("", markdown);
    plain_text(&parse(markdown, &Origin::At(0), false, &mut unheard))
}

fn append_plain_text(nodes: &[Node<'_>], text: &mut String) {
    for node in nodes {
        match &node.event {
            Event::Text(more) | Event::Code(more) => text.push_str(more),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(tag) => {
                append_plain_text(&node.children, text);
                if !is_inline(tag) {
                    text.push(' ');
                }
            }
            _ => {}
        }
    }
}

fn is_inline(tag: &pulldown_cmark::Tag<'_>) -> bool {
    use pulldown_cmark::Tag::{Emphasis, Image, Link, Strikethrough, Strong};
    matches!(
        tag,
        Emphasis | Strong | Strikethrough | Link { .. } | Image { .. }
    )
}

impl Origin {
    /// Where a TOML string's value stands in the file, as well as can be known.
    pub(crate) fn of_value(value: &At<String>, file: &str) -> Self {
        let raw = file.get(value.span.clone()).unwrap_or("");
        match raw.find(&value.value) {
            Some(offset) => Self::At(value.span.start + offset),
            None => Self::Within(value.span.clone()),
        }
    }

    fn span(&self, range: Range<usize>) -> Range<usize> {
        match self {
            Self::At(base) => base + range.start..base + range.end,
            Self::Within(span) => span.clone(),
        }
    }
}
