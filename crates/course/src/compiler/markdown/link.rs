use std::ops::Range;

use super::escape::{escape, escaped};
use super::page::Page;
use super::tree::{Node, plain_text};

/// Texts of links that say nothing without their sentence.
const VAGUE: [&str; 8] = [
    "click here",
    "here",
    "link",
    "more",
    "read more",
    "this",
    "this link",
    "this page",
];

/// A link to a heading, to be checked when all headings are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TopicLink {
    pub(crate) topic: String,
    pub(crate) anchor: String,
    pub(crate) span: Range<usize>,
}

impl Page<'_, '_> {
    /// A link to a topic (`topic:id#anchor`), a heading (`#anchor`), or another site.
    pub(super) fn link(&mut self, url: &str, node: &Node<'_>, out: &mut String) {
        let mut text = String::new();
        self.nodes(&node.children, &mut text);
        let open = if let Some(target) = url.strip_prefix("topic:") {
            self.topic_link(target, node, &mut text)
        } else if let Some(id) = url.strip_prefix("term:") {
            return self.term_link(id, text, node, out);
        } else if let Some(anchor) = url.strip_prefix('#') {
            self.note_anchor(self.topic.to_owned(), anchor, node);
            Some(format!("<a href=\"#{}\">", escaped(anchor)))
        } else if url.starts_with("https://") || url.starts_with("http://") {
            Some(format!("<a href=\"{}\" rel=\"noopener\">", escaped(url)))
        } else if url.starts_with("mailto:") {
            Some(format!("<a href=\"{}\">", escaped(url)))
        } else {
            self.checked
                .error(
                    "link-target",
                    node.span.clone(),
                    format!("`{url}` is not a target of a link"),
                )
                .hint("link to `topic:id`, `topic:id#anchor`, `#anchor`, `term:id`, or an address with https");
            None
        };
        if plain_text(&node.children).is_empty()
            && !text.contains("<img")
            && !url.starts_with("topic:")
        {
            self.checked
                .error("link-text", node.span.clone(), "the link has no text")
                .hint("say where it leads: `[text](…)`");
        }
        let spoken = plain_text(&node.children);
        if VAGUE.iter().any(|vague| spoken.eq_ignore_ascii_case(vague)) {
            self.checked
                .warning(
                    "link-text",
                    node.span.clone(),
                    format!("“{spoken}” does not say where the link leads"),
                )
                .hint("links are also read out of their sentence: name what they lead to");
        }
        match open {
            Some(open) => out.push_str(&format!("{open}{text}</a>")),
            None => out.push_str(&text),
        }
    }

    fn topic_link(&mut self, target: &str, node: &Node<'_>, text: &mut String) -> Option<String> {
        let (id, anchor) = target.split_once('#').unwrap_or((target, ""));
        let Some(place) = self.atlas.places.get(id).copied() else {
            self.checked
                .error(
                    "unknown-topic",
                    node.span.clone(),
                    format!("there is no topic `{id}`"),
                )
                .suggest(id, self.atlas.topics())
                .hint("link to the id of a topic that stands in `course.toml`: `topic:id`");
            return None;
        };
        if !anchor.is_empty() {
            self.note_anchor(id.to_owned(), anchor, node);
        }
        if text.is_empty() {
            *text = format!("Chapter {}, topic {}", place.chapter, place.number);
        }
        let fragment = if anchor.is_empty() {
            String::new()
        } else {
            format!("#{anchor}")
        };
        Some(format!(
            "<a href=\"../{}/{}\">",
            escaped(id),
            escaped(&fragment)
        ))
    }

    /// A link to the glossary that carries the definition, shown while one points at it.
    fn term_link(&mut self, id: &str, mut text: String, node: &Node<'_>, out: &mut String) {
        let Some(term) = self.atlas.terms.get(id) else {
            self.checked
                .error(
                    "unknown-term",
                    node.span.clone(),
                    format!("the glossary has no term `{id}`"),
                )
                .suggest(id, self.atlas.terms.keys().map(String::as_str))
                .hint(format!(
                    "add it to `glossary.toml`: `[[terms]]` with `id = \"{id}\"`, `name` and `definition`"
                ));
            out.push_str(&text);
            return;
        };
        if text.is_empty() {
            escape(&term.name, &mut text);
        }
        self.terms.insert(id.to_owned());
        self.term_links += 1;
        let (id, number) = (escaped(id), self.term_links);
        let definition = escaped(&term.definition);
        out.push_str(&format!(
            "<span class=\"term\"><a href=\"../glossary/#{id}\" aria-describedby=\"term--{number}\">\
             {text}</a><span class=\"term-definition\" role=\"tooltip\" id=\"term--{number}\">\
             {definition}</span></span>"
        ));
    }

    fn note_anchor(&mut self, topic: String, anchor: &str, node: &Node<'_>) {
        let link = TopicLink {
            topic,
            anchor: anchor.to_owned(),
            span: node.span.clone(),
        };
        self.links.push(link);
    }
}
