//! A small course with one of everything that a slice needs: prose, code, a question and a lab.

use std::collections::BTreeMap;

use course::{
    CodeJudge, Compilation, LabBlock, LabJudge, QuestionKind, Segment, Source, Verdict, compile,
};

const MANIFEST: &str = r#"
id = "layers"
title = "Layers"
summary = "What an image is made of."
language = "en"
version = "1"
licence = "MIT"

[[chapters]]
id = "start"
title = "Start"
topics = ["first"]
"#;

const TOPIC: &str = r#"+++
id = "first"
title = "First"
tags = ["layers"]
summary = "The first topic."
minutes = 5
prerequisites = []
+++

## Layers

Each `RUN` adds one.

```dockerfile title="Dockerfile" numbers mark="2"
FROM alpine
RUN date > /built
```

```quiz
id = "layers-of-run"
---
How many layers does a `RUN` add?
- [x] One
  > Yes, with what it changed.
- [ ] None {pinned}
  > `ENV` adds none.
---
Count them with `docker history`.
```

```lab
id = "two-layers"
title = "Two layers"
task = "Add **another** one."
command = "docker build ."
```
"#;

/// Gives the block back, so that a test sees what a judge sees.
struct Echo;

impl LabJudge for Echo {
    fn judge(&self, block: &LabBlock<'_>, _: &dyn Source) -> Verdict {
        Verdict {
            data: block.toml().to_owned(),
            diagnostics: Vec::new(),
        }
    }
}

impl CodeJudge for Echo {}

fn small_course() -> Compilation {
    let files = [("course.toml", MANIFEST), ("topics/first.md", TOPIC)];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    compile(&BTreeMap::from(files), &Echo)
}

#[test]
fn every_part_is_a_segment() {
    let compilation = small_course();
    assert_eq!(compilation.diagnostics, []);
    let course = compilation.course.unwrap();
    assert_eq!(
        course.chapters[0].topics[0].questions[0].id,
        "layers-of-run"
    );
    let [
        Segment::Prose { html },
        Segment::Question(question),
        Segment::Lab(lab),
    ] = compilation.topics[0].segments.as_slice()
    else {
        panic!("{:#?}", compilation.topics);
    };
    assert!(html.contains(r#"<h2 id="layers">Layers</h2>"#), "{html}");
    assert_eq!(
        question.stem_html,
        "<p>How many layers does a <code>RUN</code> add?</p>"
    );
    let QuestionKind::SingleChoice(answers) = &question.kind else {
        panic!("{question:#?}");
    };
    assert_eq!(answers[1].html, "None");
    assert!(answers[0].correct && answers[1].pinned);
    assert_eq!(lab.task_html, "<p>Add <strong>another</strong> one.</p>");
    assert!(
        lab.data.contains("command = \"docker build .\""),
        "{}",
        lab.data
    );
}

#[test]
fn the_same_files_give_the_same_result() {
    assert_eq!(small_course(), small_course());
}
