use course::{
    CodeBlock, CodeJudge, Diagnostic, Lab, LabBlock, LabJudge, Severity, Source, Verdict, compile,
};
use expect_test::expect;

use crate::small_course::{check_problems, files, problems};

#[test]
fn names() {
    check_problems(
        "```lab\ntitle = \"L\"\n```\n\n```lab\nid = \"L\"\ntitle = 5\n```\n",
        &expect![[r#"
            Error missing-key topics/one.md:9:1: missing key `id`
              title = "L"
              ^
              = add `id = …`
            Error invalid-id topics/one.md:13:6: `L` is not an id in kebab-case
              id = "L"
                   ^^^
              = an id begins with a letter a-z and has only a-z, 0-9 and single hyphens
              = ids are permanent: links and stored answers are kept under them
            Error wrong-type topics/one.md:14:9: `title` must be a string, not integer
              title = 5
                      ^
              = write `title = "…"`
        "#]],
    );
    check_problems(
        "```lab\nid = \"l\"\ntitle = \"L\"\nanything = [1]\n```\n",
        &expect![[""]],
    );
}

#[test]
fn syntax() {
    check_problems(
        "```lab\nid = \"l\"\ntitle = \"L\ntask = \"a\"\n```\n",
        &expect![[r#"
            Error toml-syntax topics/one.md:10:11: invalid basic string, expected `"`
              title = "L
                        ^
              = this is TOML: `key = "text"`, `key = 5`, `key = ["one", "two"]`
        "#]],
    );
}

#[test]
fn tasks_are_checked_at_their_place() {
    check_problems(
        "```lab\nid = \"l\"\ntitle = \"L\"\ntask = \"\"\"\nDo\n[it](topic:tow).\n\"\"\"\n```\n",
        &expect![[r#"
            Error unknown-topic topics/one.md:13:1: there is no topic `tow`
              [it](topic:tow).
              ^^^^^^^^^^^^^^^
              = did you mean `two`?
              = link to the id of a topic that stands in `course.toml`: `topic:id`
        "#]],
    );
    check_problems(
        "```lab\nid = \"l\"\ntitle = \"L\"\ntask = \"Do\\n[it](topic:tow).\"\n```\n",
        &expect![[r#"
            Error unknown-topic topics/one.md:11:8: there is no topic `tow`
              task = "Do\n[it](topic:tow)."
                     ^^^^^^^^^^^^^^^^^^^^^^
              = did you mean `two`?
              = link to the id of a topic that stands in `course.toml`: `topic:id`
        "#]],
    );
}

/// Finds fault with the word `bad`, and with a file of the lab.
struct Strict;

impl LabJudge for Strict {
    fn judge(&self, block: &LabBlock<'_>, source: &dyn Source) -> Verdict {
        let at = block.toml().find("bad").unwrap();
        let here = block
            .problem(Severity::Error, "bad", at..at + 3, "this is bad")
            .hint("be good");
        let file = "figures/tree.svg";
        let text = source.read(file).unwrap();
        let there = Diagnostic::new(Severity::Warning, "also", file, &text, 5..10, "so is this");
        Verdict {
            data: format!("{{\"lab\":\"{}\"}}", block.id),
            diagnostics: vec![here, there],
        }
    }
}

/// Finds fault with the second line of every block that says `strict`.
impl CodeJudge for Strict {
    fn attributes(&self) -> &'static [&'static str] {
        &["strict"]
    }

    fn judge_code(
        &self,
        blocks: &[CodeBlock<'_>],
        labs: &[&Lab],
        _: &dyn Source,
    ) -> Vec<Diagnostic> {
        let one = |block: &CodeBlock<'_>| {
            let labs: Vec<&str> = labs.iter().map(|lab| lab.id.as_str()).collect();
            let message = format!(
                "{} {:?} {:?} {:?} {labs:?}",
                block.language, block.title, block.attributes, block.code
            );
            block.problem_at(Severity::Error, "strict", 2, message)
        };
        blocks.iter().map(one).collect()
    }
}

#[test]
fn code_is_judged_with_the_attributes_of_the_judge() {
    let markdown = "\
```text strict title=\"T\"
a
b
```

> - ```text strict=\"very much\"
>   c
>   d
>   ```

```text
e
```
";
    expect![[r#"
        Error strict topics/one.md:10:1: text "T" [("strict", None)] "a\nb\n" []
          b
          ^
        Error strict topics/one.md:15:5: text "" [("strict", Some("very much"))] "c\nd\n" []
          >   d
              ^
    "#]]
    .assert_eq(&problems(&compile(&files(markdown), &Strict)));
}

#[test]
fn an_attribute_that_nobody_knows_is_compared_with_those_of_the_judge() {
    expect![[r#"
        Error code-attribute topics/one.md:8:1: `stric` is not understood here
          ```text stric
          ^^^^^^^^^^^^^
          = did you mean `strict`?
          = a code block takes `title="…"`, `numbers`, `mark="3,5-6"`, `include="…"` and `lines="3-9"`
    "#]]
    .assert_eq(&problems(&compile(
        &files("```text stric\na\n```\n"),
        &Strict,
    )));
}

#[test]
fn a_judge_reports_here_and_elsewhere() {
    let files = files("```lab\nid = \"l\"\ntitle = \"L\"\nx = \"bad\"\n```\n");
    let compilation = compile(&files, &Strict);
    expect![[r#"
        Error bad topics/one.md:11:6: this is bad
          x = "bad"
               ^^^
          = be good
        Warning also figures/tree.svg:1:6: so is this
          <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20.5"/>
               ^^^^^
    "#]]
    .assert_eq(&problems(&compilation));
}
