use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use crate::compiler::atlas::Atlas;
use crate::compiler::checked::Checked;
use crate::compiler::code_judge::{CodeBlock, Judge};
use crate::compiler::giveaway::Tally;
use crate::compiler::id::Ids;
use crate::compiler::lab::{LabBlock, compile_lab};
use crate::compiler::markdown::{
    Node, Origin, Page, TopicLink, block_text, language, parse, with_group_marks,
};
use crate::compiler::question::{LabUse, compile_question};
use crate::compiler::source::Source;
use crate::model::{Segment, Topic};

/// Ids that are unique in the whole course.
pub(crate) struct CourseIds {
    pub(crate) questions: Ids,
    pub(crate) labs: Ids,
}

/// A topic, and what can only be checked when all topics are there.
pub(crate) struct CompiledTopic<'t> {
    pub(crate) topic: Topic,
    pub(crate) labs: Vec<LabBlock<'t>>,
    pub(crate) lab_uses: Vec<LabUse>,
    pub(crate) links: Vec<TopicLink>,
    pub(crate) assets: BTreeSet<String>,
    /// Ids of the terms linked to.
    pub(crate) terms: BTreeSet<String>,
    /// Code blocks for the judge, in page order.
    pub(crate) claims: Vec<CodeBlock<'t>>,
    pub(crate) tally: Tally,
    /// Where diagrams begin that this build cannot draw.
    pub(crate) undrawn: Vec<usize>,
}

/// What the parts of a topic need beside their text.
pub(crate) struct Surroundings<'s> {
    pub(crate) atlas: &'s Atlas,
    pub(crate) source: &'s dyn Source,
    pub(crate) judge: &'s dyn Judge,
}

/// Compiles the Markdown that begins at `body` in the topic's file.
pub(crate) fn compile_topic<'t>(
    id: &str,
    body: usize,
    around: &Surroundings<'_>,
    ids: &mut CourseIds,
    checked: &mut Checked<'t>,
) -> CompiledTopic<'t> {
    let text = checked.text.get(body..).unwrap_or("");
    let text = with_group_marks(text);
    let nodes = parse(&text, &Origin::At(body), true, checked);
    let mut page = Page::new(id, around.atlas, around.source, checked);
    page.claim_attributes = around.judge.attributes();
    let mut segments = Vec::new();
    let mut prose = String::new();
    let mut rest = nodes.as_slice();
    while let Some((node, after)) = rest.split_first() {
        match block_name(node) {
            Some("quiz") => {
                rest = after;
                let Some(span) = page.block_span(node) else {
                    continue;
                };
                flush(&mut prose, &mut segments);
                segments.push(Segment::Question(compile_question(
                    span,
                    &mut page,
                    &mut ids.questions,
                )));
            }
            Some("lab") => {
                rest = after;
                let Some(span) = page.block_span(node) else {
                    continue;
                };
                flush(&mut prose, &mut segments);
                let lab = compile_lab(span, &mut page, &mut ids.labs, around.source, around.judge);
                segments.push(Segment::Lab(lab));
            }
            _ => rest = page.block(rest, &mut prose),
        }
    }
    prose.push_str(&page.footnotes(&nodes));
    flush(&mut prose, &mut segments);
    let topic = Topic {
        id: id.to_owned(),
        segments,
        headings: page.headings,
    };
    CompiledTopic {
        topic,
        labs: page.labs,
        lab_uses: page.lab_uses,
        links: page.links,
        assets: page.assets,
        terms: page.terms,
        claims: page.claims,
        tally: page.tally,
        undrawn: page.undrawn,
    }
}

fn flush(prose: &mut String, segments: &mut Vec<Segment>) {
    if !prose.is_empty() {
        segments.push(Segment::Prose {
            html: std::mem::take(prose),
        });
    }
}

fn block_name<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.event {
        Event::Start(Tag::CodeBlock(kind)) => Some(language(kind)),
        _ => None,
    }
}

impl Page<'_, '_> {
    /// Where the inside of a fenced block stands; `None` after a report if it is not one piece.
    fn block_span(&mut self, node: &Node<'_>) -> Option<Range<usize>> {
        if let Event::Start(Tag::CodeBlock(kind @ CodeBlockKind::Fenced(_))) = &node.event {
            self.check_closed(kind, node);
        }
        let (first, last) = (node.children.first(), node.children.last());
        let (Some(first), Some(last)) = (first, last) else {
            self.checked
                .error("block-place", node.span.clone(), "the block is empty")
                .hint("write it, or remove the fences");
            return None;
        };
        let span = first.span.start..last.span.end;
        let inside = self.checked.text.get(span.clone()).unwrap_or("");
        if inside != block_text(node) {
            self.checked
                .error("block-place", node.span.clone(), "the block is indented")
                .hint("begin all of it at the start of the line");
            return None;
        }
        Some(span)
    }
}
