use anyhow::{Context, Result};
use app::{Links, Route};
use course::{Segment, Source, Term, Topic};

use crate::data_address::data_address;
use crate::html_tags::{attribute, map, with_attribute};

/// Attributes that name an element of the page.
const NAMES: [&str; 4] = ["id", "for", "aria-describedby", "aria-labelledby"];

/// The topic with links that lead within the page that all topics stand in.
pub(crate) fn linked(topic: &Topic, links: Links) -> Topic {
    let here = Route::Topic(topic.id.clone());
    changed(topic, |html| {
        map(html, |tag| {
            let tag = renamed(tag, &here, links);
            Some(relinked(&tag, &here, links).unwrap_or(tag))
        })
    })
}

/// The term with links that lead within the page that all topics stand in.
pub(crate) fn linked_term(term: &Term, links: Links) -> Term {
    let mut term = term.clone();
    term.definition_html = map(&term.definition_html, |tag| {
        relinked(tag, &Route::Glossary, links)
    });
    term
}

/// The topic with its figures in it.
///
/// # Errors
/// When a figure cannot be read.
pub(crate) fn with_figures(topic: &Topic, figures: &dyn Source) -> Result<Topic> {
    let mut problem = None;
    let topic = changed(topic, |html| {
        map(html, |tag| {
            let path = attribute(tag, "src")?.strip_prefix("../")?;
            match figures.read_bytes(path) {
                Ok(bytes) => {
                    let address = data_address(kind(path), &bytes);
                    Some(with_attribute(tag, "src", &address))
                }
                Err(error) => {
                    problem = Some(anyhow::anyhow!("{path}: {error}"));
                    None
                }
            }
        })
    });
    match problem {
        Some(problem) => Err(problem).context("a figure cannot be read"),
        None => Ok(topic),
    }
}

fn changed(topic: &Topic, mut change: impl FnMut(&str) -> String) -> Topic {
    let mut topic = topic.clone();
    for segment in &mut topic.segments {
        match segment {
            Segment::Prose { html } => *html = change(html),
            Segment::Lab(lab) => lab.task_html = change(&lab.task_html),
            Segment::Question(_) => {}
        }
    }
    topic
}

/// A tag with its names made unique, where the page has those of other topics too.
fn renamed(tag: &str, here: &Route, links: Links) -> String {
    let mut tag = tag.to_owned();
    if links == Links::Paper {
        for attribute_name in NAMES {
            if let Some(name) = attribute(&tag, attribute_name) {
                let link = links.to(here, here, name);
                tag = with_attribute(&tag, attribute_name, link.trim_start_matches('#'));
            }
        }
    }
    tag
}

/// A link to a topic, `../id/#anchor`, or within one, `#anchor`.
fn relinked(tag: &str, here: &Route, links: Links) -> Option<String> {
    let address = attribute(tag, "href").filter(|_| tag.starts_with("a "))?;
    let link = match address.strip_prefix('#') {
        Some(anchor) => links.to(here, here, anchor),
        None => {
            let path = address.strip_prefix("../")?;
            let (page, anchor) = path.split_once('#').unwrap_or((path, ""));
            links.to(here, &Route::from_path(page)?, anchor)
        }
    };
    Some(with_attribute(tag, "href", &link))
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, kind)| kind) {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn topic(html: &str) -> Topic {
        Topic {
            id: "a".to_owned(),
            headings: Vec::new(),
            segments: vec![Segment::Prose {
                html: html.to_owned(),
            }],
        }
    }

    fn html(topic: &Topic) -> &str {
        match topic.segments.first() {
            Some(Segment::Prose { html }) => html,
            _ => panic!("prose"),
        }
    }

    #[test]
    fn links_lead_within_the_page_and_text_stays() {
        for (written, one_file, paper) in [
            (
                "<a href=\"../b/\">b</a>",
                "<a href=\"#/b\">b</a>",
                "<a href=\"#b\">b</a>",
            ),
            (
                "<a href=\"../b/#x\">",
                "<a href=\"#/b?at=x\">",
                "<a href=\"#b--x\">",
            ),
            (
                "<a class=\"anchor\" href=\"#x\">",
                "<a class=\"anchor\" href=\"#/a?at=x\">",
                "<a class=\"anchor\" href=\"#a--x\">",
            ),
            ("<h2 id=\"x\">", "<h2 id=\"x\">", "<h2 id=\"a--x\">"),
            (
                "<a href=\"https://example.org/\">",
                "<a href=\"https://example.org/\">",
                "<a href=\"https://example.org/\">",
            ),
            (
                "&lt;a href=\"../b/\"&gt;",
                "&lt;a href=\"../b/\"&gt;",
                "&lt;a href=\"../b/\"&gt;",
            ),
        ] {
            assert_eq!(html(&linked(&topic(written), Links::Fragments)), one_file);
            assert_eq!(html(&linked(&topic(written), Links::Paper)), paper);
        }
    }

    #[test]
    fn figures_are_carried_along() {
        let figures = BTreeMap::from([("figures/a.svg".to_owned(), b"<svg/>".to_vec())]);
        let whole = with_figures(&topic("<img src=\"../figures/a.svg\" alt=\"A\">"), &figures);
        assert_eq!(
            html(&whole.expect("it is there")),
            "<img src=\"data:image/svg+xml;base64,PHN2Zy8+\" alt=\"A\">"
        );
        assert!(with_figures(&topic("<img src=\"../figures/b.svg\">"), &figures).is_err());
    }
}
