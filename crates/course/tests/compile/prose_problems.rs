use expect_test::expect;

use crate::small_course::check_problems;

#[test]
fn raw_html() {
    check_problems(
        "a <b>c</b>\n\n<div onclick=\"x()\">\nd\n</div>\n",
        &expect![[r#"
            Error raw-html topics/one.md:8:3: HTML is not allowed in a topic
              a <b>c</b>
                ^^^
              = write it in Markdown, or put it in `backticks` to show it as text
            Error raw-html topics/one.md:8:7: HTML is not allowed in a topic
              a <b>c</b>
                    ^^^^
              = write it in Markdown, or put it in `backticks` to show it as text
            Error raw-html topics/one.md:10:1: HTML is not allowed in a topic
              <div onclick="x()">
              ^^^^^^^^^^^^^^^^^^^
              = write it in Markdown, or put it in `backticks` to show it as text
        "#]],
    );
    check_problems("a `<b>` \\<b> 1 < 2 <!-- c -->\n", &expect![[""]]);
}

#[test]
fn heading_levels() {
    check_problems(
        "# One\n\n##### Five\n",
        &expect![[r#"
        Error heading-level topics/one.md:8:1: a topic has one title, in its front matter
          # One
          ^^^^^
          = begin with `##`
        Error heading-level topics/one.md:10:1: headings go from `##` to `####`
          ##### Five
          ^^^^^^^^^^
          = split the topic, or use **bold** text
    "#]],
    );
    check_problems(
        "## Two\n\n### Three\n\n#### Four\n\n## Two again\n",
        &expect![[""]],
    );
}

#[test]
fn heading_jumps() {
    check_problems(
        "### Three\n\n## Two\n\n#### Four\n",
        &expect![[r#"
        Error heading-jump topics/one.md:8:1: the heading jumps from level 1 to level 3
          ### Three
          ^^^^^^^^^
          = write `##`
        Error heading-jump topics/one.md:12:1: the heading jumps from level 2 to level 4
          #### Four
          ^^^^^^^^^
          = write `###`
    "#]],
    );
}

#[test]
fn headings_that_are_none() {
    check_problems(
        "##\n\n## A {.red}\n",
        &expect![[r#"
            Error heading topics/one.md:8:1: the heading is empty
              ##
              ^^
              = write its text, or remove the line
            Error heading topics/one.md:10:1: a heading takes an anchor and nothing else
              ## A {.red}
              ^^^^^^^^^^^
              = write `## Heading {#anchor}`
        "#]],
    );
}

#[test]
fn anchors() {
    check_problems(
        "## A {#Not_One}\n\n## B {#b}\n\n## C {#b}\n",
        &expect![[r#"
            Error invalid-id topics/one.md:8:1: `#Not_One` is not an anchor
              ## A {#Not_One}
              ^^^^^^^^^^^^^^^
              = write `{#not-one}`
            Error duplicate-id topics/one.md:12:1: there is already a heading `#b`
              ## C {#b}
              ^^^^^^^^^
              = anchors are unique in a topic
        "#]],
    );
    check_problems("## A {#one}\n\n## B {#two-3}\n", &expect![[""]]);
}

#[test]
fn missing_alt() {
    check_problems(
        "![](../figures/tree.svg)\n",
        &expect![[r#"
        Error missing-alt topics/one.md:8:1: the image has no text for those who do not see it
          ![](../figures/tree.svg)
          ^^^^^^^^^^^^^^^^^^^^^^^^
          = describe what it shows: `![a tree of three layers](…)`
    "#]],
    );
    check_problems("![A tree](../figures/tree.svg)\n", &expect![[""]]);
}

#[test]
fn figures() {
    check_problems(
        "![a](../figures/tee.svg)\n\n![b](https://e.org/x.png)\n\n![c](../figures/../course.toml)\n\nd ![d](../figures/tree.svg \"no figure\")\n",
        &expect![[r#"
            Error figure topics/one.md:8:1: figures/tee.svg: the file does not exist
              ![a](../figures/tee.svg)
              ^^^^^^^^^^^^^^^^^^^^^^^^
              = did you mean `figures/tree.svg`?
            Error figure topics/one.md:10:1: `https://e.org/x.png` is not a path of a figure
              ![b](https://e.org/x.png)
              ^^^^^^^^^^^^^^^^^^^^^^^^^
              = figures are in the folder `figures`: `../figures/name.svg`
            Error figure topics/one.md:12:1: `../figures/../course.toml` is not a path of a figure
              ![c](../figures/../course.toml)
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = figures are in the folder `figures`: `../figures/name.svg`
            Warning figure topics/one.md:14:3: a title is shown only under an image in a paragraph of its own
              d ![d](../figures/tree.svg "no figure")
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = put the image between two empty lines, or remove the title
        "#]],
    );
    check_problems("![a](../figures/tree.svg \"A figure\")\n", &expect![[""]]);
}

#[test]
fn topic_links() {
    check_problems(
        "[](topic:tow) [t](topic:two#second-thing) [h](#nowhere)\n",
        &expect![[r#"
            Error unknown-topic topics/one.md:8:1: there is no topic `tow`
              [](topic:tow) [t](topic:two#second-thing) [h](#nowhere)
              ^^^^^^^^^^^^^
              = did you mean `two`?
              = link to the id of a topic that stands in `course.toml`: `topic:id`
            Error dead-anchor topics/one.md:8:15: topic `two` has no heading `#second-thing`
              [](topic:tow) [t](topic:two#second-thing) [h](#nowhere)
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = did you mean `second-things`?
            Error dead-anchor topics/one.md:8:43: topic `one` has no heading `#nowhere`
              [](topic:tow) [t](topic:two#second-thing) [h](#nowhere)
                                                        ^^^^^^^^^^^^^
        "#]],
    );
    check_problems(
        "## Here\n\n[](topic:two) [t](topic:two#second-things) [h](#here)\n",
        &expect![[""]],
    );
}

#[test]
fn link_targets() {
    check_problems(
        "[a](javascript:alert(1)) [b](../two/) [c](data:text/html,x)\n",
        &expect![[r#"
            Error link-target topics/one.md:8:1: `javascript:alert(1)` is not a target of a link
              [a](javascript:alert(1)) [b](../two/) [c](data:text/html,x)
              ^^^^^^^^^^^^^^^^^^^^^^^^
              = link to `topic:id`, `topic:id#anchor`, `#anchor`, `term:id`, or an address with https
            Error link-target topics/one.md:8:26: `../two/` is not a target of a link
              [a](javascript:alert(1)) [b](../two/) [c](data:text/html,x)
                                       ^^^^^^^^^^^^
              = link to `topic:id`, `topic:id#anchor`, `#anchor`, `term:id`, or an address with https
            Error link-target topics/one.md:8:39: `data:text/html,x` is not a target of a link
              [a](javascript:alert(1)) [b](../two/) [c](data:text/html,x)
                                                    ^^^^^^^^^^^^^^^^^^^^^
              = link to `topic:id`, `topic:id#anchor`, `#anchor`, `term:id`, or an address with https
        "#]],
    );
    check_problems("[a](https://e.org) [b](mailto:a@e.org)\n", &expect![[""]]);
}

#[test]
fn link_texts() {
    check_problems(
        "[](https://e.org)\n",
        &expect![[r#"
        Error link-text topics/one.md:8:1: the link has no text
          [](https://e.org)
          ^^^^^^^^^^^^^^^^^
          = say where it leads: `[text](…)`
    "#]],
    );
    check_problems(
        "[![A tree](../figures/tree.svg)](https://e.org)\n",
        &expect![[""]],
    );
}

#[test]
fn footnotes() {
    check_problems(
        "a[^b]\n\n[^c]: d\n",
        &expect![[r#"
            Error footnote topics/one.md:8:1: there is no footnote `b`
              a[^b]
              ^^^^^
              = add a line `[^b]: …`; questions and tasks have no footnotes
              = or put the brackets in `backticks`
            Warning footnote topics/one.md:10:1: nothing refers to the footnote `c`
              [^c]: d
              ^^^^^^^
              = write `[^c]` where it belongs, or remove it
        "#]],
    );
    check_problems("a[^c] `[^b]`\n\n[^c]: d\n", &expect![[""]]);
}

#[test]
fn code_languages() {
    check_problems(
        "```\na\n```\n\n```bash\na\n```\n\n```dockerfiel\na\n```\n",
        &expect![[r#"
            Warning code-language topics/one.md:8:1: the code block does not say its language
              ```
              ^^^
              = write it behind the fence; `text` means none
              = languages: console, diff, dockerfile, go, javascript, json, markdown, python, rust, shell, text, toml, yaml
            Warning code-language topics/one.md:12:1: `bash` is not a language known here
              ```bash
              ^^^
              = did you mean `shell`?
              = languages: console, diff, dockerfile, go, javascript, json, markdown, python, rust, shell, text, toml, yaml
            Warning code-language topics/one.md:16:1: `dockerfiel` is not a language known here
              ```dockerfiel
              ^^^
              = did you mean `dockerfile`?
              = languages: console, diff, dockerfile, go, javascript, json, markdown, python, rust, shell, text, toml, yaml
        "#]],
    );
    check_problems("```shell\na\n```\n\n```text\na\n```\n", &expect![[""]]);
}

#[test]
fn code_attributes() {
    check_problems(
        "```text tittle=\"a\" mark=\"2-3\" numbers=yes\na\nb\n```\n",
        &expect![[r#"
            Error code-attribute topics/one.md:8:1: `tittle` is not understood here
              ```text tittle="a" mark="2-3" numbers=yes
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = did you mean `title`?
              = a code block takes `title="…"`, `numbers`, `mark="3,5-6"`, `include="…"` and `lines="3-9"`
            Error code-attribute topics/one.md:8:1: `numbers=yes` is not understood here
              ```text tittle="a" mark="2-3" numbers=yes
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = a code block takes `title="…"`, `numbers`, `mark="3,5-6"`, `include="…"` and `lines="3-9"`
            Error code-attribute topics/one.md:8:1: `mark="2-3"` does not fit the 2 lines of the block
              ```text tittle="a" mark="2-3" numbers=yes
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = list lines and ranges of lines: `mark="3,5-6"`
        "#]],
    );
    check_problems(
        "```text title=\"a = b\" mark=\"1-2\" numbers\na\nb\n```\n",
        &expect![[""]],
    );
}

#[test]
fn unclosed_blocks() {
    check_problems(
        "```text\na\n\nb\n",
        &expect![[r#"
        Error unclosed-block topics/one.md:8:1: the block is not closed
          ```text
          ^^^^^^^
          = close it with the characters that open it
    "#]],
    );
    check_problems(
        "- a\n  ```text\n  b\n  ```\n\n> ~~~text\n> c\n> ~~~\n",
        &expect![[""]],
    );
}

#[test]
fn places_of_blocks() {
    check_problems(
        "  ```lab\n  id = \"l\"\n  title = \"L\"\n  ```\n",
        &expect![[r#"
            Error block-place topics/one.md:8:3: the block is indented
                ```lab
                ^^^^^^
              = begin all of it at the start of the line
        "#]],
    );
    check_problems(
        "- a\n\n  ```quiz\n  id = \"q\"\n  ```\n\n ```lab\n id = \"l\"\n ```\n\n```quiz\n```\n",
        &expect![[r#"
            Error block-place topics/one.md:10:3: a quiz cannot stand inside a list, a quotation or another block
                ```quiz
                ^^^^^^^
              = begin the block at the start of a line, outside of everything else
            Error missing-key topics/one.md:15:2: missing key `title`
               id = "l"
               ^
              = add `title = …`
            Error block-place topics/one.md:18:1: the block is empty
              ```quiz
              ^^^^^^^
              = write it, or remove the fences
        "#]],
    );
}
