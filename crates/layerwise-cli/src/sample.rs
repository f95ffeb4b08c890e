//! A small course for tests.

use std::collections::BTreeMap;

use course::{
    Answer, Chapter, Compilation, Course, Heading, Lab, Policy, Publication, Question,
    QuestionKind, QuestionRef, Segment, Topic, TopicMeta,
};

use crate::bundle::Bundle;
use crate::site::{Purpose, Site};

/// Two chapters, three topics; the first has a question and a lab.
pub(crate) fn course() -> (Course, Vec<Topic>) {
    let first = with_question("arg-secrets");
    let topics = vec![first.clone(), plain("buildkit"), plain("cache-mounts")];
    let meta = |number: u32, id: &str, title: &str, questions: Vec<QuestionRef>| TopicMeta {
        id: id.to_owned(),
        number,
        title: title.to_owned(),
        summary: format!("What {title} is about."),
        tags: vec!["secrets".to_owned(), format!("tag {number}")],
        minutes: 12,
        prerequisites: if number > 1 {
            vec!["arg-secrets".to_owned()]
        } else {
            Vec::new()
        },
        questions,
    };
    let asked = vec![QuestionRef {
        id: "arg-history".to_owned(),
        key: "0123456789abcdef".to_owned(),
        aliases: Vec::new(),
        fixed_in: String::new(),
    }];
    let course = Course {
        id: "sample".to_owned(),
        title: "Layers & secrets".to_owned(),
        summary: "How builds work, and where a secret goes.".to_owned(),
        language: "en".to_owned(),
        version: "1".to_owned(),
        licence: "CC BY 4.0".to_owned(),
        chapters: vec![
            Chapter {
                id: "secrets".to_owned(),
                number: 1,
                title: "Where secrets go".to_owned(),
                topics: vec![meta(1, "arg-secrets", "A password in ARG stays", asked)],
            },
            Chapter {
                id: "builders".to_owned(),
                number: 2,
                title: "The builder".to_owned(),
                topics: vec![
                    meta(2, "buildkit", "BuildKit <and> you", Vec::new()),
                    meta(3, "cache-mounts", "Cache mounts", Vec::new()),
                ],
            },
        ],
    };
    (course, topics)
}

/// What the compiler makes of [`course()`].
pub(crate) fn compilation() -> Compilation {
    let (course, topics) = course();
    Compilation {
        course: Some(course),
        topics,
        glossary: Vec::new(),
        theme_css: String::new(),
        assets: vec!["figures/a.svg".to_owned()],
        publication: Publication::default(),
        diagnostics: Vec::new(),
    }
}

/// Next to no app.
pub(crate) fn bundle() -> Bundle {
    Bundle::new(BTreeMap::from([("app.js".to_owned(), Vec::new())]))
}

/// An app of which every file is there and does nothing.
pub(crate) fn whole_bundle() -> Bundle {
    let names = [
        "app.js",
        "app_bg.wasm",
        "icon.svg",
        "keys.css",
        "lab.css",
        "lab.js",
        "lab_bg.wasm",
        "present.css",
        "searcher.js",
        "searcher_bg.wasm",
        "single-file-app.js",
        "single-file-lab.js",
        "single-file-present.js",
        "single-file.js",
        "style.css",
        "theme.js",
        "worker.js",
        "worker_bg.wasm",
    ];
    Bundle::new(names.map(|name| (name.to_owned(), Vec::new())).into())
}

/// The one figure.
pub(crate) fn figures() -> BTreeMap<String, Vec<u8>> {
    BTreeMap::from([("figures/a.svg".to_owned(), b"<svg/>".to_vec())])
}

/// The site of [`course()`] as it is published, with one figure.
pub(crate) fn site() -> Site {
    built(&compilation(), Purpose::Publish)
}

/// The same site after an edit of its last topic.
pub(crate) fn changed_site() -> Site {
    let mut compilation = compilation();
    if let Some(topic) = compilation.topics.last_mut() {
        topic.segments.push(Segment::Prose {
            html: "<p>One thing more.</p>".to_owned(),
        });
    }
    built(&compilation, Purpose::Publish)
}

/// A site made for this purpose.
pub(crate) fn built(compilation: &Compilation, purpose: Purpose) -> Site {
    Site::new(compilation, &figures(), &bundle(), purpose).expect("it can be built")
}

fn plain(id: &str) -> Topic {
    let text = "<p>Some text that is long enough to be read.</p>\n".repeat(40);
    Topic {
        id: id.to_owned(),
        headings: vec![Heading {
            level: 2,
            anchor: "about".to_owned(),
            text: "About".to_owned(),
        }],
        segments: vec![Segment::Prose {
            html: format!(
                "<h2 id=\"about\">About</h2>\n{text}<template class=\"notes\">\n\
                 <p>Ask who has seen one.</p>\n</template>\n"
            ),
        }],
    }
}

fn with_question(id: &str) -> Topic {
    let answer = |id: &str, html: &str, correct| Answer {
        id: id.to_owned(),
        html: html.to_owned(),
        correct,
        feedback_html: format!("<p>About “{html}”.</p>"),
        pinned: false,
        text: String::new(),
    };
    let mut topic = plain(id);
    topic.segments.push(Segment::Question(Question {
        id: "arg-history".to_owned(),
        aliases: Vec::new(),
        kind: QuestionKind::SingleChoice(vec![
            answer("a1", "Anyone with the image", true),
            answer("b2", "Only the builder", false),
            answer("c3", "Nobody", false),
        ]),
        stem_html: "<p>Who can read a value given as <code>ARG</code>?</p>".to_owned(),
        hints_html: Vec::new(),
        policy: Policy::default(),
        explanation_html: "<p>It stands in the history.</p>".to_owned(),
        key: "0123456789abcdef".to_owned(),
    }));
    topic.segments.push(Segment::Lab(Lab {
        id: "arg".to_owned(),
        title: "See it".to_owned(),
        task_html: "<p>Change the command.</p>".to_owned(),
        hints_html: Vec::new(),
        data: r#"{"start":{"dockerfile":"FROM alpine\nARG DB_PASSWORD\nRUN echo \"$DB_PASSWORD\" > /app.conf\n","command":"docker build --build-arg DB_PASSWORD=hunter2 .","secrets":[{"name":"DB_PASSWORD","value":"hunter2"}]}}"#.to_owned(),
        bench_html: String::new(),
    }));
    topic.segments.push(Segment::Prose {
        html: "<p>The end.</p>".to_owned(),
    });
    topic
}
