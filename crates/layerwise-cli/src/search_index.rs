//! What can be found in a course: chapters, topics and headings.

use course::{Course, Segment, Term, Topic};
use search::Entry;

use crate::html_text::parts;
use crate::site::hash;

/// The folder of the index under the site's root.
const FOLDER: &str = "search";

/// The files of the index, by their paths under the site's root.
pub(crate) fn files(course: &Course, topics: &[Topic], glossary: &[Term]) -> Vec<(String, String)> {
    let name = |kind: &str, bytes: &[u8]| format!("{kind}-{}.json", hash(bytes));
    let mut entries = entries(course, topics);
    entries.extend(glossary.iter().map(term));
    search::index(&entries, name)
        .into_iter()
        .map(|file| (format!("{FOLDER}/{}", file.name), file.text))
        .collect()
}

/// A term of the glossary, whose page is in a folder as a topic's is.
fn term(term: &Term) -> Entry {
    let texts: Vec<String> = parts(&term.definition_html)
        .into_iter()
        .map(|part| part.text)
        .collect();
    Entry {
        topic: "glossary".to_owned(),
        anchor: term.id.clone(),
        title: term.name.clone(),
        within: "Glossary".to_owned(),
        context: String::new(),
        text: texts.join(" "),
    }
}

/// The sections of the course in reading order.
fn entries(course: &Course, topics: &[Topic]) -> Vec<Entry> {
    let mut entries = Vec::new();
    for chapter in &course.chapters {
        let title = format!("{}. {}", chapter.number, chapter.title);
        entries.push(Entry {
            anchor: app::chapter_anchor(&chapter.id),
            title: title.clone(),
            ..Entry::default()
        });
        for meta in &chapter.topics {
            let Some(topic) = topics.iter().find(|topic| topic.id == meta.id) else {
                continue;
            };
            let beginning = Entry {
                topic: meta.id.clone(),
                title: meta.title.clone(),
                within: title.clone(),
                context: format!("{} {}", chapter.title, meta.tags.join(" ")),
                text: meta.summary.clone(),
                ..Entry::default()
            };
            let heading = |heading: &course::Heading| Entry {
                topic: meta.id.clone(),
                anchor: heading.anchor.clone(),
                title: heading.text.clone(),
                within: meta.title.clone(),
                context: meta.title.clone(),
                text: String::new(),
            };
            let first = entries.len();
            entries.push(beginning);
            entries.extend(topic.headings.iter().map(heading));
            if let Some(own) = entries.get_mut(first..) {
                fill(own, &topic.segments);
            }
        }
    }
    entries
}

/// Gives each section of a topic its text. Answers are left out: nobody must find them by chance.
fn fill(sections: &mut [Entry], segments: &[Segment]) {
    let mut current = 0;
    for segment in segments {
        let html = match segment {
            Segment::Prose { html } => html,
            Segment::Question(question) => &question.stem_html,
            Segment::Lab(lab) => &format!("<p>{}</p>{}", app::escape(&lab.title), lab.task_html),
        };
        for part in parts(html) {
            if let Some(at) = sections
                .iter()
                .position(|section| section.anchor == part.anchor)
                && !part.anchor.is_empty()
            {
                current = at;
            }
            if let Some(section) = sections.get_mut(current)
                && !part.text.is_empty()
            {
                if !section.text.is_empty() {
                    section.text.push(' ');
                }
                section.text.push_str(&part.text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn chapters_topics_and_headings_are_entries_with_their_own_text() {
        let (course, topics) = sample::course();
        let entries = entries(&course, &topics);
        let titles: Vec<_> = entries
            .iter()
            .take(3)
            .map(|entry| (entry.title.as_str(), entry.anchor.as_str()))
            .collect();
        let expected = [
            ("1. Where secrets go", "chapter-secrets"),
            ("A password in ARG stays", ""),
            ("About", "about"),
        ];
        assert_eq!(titles, expected);
        assert!(
            entries[1]
                .text
                .starts_with("What A password in ARG stays is about.")
        );
        assert!(entries[2].text.contains("Some text that is long enough"));
        assert!(
            entries[2]
                .text
                .contains("Who can read a value given as ARG?")
        );
        assert!(
            !entries[2].text.contains("Only the builder"),
            "an answer can be found"
        );
        assert!(
            !entries[2].text.contains("Ask who has seen one"),
            "the speaker's notes can be found"
        );
    }
}
