use course::compile;
use expect_test::{Expect, expect};

use crate::small_course::{Files, files, problems};

/// Replaces text in a file of the sound course, which has no problem itself.
fn check(path: &str, from: &str, to: &str, expected: &Expect) {
    let mut files = files("Text.\n");
    assert_eq!(problems(&compile(&files, &())), "");
    let file = files.get_mut(path).unwrap();
    let text = String::from_utf8(file.clone()).unwrap();
    assert!(text.contains(from));
    *file = text.replacen(from, to, 1).into_bytes();
    expected.assert_eq(&problems(&compile(&files, &())));
}

#[test]
fn no_course() {
    let compilation = compile(&Files::new(), &());
    assert!(compilation.course.is_none() && compilation.has_errors());
    expect![[r#"
        Error course course.toml:1:1: the file does not exist
    "#]]
    .assert_eq(&problems(&compilation));
}

#[test]
fn keys_of_the_course() {
    check(
        "course.toml",
        "title = \"C\"",
        "titel = \"C\"",
        &expect![[r#"
            Error missing-key course.toml:1:1: missing key `title`
              id = "c"
              ^
              = add `title = …`
            Error unknown-key course.toml:2:1: unknown key `titel`
              titel = "C"
              ^^^^^
              = did you mean `title`?
              = known keys: id, title, summary, language, version, licence, url, chapters, theme
        "#]],
    );
    check(
        "course.toml",
        "summary = \"S.\"",
        "summary = \" \"",
        &expect![[r#"
            Error missing-key course.toml:3:11: `summary` is empty
              summary = " "
                        ^^^
              = write it between the quotation marks
        "#]],
    );
    check(
        "course.toml",
        "language = \"en\"",
        "language = 1",
        &expect![[r#"
            Error wrong-type course.toml:4:12: `language` must be a string, not integer
              language = 1
                         ^
              = write `language = "…"`
        "#]],
    );
    check(
        "course.toml",
        "id = \"c\"",
        "id = \"My course\"",
        &expect![[r#"
            Error invalid-id course.toml:1:6: `My course` is not an id in kebab-case
              id = "My course"
                   ^^^^^^^^^^^
              = an id begins with a letter a-z and has only a-z, 0-9 and single hyphens
              = ids are permanent: links and stored answers are kept under them
        "#]],
    );
    check(
        "course.toml",
        "version = \"1\"",
        "version = 1.0.0",
        &expect![[r#"
            Error wrong-type course.toml:5:11: `version` must be a string, not float
              version = 1.0.0
                        ^^^^^
              = write `version = "…"`
            Error toml-syntax course.toml:5:14: invalid float, expected nothing
              version = 1.0.0
                           ^^
              = this is TOML: `key = "text"`, `key = 5`, `key = ["one", "two"]`
        "#]],
    );
}

#[test]
fn chapters() {
    check(
        "course.toml",
        "id = \"b\"",
        "id = \"a\"",
        &expect![[r#"
        Error duplicate-id course.toml:14:6: there is already a chapter `a`
          id = "a"
               ^^^
          = the first is at course.toml:9
    "#]],
    );
    check(
        "course.toml",
        "topics = [\"two\"]",
        "topics = []",
        &expect![[r#"
            Error missing-key course.toml:13:1: this chapter has no topics
              [[chapters]]
              ^^^^^^^^^^^^
              = list the ids of its topics: `topics = ["first-topic"]`
        "#]],
    );
    check(
        "course.toml",
        "[\"two\"]",
        "[\"two\", \"one\"]",
        &expect![[r#"
            Error duplicate-id course.toml:16:18: there is already a topic `one`
              topics = ["two", "one"]
                               ^^^^^
              = the first is at course.toml:11
        "#]],
    );
    check(
        "course.toml",
        "[\"two\"]",
        "[\"two\", \"three\", \"figures\"]",
        &expect![[r#"
            Error topic-file course.toml:16:18: topics/three.md: the file does not exist
              topics = ["two", "three", "figures"]
                               ^^^^^^^
              = a topic is named by its id: its file in `topics` without `.md`
            Error invalid-id course.toml:16:27: the site uses `figures` itself
              topics = ["two", "three", "figures"]
                                        ^^^^^^^^^
              = choose another id for the topic
            Error topic-file course.toml:16:27: topics/figures.md: the file does not exist
              topics = ["two", "three", "figures"]
                                        ^^^^^^^^^
              = a topic is named by its id: its file in `topics` without `.md`
        "#]],
    );
}

#[test]
fn front_matter() {
    check(
        "topics/two.md",
        "+++\n",
        "---\n",
        &expect![[r#"
        Error front-matter topics/two.md:1:1: the topic has no front matter
          ---
          ^
          = front matter is TOML between `+++` lines here, not YAML between `---` lines
    "#]],
    );
    check(
        "topics/two.md",
        "+++\n\n",
        "\n",
        &expect![[r#"
            Error front-matter topics/two.md:1:1: the front matter is not closed
              +++
              ^^^
              = add a line `+++`
            Warning unused-file figures/tree.svg:1:1: nothing in the course uses figures/tree.svg
        "#]],
    );
    check(
        "topics/two.md",
        "id = \"two\"",
        "id = \"tow\"",
        &expect![[r#"
            Error id-mismatch topics/two.md:2:6: the id must be the file's name, `two`
              id = "tow"
                   ^^^^^
              = rename the file, or correct the id
        "#]],
    );
    check(
        "topics/two.md",
        "minutes = 1",
        "minutes = \"1\"",
        &expect![[r#"
            Error wrong-type topics/two.md:5:11: `minutes` must be a whole number, not string
              minutes = "1"
                        ^^^
              = write `minutes = 5`
        "#]],
    );
    check(
        "topics/two.md",
        "minutes = 1",
        "minutes = 1\nprerequisite = []",
        &expect![[r#"
            Error unknown-key topics/two.md:6:1: unknown key `prerequisite`
              prerequisite = []
              ^^^^^^^^^^^^
              = did you mean `prerequisites`?
              = known keys: id, tags, title, summary, minutes, prerequisites, updated
        "#]],
    );
    check(
        "topics/two.md",
        "minutes = 1",
        "minutes = 1\ntags = [\"a\", 2]",
        &expect![[r#"
            Error wrong-type topics/two.md:6:14: `tags` must be a list of strings, not integer
              tags = ["a", 2]
                           ^
              = write `tags = ["…", "…"]`
        "#]],
    );
}

#[test]
fn prerequisites() {
    check(
        "topics/two.md",
        "minutes = 1",
        "minutes = 1\nprerequisites = [\"one\"]",
        &expect![[""]],
    );
    check(
        "topics/one.md",
        "minutes = 1",
        "minutes = 1\nprerequisites = [\"two\", \"tree\"]",
        &expect![[r#"
            Warning prerequisite-order topics/one.md:6:18: `two` does not come before this topic
              prerequisites = ["two", "tree"]
                               ^^^^^
              = change the order in `course.toml`, or remove the prerequisite
            Error unknown-topic topics/one.md:6:25: there is no topic `tree`
              prerequisites = ["two", "tree"]
                                      ^^^^^^
              = name the id of a topic that stands in `course.toml`
        "#]],
    );
}

#[test]
fn files_that_are_not_text_or_in_no_chapter() {
    let mut files = files("Text.\n");
    files.insert("topics/two.md".to_owned(), vec![0xff]);
    files.insert("topics/three.md".to_owned(), Vec::new());
    expect![[r#"
        Warning unused-topic course.toml:1:1: topics/three.md is in no chapter
          id = "c"
          ^
          = add "three" to the `topics` of a chapter
        Error topic-file course.toml:16:11: topics/two.md: the file is not UTF-8 text
          topics = ["two"]
                    ^^^^^
          = did you mean `two`?
          = a topic is named by its id: its file in `topics` without `.md`
        Warning unused-file figures/tree.svg:1:1: nothing in the course uses figures/tree.svg
    "#]]
    .assert_eq(&problems(&compile(&files, &())));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_taken() {
    let mut files = files("```quiz\nid = \"q\"\n---\nA?\n- [x] b\n  > c\n- [ ] d\n  > e\n```\n");
    let before = compile(&files, &());
    for content in files.values_mut() {
        let text = String::from_utf8(content.clone())
            .unwrap()
            .replace('\n', "\r\n");
        *content = format!("\u{feff}{text}").into_bytes();
    }
    assert_eq!(compile(&files, &()), before);
}
