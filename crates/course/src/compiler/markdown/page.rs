use std::collections::BTreeSet;

use pulldown_cmark::{Event, Tag};

use super::escape::escape;
use super::footnote::Footnotes;
use super::heading::Anchors;
use super::link::TopicLink;
use super::tree::{Node, Origin, parse};
use crate::compiler::atlas::Atlas;
use crate::compiler::checked::Checked;
use crate::compiler::code_judge::CodeBlock;
use crate::compiler::giveaway::Tally;
use crate::compiler::lab::LabBlock;
use crate::compiler::question::LabUse;
use crate::compiler::source::Source;
use crate::model::Heading;

/// A topic's page while its Markdown becomes HTML.
pub(crate) struct Page<'p, 't> {
    pub(crate) checked: &'p mut Checked<'t>,
    pub(crate) atlas: &'p Atlas,
    pub(crate) source: &'p dyn Source,
    /// For the table of contents, in page order.
    pub(crate) headings: Vec<Heading>,
    /// Links to headings, which can be checked once all topics have been read.
    pub(crate) links: Vec<TopicLink>,
    /// Paths of the figures used.
    pub(crate) assets: BTreeSet<String>,
    /// Ids of the terms linked to.
    pub(crate) terms: BTreeSet<String>,
    /// Labs, which questions of any topic may be about.
    pub(crate) labs: Vec<LabBlock<'t>>,
    /// Questions about labs, which can be settled once all topics have been read.
    pub(crate) lab_uses: Vec<LabUse>,
    /// Code blocks that say something about themselves, in page order.
    pub(crate) claims: Vec<CodeBlock<'t>>,
    /// The attributes with which they say it.
    pub(crate) claim_attributes: &'static [&'static str],
    /// How often length tells the right option.
    pub(crate) tally: Tally,
    /// Where diagrams begin that this build cannot draw.
    pub(crate) undrawn: Vec<usize>,
    pub(super) topic: &'p str,
    pub(super) anchors: Anchors,
    pub(super) footnotes: Footnotes,
    pub(super) tables: u32,
    pub(super) diagrams: u32,
    pub(super) tab_sets: u32,
    pub(super) term_links: u32,
    /// Inside a question, a lab's task, a group or notes, where there is no place for a heading.
    pub(super) in_fragment: bool,
}

impl<'p, 't> Page<'p, 't> {
    pub(crate) fn new(
        topic: &'p str,
        atlas: &'p Atlas,
        source: &'p dyn Source,
        checked: &'p mut Checked<'t>,
    ) -> Self {
        Self {
            checked,
            atlas,
            source,
            headings: Vec::new(),
            links: Vec::new(),
            assets: BTreeSet::new(),
            terms: BTreeSet::new(),
            labs: Vec::new(),
            lab_uses: Vec::new(),
            claims: Vec::new(),
            claim_attributes: &[],
            tally: Tally::default(),
            undrawn: Vec::new(),
            topic,
            anchors: Anchors::default(),
            footnotes: Footnotes::default(),
            tables: 0,
            diagrams: 0,
            tab_sets: 0,
            term_links: 0,
            in_fragment: false,
        }
    }

    /// Renders Markdown that stands by itself: the task of a lab.
    pub(crate) fn fragment(&mut self, text: &str, origin: Origin) -> String {
        let nodes = parse(text, &origin, false, self.checked);
        self.fragment_nodes(&nodes)
    }

