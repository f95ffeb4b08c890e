//! One topic without its course's files says what the whole course would.

use course::{Alone, Landmarks, compile, compile_alone};

use crate::small_course::files;

/// The landmarks of the small course around topic `two`, and the text of topic `one`.
fn around(one: &str) -> (Landmarks, String) {
    let mut files = files(one);
    files.insert(
        "glossary.toml".to_owned(),
        b"[[terms]]\nid = \"layer\"\nname = \"Layer\"\ndefinition = \"A part.\"\n".to_vec(),
    );
    let compilation = compile(&files, &());
    let course = compilation.course.as_ref().expect("a course");
    let landmarks = Landmarks::new(
        course,
        &compilation.topics,
        &compilation.glossary,
        &compilation.assets,
        |html| {
            html.replace("<p>", "")
                .replace("</p>", "")
                .trim()
                .to_owned()
        },
    );
    let text = String::from_utf8(files["topics/one.md"].clone()).expect("text");
    (landmarks, text)
}

fn alone(one: &str) -> Alone {
    let (landmarks, text) = around(one);
    compile_alone(&text, Some("one"), &landmarks, &())
}

fn messages(made: &Alone) -> Vec<String> {
    let said = |problem: &course::Diagnostic| format!("{}: {}", problem.line, problem.message);
    made.diagnostics.iter().map(said).collect()
}

#[test]
fn problems_and_topic_are_those_of_the_whole_course() {
    let one = "[a](topic:two#second-things) [b](topic:two#third) [c](topic:twö) [](topic:two)\n\n\
        ### Jump\n\n<b>x</b> ä [](term:layer) [d](term:leyer)\n\n\
        ```quiz\nid = \"q\"\n---\nWhich?\n\n- [x] A\n  > Yes.\n- [ ] B\n```\n\n\
        ```console\n$ ls\n```\n";
    let (landmarks, text) = around(one);
    let mut whole = files(one);
    whole.insert(
        "glossary.toml".to_owned(),
        b"[[terms]]\nid = \"layer\"\nname = \"Layer\"\ndefinition = \"A part.\"\n".to_vec(),
    );
    let whole = compile(&whole, &());
    let of_one = |file: &str| file == "topics/one.md";
    let expected: Vec<_> = whole
        .diagnostics
        .into_iter()
        .filter(|problem| of_one(&problem.file))
        .collect();
    assert!(expected.len() >= 5, "{expected:#?}");
    let made = compile_alone(&text, Some("one"), &landmarks, &());
    assert_eq!(made.diagnostics, expected);
    assert_eq!(made.topic, whole.topics[0]);
    assert_eq!(
        Some(made.meta),
        whole
            .course
            .map(|course| course.chapters[0].topics[0].clone())
    );
    assert_eq!(made.unchecked, [""; 0]);
}

#[test]
fn files_are_named_as_unchecked_and_known_figures_are_shown() {
    let made = alone(
        "![A tree](../figures/tree.svg)\n\n![B](../figures/new.png)\n\n\
         ```text include=\"app/a.txt\" lines=\"1-2\" mark=\"2\"\n```\n",
    );
    assert_eq!(messages(&made), [""; 0]);
    assert_eq!(
        made.unchecked,
        ["app/a.txt: the file", "figures/new.png: the file"]
    );
    let [course::Segment::Prose { html }] = made.topic.segments.as_slice() else {
        panic!("{:?}", made.topic.segments)
    };
    assert!(
        html.contains("<img src=\"../figures/tree.svg\" alt=\"A tree\""),
        "{html}"
    );
    assert!(!html.contains("new.png"), "{html}");
}

#[test]
fn ids_of_other_topics_are_taken() {
    let quiz = "```quiz\nid = \"taken\"\n---\nWhich?\n\n- [x] A\n  > Yes.\n- [ ] B\n  > No.\n```\n";
    let (mut landmarks, text) = around(quiz);
    let made = compile_alone(&text, Some("one"), &landmarks, &());
    assert_eq!(messages(&made), [""; 0]);
    // The same question in the other topic.
    let question = landmarks.course.chapters[0].topics[0].questions.clone();
    landmarks.course.chapters[1].topics[0].questions = question;
    let made = compile_alone(&text, Some("one"), &landmarks, &());
    assert_eq!(messages(&made), ["9: there is already a question `taken`"]);
    assert_eq!(made.diagnostics[0].hints, ["the first is at topics/two.md"]);
}

#[test]
fn a_topic_is_called_as_its_file_or_as_it_calls_itself() {
    let (landmarks, text) = around("Words.\n");
    assert_eq!(compile_alone(&text, None, &landmarks, &()).topic.id, "one");
    let other = compile_alone(&text, Some("other"), &landmarks, &());
    assert_eq!(
        messages(&other),
        ["2: the id must be the file's name, `other`"]
    );
    assert_eq!(
        other.unchecked,
        ["`other`: this site has no such topic; list it in `course.toml`"]
    );
}

#[test]
fn a_new_topic_comes_last_so_that_any_may_come_before_it() {
    let (landmarks, text) = around("Words.\n");
    let text = text.replace(
        "id = \"one\"",
        "id = \"new\"\nprerequisites = [\"two\", \"thre\"]",
    );
    let made = compile_alone(&text, None, &landmarks, &());
    assert_eq!(messages(&made), ["3: there is no topic `thre`"]);
    let first = around("Words.\n")
        .1
        .replace("minutes", "prerequisites = [\"two\"]\nminutes");
    let made = compile_alone(&first, None, &landmarks, &());
    assert_eq!(
        messages(&made),
        ["5: `two` does not come before this topic"]
    );
}

#[test]
fn no_text_is_too_odd() {
    let (landmarks, _) = around("");
    for text in [
        "",
        "+++",
        "---\nid: a\n---\n",
        "\u{feff}a\r\n",
        "+++\nid = 3\n+++\n",
    ] {
        let made = compile_alone(text, None, &landmarks, &());
        assert!(!made.diagnostics.is_empty(), "{text:?}");
    }
}
