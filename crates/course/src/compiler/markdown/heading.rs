use std::collections::BTreeMap;

use pulldown_cmark::{HeadingLevel, Tag};

use super::escape::escaped;
use super::page::Page;
use super::tree::{Node, plain_text};
use crate::model::Heading;

/// The anchors of a page, each given once, with the last number that was put behind it.
///
/// An anchor begins with a letter and never has two hyphens in a row: the app's own ids do.
#[derive(Debug, Default)]
pub(crate) struct Anchors(BTreeMap<String, u32>);

impl Page<'_, '_> {
    /// `<div class="heading"><h2 id="…">…</h2><a class="anchor" …></a></div>`: the link is beside
    /// the heading, so that it is no part of the heading's name.
    pub(super) fn heading(&mut self, tag: &Tag<'_>, node: &Node<'_>, out: &mut String) {
        let Tag::Heading {
            level,
            id,
            classes,
            attrs,
        } = tag
        else {
            return;
        };
        let text = plain_text(&node.children);
        if !classes.is_empty() || !attrs.is_empty() {
            self.checked
                .error(
                    "heading",
                    node.span.clone(),
                    "a heading takes an anchor and nothing else",
                )
                .hint("write `## Heading {#anchor}`");
        }
        if text.is_empty() {
            self.checked
                .error("heading", node.span.clone(), "the heading is empty")
                .hint("write its text, or remove the line");
            return;
        }
        if self.in_fragment {
            self.checked
                .error(
                    "heading",
                    node.span.clone(),
                    "there is no place for a heading in here",
                )
                .hint("use **bold** text in questions, tasks, steps, tabs and cards");
            out.push_str(&format!("<p><strong>{}</strong></p>\n", escaped(&text)));
            return;
        }
        let level = self.check_level(*level, node);
        let anchor = match id {
            Some(id) => self.written_anchor(id, &text, node),
            None => self.anchors.free(&slug(&text)),
        };
        let mut html = String::new();
        self.nodes(&node.children, &mut html);
        let label = escaped(&text);
        out.push_str(&format!(
            "<div class=\"heading\"><h{level} id=\"{anchor}\">{html}</h{level}>\
             <a class=\"anchor\" href=\"#{anchor}\" aria-label=\"Link to: {label}\">\
             <span aria-hidden=\"true\">#</span></a></div>\n"
        ));
        self.headings.push(Heading {
            level,
            anchor,
            text,
        });
    }

    /// Reports a level that is out of range or leaves one out; the level to use.
    fn check_level(&mut self, level: HeadingLevel, node: &Node<'_>) -> u8 {
        let span = node.span.clone();
        let written = level as u8;
        if written == 1 {
            self.checked
                .error(
                    "heading-level",
                    span,
                    "a topic has one title, in its front matter",
                )
                .hint("begin with `##`");
            return 2;
        }
        if written > 4 {
            self.checked
                .error("heading-level", span, "headings go from `##` to `####`")
                .hint("split the topic, or use **bold** text");
            return 4;
        }
        let above = self.headings.last().map_or(1, |heading| heading.level);
        if written > above + 1 {
            let message = format!("the heading jumps from level {above} to level {written}");
            let hashes = "#".repeat(usize::from(above) + 1);
            self.checked
                .error("heading-jump", span, message)
                .hint(format!("write `{hashes}`"));
        }
        written
    }

    fn written_anchor(&mut self, id: &str, text: &str, node: &Node<'_>) -> String {
        if slug(id) != id {
            self.checked
                .error(
                    "invalid-id",
                    node.span.clone(),
                    format!("`#{id}` is not an anchor"),
                )
                .hint(format!("write `{{#{}}}`", slug(id)));
            return self.anchors.free(&slug(text));
        }
        if self.anchors.0.contains_key(id) {
            self.checked
                .error(
                    "duplicate-id",
                    node.span.clone(),
                    format!("there is already a heading `#{id}`"),
                )
                .hint("anchors are unique in a topic");
        }
        self.anchors.free(id)
    }
}

impl Anchors {
    /// The anchor itself, or with the first number from 2 that makes it unique.
    fn free(&mut self, wanted: &str) -> String {
        let mut number = self.0.get(wanted).copied().unwrap_or(1);
        let mut anchor = wanted.to_owned();
        while self.0.contains_key(&anchor) {
            number += 1;
            anchor = format!("{wanted}-{number}");
        }
        self.0.insert(wanted.to_owned(), number);
        self.0.entry(anchor.clone()).or_insert(1);
        anchor
    }
}

/// Lower-case letters and digits of any script, single hyphens between, a letter first.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    if slug.starts_with(char::is_alphabetic) {
        slug
    } else {
        format!("section-{slug}").trim_end_matches('-').to_owned()
    }
}