    /// Renders nodes that stand by themselves: an option of a question.
    pub(crate) fn fragment_nodes<'a, 'n: 'a>(
        &mut self,
        nodes: impl IntoIterator<Item = &'a Node<'n>>,
    ) -> String {
        self.in_fragment = true;
        let mut html = String::new();
        for node in nodes {
            self.node(node, &mut html);
        }
        self.in_fragment = false;
        html.trim_end().to_owned()
    }

    /// Appends the HTML of nodes.
    pub(crate) fn nodes(&mut self, nodes: &[Node<'_>], out: &mut String) {
        let mut rest = nodes;
        while !rest.is_empty() {
            rest = self.block(rest, out);
        }
    }

    /// Appends the HTML of the first node and of those that belong to it; the rest.
    pub(crate) fn block<'n, 'a>(
        &mut self,
        nodes: &'n [Node<'a>],
        out: &mut String,
    ) -> &'n [Node<'a>] {
        if let Some(rest) = self.notes(nodes, out) {
            return rest;
        }
        if let Some(rest) = self.group(nodes, out) {
            return rest;
        }
        if let Some(rest) = self.table_with_caption(nodes, out) {
            return rest;
        }
        let Some((first, rest)) = nodes.split_first() else {
            return &[];
        };
        self.node(first, out);
        rest
    }

    /// Appends the HTML of a node.
    fn node(&mut self, node: &Node<'_>, out: &mut String) {
        match &node.event {
            Event::Start(tag) => self.container(tag, node, out),
            Event::Text(text) => {
                self.check_text(text, node);
                self.check_mark(text, node);
                self.check_leftover(text, node);
                escape(text, out);
            }
            Event::Code(code) => wrap("code", out, |out| escape(code, out)),
            Event::SoftBreak => out.push('\n'),
            Event::HardBreak => out.push_str("<br>\n"),
            Event::Rule => out.push_str("<hr>\n"),
            Event::FootnoteReference(label) => self.footnote_reference(label, out),
            Event::TaskListMarker(done) => list_marker(*done, out),
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(html, node, out),
            // Math is not switched on, and an end is not a node.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::End(_) => {}
        }
    }

    fn container(&mut self, tag: &Tag<'_>, node: &Node<'_>, out: &mut String) {
        match tag {
            Tag::Paragraph => self.paragraph(node, out),
            Tag::Heading { .. } => self.heading(tag, node, out),
            Tag::BlockQuote(kind) => self.quote(*kind, node, out),
            Tag::CodeBlock(kind) => self.code_block(kind, node, out),
            Tag::HtmlBlock => self.html_block(node, out),
            Tag::List(start) => self.list(*start, node, out),
            Tag::Table(alignments) => self.table(alignments, node, "", out),
            Tag::DefinitionList => self.definitions(node, out),
            Tag::Link { dest_url, .. } => self.link(dest_url, node, out),
            Tag::Image {
                dest_url, title, ..
            } => self.image(dest_url, title, node, out),
            Tag::Item => self.tagged("li", node, out, "\n"),
            Tag::Emphasis => self.tagged("em", node, out, ""),
            Tag::Strong => self.tagged("strong", node, out, ""),
            Tag::Strikethrough => self.tagged("del", node, out, ""),
            // Shown at the end of the page.
            Tag::FootnoteDefinition(_) => {}
            // Not switched on, or rendered by the table.
            _ => self.nodes(&node.children, out),
        }
    }

    fn paragraph(&mut self, node: &Node<'_>, out: &mut String) {
        if !self.figure(node, out) {
            self.tagged("p", node, out, "\n");
        }
    }

    fn tagged(&mut self, name: &str, node: &Node<'_>, out: &mut String, after: &str) {
        wrap(name, out, |out| self.nodes(&node.children, out));
        out.push_str(after);
    }

    fn html_block(&mut self, node: &Node<'_>, out: &mut String) {
        let mut html = String::new();
        for child in &node.children {
            if let Event::Html(line) | Event::Text(line) = &child.event {
                html.push_str(line);
            }
        }
        let mut shown = String::new();
        self.raw_html(html.trim_end(), node, &mut shown);
        if !shown.is_empty() {
            wrap("p", out, |out| out.push_str(&shown));
            out.push('\n');
        }
    }

    /// HTML is shown as text and reported; a comment is the author's own and is left out.
    fn raw_html(&mut self, html: &str, node: &Node<'_>, out: &mut String) {
        let is_comment = html.strip_prefix("<!--").and_then(|rest| rest.find("-->"));
        if is_comment.is_some_and(|end| html.len() == end + "<!---->".len()) {
            return;
        }
        self.checked
            .error(
                "raw-html",
                node.span.clone(),
                "HTML is not allowed in a topic",
            )
            .hint("write it in Markdown, or put it in `backticks` to show it as text");
        escape(html, out);
    }
}

fn wrap(name: &str, out: &mut String, inner: impl FnOnce(&mut String)) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    inner(out);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn list_marker(done: bool, out: &mut String) {
    let (class, label) = if done {
        ("check done", "Done:")
    } else {
        ("check", "To do:")
    };
    out.push_str(&format!(
        r#"<span class="{class}" role="img" aria-label="{label}"></span> "#
    ));
}
