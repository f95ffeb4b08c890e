//! Pages made for paper: the whole course, and each chapter.

use std::collections::BTreeSet;

use app::{Links, PrintedSheet, Surroundings};
use course::{Chapter, Course, Term, Topic};

use crate::html_tags::{attribute, map, with_attribute};
use crate::site::Site;
use crate::{speaker_notes, standalone};

/// Their folder under the site's root.
pub(crate) const FOLDER: &str = "print/";

/// Adds them. No browser keeps them: they hold nothing that the pages do not.
pub(crate) fn add(
    site: &mut Site,
    course: &Course,
    topics: &[Topic],
    glossary: &[Term],
    around: &Surroundings<'_>,
) {
    let topics: Vec<Topic> = topics
        .iter()
        .map(|topic| standalone::linked(&speaker_notes::left_out(topic), Links::Paper))
        .collect();
    let terms: Vec<Term> = glossary
        .iter()
        .map(|term| standalone::linked_term(term, Links::Paper))
        .collect();
    let sheet = |title: String, chapters: &[Chapter]| {
        app::printed(
            &PrintedSheet {
                title: &title,
                course,
                chapters,
                topics: &topics,
                terms: &terms,
            },
            around,
        )
    };
    let whole = sheet(format!("{} on paper", course.title), &course.chapters);
    site.add(format!("{FOLDER}index.html"), whole);
    for chapter in &course.chapters {
        let title = format!(
            "Chapter {}: {} · {} on paper",
            chapter.number, chapter.title, course.title
        );
        let page = sheet(title, std::slice::from_ref(chapter));
        let page = with_ways_out(&page, course, chapter);
        site.add(format!("{FOLDER}{}.html", chapter.id), page);
    }
}

/// The sheet of a chapter: what leads to a topic of another one leads to that topic's page.
fn with_ways_out(html: &str, course: &Course, chapter: &Chapter) -> String {
    let others = course
        .chapters
        .iter()
        .filter(|other| other.id != chapter.id);
    let elsewhere: BTreeSet<&str> = others
        .flat_map(|other| &other.topics)
        .map(|topic| topic.id.as_str())
        .collect();
    map(html, |tag| {
        let name = attribute(tag, "href")?.strip_prefix('#')?;
        let (topic, anchor) = name.split_once("--").unwrap_or((name, ""));
        let address = match anchor {
            "" => format!("../{topic}/"),
            anchor => format!("../{topic}/#{anchor}"),
        };
        let leads_away = elsewhere.contains(topic);
        leads_away.then(|| with_attribute(tag, "href", &address))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn page(name: &str) -> String {
        let site = sample::site();
        let bytes = site.file(&format!("{FOLDER}{name}")).expect("the page");
        String::from_utf8(bytes.to_vec()).expect("text")
    }

    #[test]
    fn the_whole_course_has_every_topic_once() {
        let html = page("index.html");
        for id in ["arg-secrets", "buildkit", "cache-mounts"] {
            assert_eq!(html.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}");
            assert_eq!(
                html.matches(&format!(" id=\"{id}--about\"")).count(),
                1,
                "{id}"
            );
            assert!(html.contains(&format!("href=\"#{id}\"")), "{id}");
        }
        assert!(
            !html.contains("Ask who has seen one"),
            "the speaker's notes"
        );
        // A lab carries data, and nothing runs.
        assert!(!html.contains(" src=\"../assets") && !html.contains("type=\"module\""));
    }

    #[test]
    fn a_chapter_has_its_own_topics_alone() {
        let html = page("secrets.html");
        assert!(html.contains(" id=\"arg-secrets\""));
        assert!(!html.contains(" id=\"buildkit\""));
    }
}
