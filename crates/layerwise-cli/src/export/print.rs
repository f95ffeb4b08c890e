mod address;
mod question;

use anyhow::{Context, Result};
use app::escape;
use course::{Compilation, Course, Lab, Segment, Source, Term, Topic, TopicMeta};

use address::Addresses;

use crate::speaker_notes;

/// Whether a printed course says what is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// For the class.
    Without,
    /// For who teaches it.
    With,
}

/// The whole course as one HTML page that refers to nothing outside of itself.
pub(super) fn page(
    compilation: &Compilation,
    source: &dyn Source,
    style: &str,
    key: Key,
) -> Result<String> {
    let course = compilation.course.as_ref().context("there is no course")?;
    let mut body = String::new();
    for chapter in &course.chapters {
        body.push_str(&format!(
            "<section class=\"print-chapter\">\n<h1>{}. {}</h1>\n",
            chapter.number,
            escape(&chapter.title)
        ));
        for meta in &chapter.topics {
            let topic = compilation.topics.iter().find(|topic| topic.id == meta.id);
            if let Some(topic) = topic {
                let mut html = String::new();
                let topic = match key {
                    Key::Without => speaker_notes::left_out(topic),
                    Key::With => speaker_notes::shown(topic),
                };
                push_topic(meta, &topic, key, &mut html);
                body.push_str(&Addresses::of(&topic.id).rewritten(&html, source)?);
            }
        }
        body.push_str("</section>\n");
    }
    let mut glossary = String::new();
    push_glossary(&compilation.glossary, &mut glossary);
    body.push_str(&Addresses::of("glossary").rewritten(&glossary, source)?);
    Ok(document(course, style, key, &body))
}

/// Styles stand in the page: it is one file. Nothing else may be loaded, and nothing runs.
fn document(course: &Course, style: &str, key: Key, body: &str) -> String {
    let language = escape(&course.language);
    let title = escape(&course.title);
    let subtitle = match key {
        Key::Without => "",
        Key::With => "<p><strong>With the key: not for the class.</strong></p>\n",
    };
    let summary = escape(&course.summary);
    let version = escape(&course.version);
    let licence = escape(&course.licence);
    // A style sheet holds no end tag of its own.
    let style = style.replace("</", "<\\/");
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; img-src data:\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{style}\n</style>\n</head>\n<body class=\"printed\">\n\
         <main>\n<header>\n<h1>{title}</h1>\n{subtitle}<p>{summary}</p>\n\
         <p>Version {version} · {licence}</p>\n</header>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn push_topic(meta: &TopicMeta, topic: &Topic, key: Key, out: &mut String) {
    out.push_str(&format!(
        "<article class=\"topic\" id=\"\">\n<h1>{}. {}</h1>\n<p>{}</p>\n<div class=\"topic-text\">\n",
        meta.number,
        escape(&meta.title),
        escape(&meta.summary)
    ));
    let mut number = 0;
    for segment in &topic.segments {
        match segment {
            Segment::Prose { html } => {
                out.push_str(&format!("<div class=\"prose\">\n{html}</div>\n"));
            }
            Segment::Question(asked) => {
                number += 1;
                question::push(asked, number, key, out);
            }
            Segment::Lab(lab) => push_lab(lab, out),
        }
    }
    out.push_str("</div>\n</article>\n");
}

/// A lab needs a screen: on paper stands what is to be done there.
fn push_lab(lab: &Lab, out: &mut String) {
    out.push_str(&format!(
        "<section class=\"question\">\n<p><strong>Lab: {}</strong></p>\n{}\n</section>\n",
        escape(&lab.title),
        lab.task_html
    ));
}

fn push_glossary(terms: &[Term], out: &mut String) {
    if terms.is_empty() {
        return;
    }
    out.push_str("<section class=\"print-chapter prose\" id=\"\">\n<h1>Glossary</h1>\n<dl>\n");
    for term in terms {
        out.push_str(&format!(
            "<dt id=\"{}\">{}</dt>\n<dd>{}</dd>\n",
            escape(&term.id),
            escape(&term.name),
            term.definition_html
        ));
    }
    out.push_str("</dl>\n</section>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn sample_page(key: Key) -> String {
        let figures = std::collections::BTreeMap::new();
        page(&sample::compilation(), &figures, "p { color: red }", key).expect("a page")
    }

    #[test]
    fn the_key_is_shown_to_who_teaches() {
        let class = sample_page(Key::Without);
        assert!(class.contains("Who can read a value given as <code>ARG</code>?"));
        assert!(class.contains("Anyone with the image"));
        assert!(!class.contains("About “Anyone with the image”"), "{class}");
        let key = sample_page(Key::With);
        assert!(key.contains("About “Anyone with the image”"));
        assert!(key.contains("It stands in the history."));
    }

    #[test]
    fn the_notes_are_for_the_speaker() {
        let notes = "Ask who has seen one.";
        assert!(!sample_page(Key::Without).contains(notes));
        let page = sample_page(Key::With);
        assert!(
            page.contains(notes) && !page.contains("<template"),
            "{page}"
        );
    }

    #[test]
    fn all_topics_are_in_one_page_and_it_loads_nothing() {
        let page = sample_page(Key::Without);
        for id in ["arg-secrets", "buildkit", "cache-mounts"] {
            assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
        }
        assert!(page.contains("<h2 id=\"buildkit--about\">"));
        assert!(!page.contains("<script") && !page.contains("src=\"http"));
    }
}
