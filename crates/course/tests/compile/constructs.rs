//! Groups, definitions, terms, includes and captions: what they become, and what is wrong with them.

use std::collections::BTreeMap;

use course::compile;
use expect_test::{Expect, expect};

use crate::small_course::{check, check_problems, files, problems};

#[test]
fn steps() {
    check(
        ":::steps\n\n:::step Write it\n\nA `Dockerfile`.\n\n:::step Run `docker build .`\n\n- a\n- b\n\n:::\n\nAfter.\n",
        &expect![[r#"
            <ol class="steps">
            <li>
            <p class="step-title">Write it</p>
            <p>A <code>Dockerfile</code>.</p>
            </li>
            <li>
            <p class="step-title">Run <code>docker build .</code></p>
            <ul>
            <li>a</li>
            <li>b</li>
            </ul>
            </li>
            </ol>
            <p>After.</p>
        "#]],
    );
}

#[test]
fn tabs() {
    check(
        ":::tabs\n\n:::tab npm\n\n```shell\nnpm ci\n```\n\n:::tab pnpm & yarn\n\nText.\n\n:::\n",
        &expect![[r#"
            <div class="tab-set" role="group" aria-label="Tabs: npm, pnpm &amp; yarn">
            <div class="tab"><input type="radio" name="tabs--1" id="tab--1-1" checked><label for="tab--1-1">npm</label>
            <div class="tab-panel">
            <figure class="code">
            <button type="button" class="copy" hidden>Copy</button>
            <pre><code><span class="line"><span class="hl-function">npm</span> ci
            </span></code></pre>
            </figure>
            </div></div>
            <div class="tab"><input type="radio" name="tabs--1" id="tab--1-2"><label for="tab--1-2">pnpm &amp; yarn</label>
            <div class="tab-panel">
            <p>Text.</p>
            </div></div>
            </div>
        "#]],
    );
}

#[test]
fn cards() {
    check(
        ":::cards\n\n:::card {do} Mount it\n\nIt stays out.\n\n:::card {avoid} `ARG`\n\nIt stays in.\n\n:::card Neither\n\n:::\n",
        &expect![[r#"
            <ul class="cards" role="list">
            <li class="card do">
            <p class="card-title"><span class="card-verdict">Do</span> Mount it</p>
            <p>It stays out.</p>
            </li>
            <li class="card avoid">
            <p class="card-title"><span class="card-verdict">Avoid</span> <code>ARG</code></p>
            <p>It stays in.</p>
            </li>
            <li class="card">
            <p class="card-title">Neither</p>
            </li>
            </ul>
        "#]],
    );
}

#[test]
fn a_group_in_a_group() {
    check(
        ":::steps\n\n:::step One\n\n:::tabs\n\n:::tab A\n\na\n\n:::tab B\n\nb\n\n:::\n\n:::step Two\n\nc\n\n:::\n",
        &expect![[r#"
            <ol class="steps">
            <li>
            <p class="step-title">One</p>
            <div class="tab-set" role="group" aria-label="Tabs: A, B">
            <div class="tab"><input type="radio" name="tabs--1" id="tab--1-1" checked><label for="tab--1-1">A</label>
            <div class="tab-panel">
            <p>a</p>
            </div></div>
            <div class="tab"><input type="radio" name="tabs--1" id="tab--1-2"><label for="tab--1-2">B</label>
            <div class="tab-panel">
            <p>b</p>
            </div></div>
            </div>
            </li>
            <li>
            <p class="step-title">Two</p>
            <p>c</p>
            </li>
            </ol>
        "#]],
    );
}

#[test]
fn groups_that_are_none() {
    check_problems(
        ":::tab A\n\n:::\n\n:::stpes\n\n:::steps now\n\nx\n\n:::step\n\n## Heading\n\n:::\n\n:::cards\n\n:::card A\ntext\n:::\n",
        &expect![[r#"
            Error group topics/one.md:8:1: this tab is in no group
              :::tab A
              ^^^^^^^^
              = write `:::tabs` before the first one
            Error group topics/one.md:10:1: this `:::` closes nothing
              :::
              ^^^
              = remove it, or open a group before it: `:::steps`, `:::tabs` or `:::cards`
            Error group topics/one.md:12:1: there is no group `stpes`
              :::stpes
              ^^^^^^^^
              = did you mean `steps`?
              = groups are `:::steps`, `:::tabs` and `:::cards`
            Error group topics/one.md:14:1: `:::steps` takes nothing behind it
              :::steps now
              ^^^^^^^^^^^^
              = a title stands behind each item: `:::step Title`
            Error group topics/one.md:14:1: a single step is no group
              :::steps now
              ^^^^^^^^^^^^
              = begin each with `:::step Title`
            Error group topics/one.md:16:1: this stands before the first step
              x
              ^
              = begin with `:::step Title`, or move it out of the group
            Error group topics/one.md:18:1: the step has no title
              :::step
              ^^^^^^^
              = write `:::step Title`
            Error heading topics/one.md:20:1: there is no place for a heading in here
              ## Heading
              ^^^^^^^^^^
              = use **bold** text in questions, tasks, steps, tabs and cards
            Error group topics/one.md:24:1: `:::cards` is not closed
              :::cards
              ^^^^^^^^
              = write `:::` between empty lines after its last item
            Error group topics/one.md:24:1: `:::cards` has no card
              :::cards
              ^^^^^^^^
              = begin each with `:::card Title`
            Error group topics/one.md:26:1: this stands before the first card
              :::card A
              ^^^^^^^^^
              = begin with `:::card Title`, or move it out of the group
        "#]],
    );
}

#[test]
fn definitions() {
    check(
        "Layer\n: What a step changed.\n\nImage\n: Layers and a config.\n: Also a name.\n",
        &expect![[r#"
            <dl>
            <dt>Layer</dt>
            <dd>What a step changed.</dd>
            <dt>Image</dt>
            <dd>Layers and a config.</dd>
            <dd>Also a name.</dd>
            </dl>
        "#]],
    );
}

#[test]
fn captions() {
    check(
        "| a | b |\n|---|---|\n| 1 | 2 |\n\nTable: Sizes in **bytes**.\n\nTable: for none.\n",
        &expect![[r#"
            <div class="table">
            <table>
            <caption>Sizes in <strong>bytes</strong>.</caption>
            <thead>
            <tr><th scope="col">a</th><th scope="col">b</th></tr>
            </thead>
            <tbody>
            <tr><td>1</td><td>2</td></tr>
            </tbody>
            </table>
            </div>
            <p>Table: for none.</p>
        "#]],
    );
}

const GLOSSARY: &str = "[[terms]]\nid = \"layer\"\nname = \"layer\"\n\
    definition = \"What a step changed; see [two](topic:two) & `docker history`.\"\n\n\
    [[terms]]\nid = \"image\"\nname = \"Image\"\ndefinition = \"[Layers](term:layer) and a config.\"\n";

fn check_terms(one: &str, glossary: &str, expected: &Expect) {
    let mut files = files(one);
    files.insert("glossary.toml".to_owned(), glossary.into());
    let compilation = compile(&files, &());
    let mut shown = String::new();
    if let [course::Segment::Prose { html }, ..] = compilation.topics[0].segments.as_slice() {
        shown.push_str(html);
    }
    for term in &compilation.glossary {
        shown.push_str(&format!("{term:?}\n"));
    }
    expected.assert_eq(&(shown + &problems(&compilation)));
}

#[test]
fn terms() {
    check_terms(
        "A [layer](term:layer) of an [](term:image).\n",
        GLOSSARY,
        &expect![[r#"
            <p>A <span class="term"><a href="../glossary/#layer" aria-describedby="term--1">layer</a><span class="term-definition" role="tooltip" id="term--1">What a step changed; see two &amp; docker history.</span></span> of an <span class="term"><a href="../glossary/#image" aria-describedby="term--2">Image</a><span class="term-definition" role="tooltip" id="term--2">Layers and a config.</span></span>.</p>
            Term { id: "image", name: "Image", definition_html: "<p><span class=\"term\"><a href=\"../glossary/#layer\" aria-describedby=\"term--1\">Layers</a><span class=\"term-definition\" role=\"tooltip\" id=\"term--1\">What a step changed; see two &amp; docker history.</span></span> and a config.</p>", topics: ["one"] }
            Term { id: "layer", name: "layer", definition_html: "<p>What a step changed; see <a href=\"../two/\">two</a> &amp; <code>docker history</code>.</p>", topics: ["one"] }
        "#]],
    );
}

#[test]
fn terms_that_are_not_there() {
    check_terms(
        "[layers](term:layers)\n",
        "[[terms]]\nid = \"layer\"\nname = \"layer\"\ndefiniton = \"x\"\n[[terms]]\nid = \"layer\"\nname = \"a\"\ndefinition = \"[b](topic:none)\"\n",
        &expect![[r#"
            <p>layers</p>
            Term { id: "layer", name: "layer", definition_html: "", topics: [] }
            Error missing-key glossary.toml:1:1: missing key `definition`
              [[terms]]
              ^
              = add `definition = …`
            Warning unused-term glossary.toml:2:6: no topic links to the term `layer`
              id = "layer"
                   ^^^^^^^
              = write `[layer](term:layer)` where it is first used
            Error unknown-key glossary.toml:4:1: unknown key `definiton`
              definiton = "x"
              ^^^^^^^^^
              = did you mean `definition`?
              = known keys: id, name, definition
            Error duplicate-id glossary.toml:6:6: there is already a term `layer`
              id = "layer"
                   ^^^^^^^
              = the first is at glossary.toml:2
            Error unknown-term topics/one.md:8:1: the glossary has no term `layers`
              [layers](term:layers)
              ^^^^^^^^^^^^^^^^^^^^^
              = did you mean `layer`?
              = add it to `glossary.toml`: `[[terms]]` with `id = "layers"`, `name` and `definition`
        "#]],
    );
}

fn with_app(one: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(one);
    files.insert(
        "app/Dockerfile".to_owned(),
        b"FROM alpine\nWORKDIR /app\nCOPY . .\nRUN make\n".to_vec(),
    );
    files
}

#[test]
fn includes() {
    let compilation = compile(
        &with_app(
            "```dockerfile include=\"app/Dockerfile\" lines=\"2-3\" numbers mark=\"3\"\n```\n",
        ),
        &(),
    );
    expect![[r#"
        [Prose { html: "<figure class=\"code\">\n<figcaption>app/Dockerfile</figcaption>\n<button type=\"button\" class=\"copy\" hidden>Copy</button>\n<pre><code class=\"numbers\"><span class=\"line\" data-line=\"2\"><span class=\"hl-keyword\">WORKDIR</span> /app\n</span><mark class=\"line\" data-line=\"3\"><span class=\"hl-keyword\">COPY</span> . .\n</mark></code></pre>\n</figure>\n" }]
    "#]].assert_eq(&(format!("{:?}\n", compilation.topics[0].segments) + &problems(&compilation)));
}

#[test]
fn includes_that_are_not_there() {
    let one = "```dockerfile include=\"app/Dokerfile\"\n```\n\n\
        ```dockerfile include=\"app/Dockerfile\" lines=\"2-9\"\n```\n\n\
        ```dockerfile include=\"../secret\"\n```\n\n\
        ```dockerfile include=\"app/Dockerfile\"\nFROM alpine\n```\n\n\
        ```dockerfile lines=\"2\"\nFROM alpine\n```\n";
    expect![[r#"
        Error include topics/one.md:8:1: app/Dokerfile: the file does not exist
          ```dockerfile include="app/Dokerfile"
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = did you mean `app/Dockerfile`?
        Error include topics/one.md:11:1: `lines="2-9"` does not fit the 4 lines of app/Dockerfile
          ```dockerfile include="app/Dockerfile" lines="2-9"
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = write the first and the last line: `lines="3-9"`
        Error include topics/one.md:14:1: `../secret` is not a path of a file of the course
          ```dockerfile include="../secret"
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = name it from the folder of `course.toml`: `include="app/Dockerfile"`
        Error include topics/one.md:17:1: a block that includes a file holds no text of its own
          ```dockerfile include="app/Dockerfile"
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = remove the text, or `include`
        Error code-attribute topics/one.md:21:1: `lines` belongs to `include`
          ```dockerfile lines="2"
          ^^^^^^^^^^^^^^^^^^^^^^^
          = name the file too: `include="app/Dockerfile"`
    "#]]
    .assert_eq(&problems(&compile(&with_app(one), &())));
}
