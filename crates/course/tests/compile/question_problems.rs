use expect_test::{Expect, expect};

use crate::small_course::check_problems;

fn check(question: &str, expected: &Expect) {
    check_problems(&format!("```quiz\n{question}\n```\n"), expected);
}

#[test]
fn a_sound_question() {
    check(
        "id = \"q\"\n---\nA?\n- [x] b\n  > c\n- [ ] d\n  > e\n---\nF.",
        &expect![[""]],
    );
}

#[test]
fn heads() {
    check(
        "A?\n- [x] b\n  > c\n- [ ] d\n  > e",
        &expect![[r#"
        Error question-shape topics/one.md:9:1: the question has no line `---` after its id
          A?
          ^
          = begin with `id = "…"` and a line `---`; the question follows
        Error missing-key topics/one.md:9:1: missing key `id`
          A?
          ^
          = add `id = …`
    "#]],
    );
    check(
        "id = \"Q 1\"\nkind = \"x\"\n---\nA?\n- [x] b\n  > c\n- [ ] d\n  > e",
        &expect![[r#"
            Error invalid-id topics/one.md:9:6: `Q 1` is not an id in kebab-case
              id = "Q 1"
                   ^^^^^
              = an id begins with a letter a-z and has only a-z, 0-9 and single hyphens
              = ids are permanent: links and stored answers are kept under them
            Error unknown-key topics/one.md:10:1: unknown key `kind`
              kind = "x"
              ^^^^
              = known keys: id, type, aliases, hints, attempts, reveal, confidence
        "#]],
    );
}

#[test]
fn right_answers() {
    check(
        "id = \"q\"\n---\nA?\n- [ ] b\n  > c\n- [ ] d\n  > e",
        &expect![[r#"
            Error question-key topics/one.md:12:1: no option is right
              - [ ] b
              ^^^^^^^
              = mark the right one with `[x]`
        "#]],
    );
    check(
        "id = \"q\"\n---\nA?\n- [x] b\n  > c\n- [x] d\n  > e",
        &expect![[r#"
            Error question-key topics/one.md:12:1: 2 options are marked as right
              - [x] b
              ^^^^^^^
              = a single-choice question has one `[x]`
              = write `type = "multiple-choice"` under its id if all of them are
        "#]],
    );
}

#[test]
fn options() {
    check(
        "id = \"q\"\n---\nA?\n- [x] b\n  > c",
        &expect![[r#"
        Error question-options topics/one.md:12:1: a single option is no choice
          - [x] b
          ^^^^^^^
          = add wrong options that people really believe
    "#]],
    );
    check(
        "id = \"q\"\n---\nA?\n- [x] b\n  > c\n- [ ] *b*\n  > d",
        &expect![[r#"
            Error question-options topics/one.md:14:1: another option already says “b”
              - [ ] *b*
              ^^^^^^^^^
              = options are told apart by their text, without emphasis: change or remove one
        "#]],
    );
    check(
        "id = \"q\"\n---\nA?\n- [x] b\n  > c\n- d\n  > e",
        &expect![[r#"
            Error question-shape topics/one.md:14:1: an option needs `[x]` or `[ ]`
              - d
              ^^^
              = write `- [ ] …` for a wrong option
        "#]],
    );
}

#[test]
fn feedback() {
    check(
        "id = \"q\"\n---\nA?\n- [x] b\n- [ ] d\n  > e",
        &expect![[r#"
            Error question-feedback topics/one.md:12:1: the option “b” has no feedback
              - [x] b
              ^^^^^^^
              = write under it, indented: `  > why this is right or wrong`
        "#]],
    );
    check(
        "id = \"q\"\n---\nA?\n- [x] b\n  > c\n\n  more\n- [ ] d\n  > e",
        &expect![[r#"
            Error question-shape topics/one.md:15:3: the feedback is the end of its option
                more
                ^^^^
              = begin every line of the feedback with `>`
        "#]],
    );
}

#[test]
fn parts_that_are_missing_or_stray() {
    check(
        "id = \"q\"\n---\nA?",
        &expect![[r#"
        Error question-shape topics/one.md:9:1: the question has no options
          id = "q"
          ^^^^^^^^
          = write them as a list: `- [x] the right one`, `- [ ] a wrong one`
    "#]],
    );
    check(
        "id = \"q\"\n---\n- [x] b\n  > c\n- [ ] d\n  > e",
        &expect![[r#"
            Error question-shape topics/one.md:9:1: the question asks nothing
              id = "q"
              ^^^^^^^^
              = write the question between `---` and the options
        "#]],
    );
    check(
        "id = \"q\"\n---\nA?\n- [x] b\n  > c\n- [ ] d\n  > e\n\nBecause.",
        &expect![[r#"
            Error question-shape topics/one.md:17:1: this belongs to no option
              Because.
              ^^^^^^^^
              = indent feedback under its option: `  > …`
              = put a line `---` before an explanation
        "#]],
    );
}

#[test]
fn ids_are_unique_in_the_course() {
    let question = "```quiz\nid = \"q\"\n---\nA?\n- [x] b\n  > c\n- [ ] d\n  > e\n```\n";
    check_problems(
        &format!("{question}\n{question}"),
        &expect![[r#"
        Error duplicate-id topics/one.md:19:6: there is already a question `q`
          id = "q"
               ^^^
          = the first is at topics/one.md:9
    "#]],
    );
}

#[test]
fn markdown_inside_is_checked_at_its_place() {
    check(
        "id = \"q\"\n---\n## A?\n- [x] [b](topic:tow)\n  > c[^1]\n- [ ] d\n  > <b>",
        &expect![[r#"
            Error heading topics/one.md:11:1: there is no place for a heading in here
              ## A?
              ^^^^^
              = use **bold** text in questions, tasks, steps, tabs and cards
            Error unknown-topic topics/one.md:12:7: there is no topic `tow`
              - [x] [b](topic:tow)
                    ^^^^^^^^^^^^^^
              = did you mean `two`?
              = link to the id of a topic that stands in `course.toml`: `topic:id`
            Error footnote topics/one.md:13:5: there is no footnote `1`
                > c[^1]
                  ^^^^^
              = add a line `[^1]: …`; questions and tasks have no footnotes
              = or put the brackets in `backticks`
            Error raw-html topics/one.md:15:5: HTML is not allowed in a topic
                > <b>
                  ^^^
              = write it in Markdown, or put it in `backticks` to show it as text
        "#]],
    );
}
