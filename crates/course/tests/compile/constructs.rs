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
fn notes_for_the_speaker() {
    check(
        "Text.\n\n:::notes\n\nAsk *who*:\n\n- you\n\n:::\n\nAfter.\n",
        &expect![[r#"
            <p>Text.</p>
            <template class="notes">
            <p>Ask <em>who</em>:</p>
            <ul>
            <li>you</li>
            </ul>
            </template>
            <p>After.</p>
        "#]],
    );
    check_problems(
        ":::notes now\n\nx\n\n:::\n\n:::notes\n\n:::\n\n:::steps\n\n:::step A\n\n:::notes\n\nx\n\n:::\n\n:::step B\n\ny\n\n:::\n\n:::notes\n\nx\n\n## A heading\n\n:::notse\n",
        &expect![[r#"
            Error group topics/one.md:8:1: `:::notes` takes nothing behind it
              :::notes now
              ^^^^^^^^^^^^
              = the text stands below it, after an empty line
            Error group topics/one.md:14:1: these notes are empty
              :::notes
              ^^^^^^^^
              = write what the speaker says or does in this section
            Error group topics/one.md:22:1: these notes stand inside of something else
              :::notes
              ^^^^^^^^
              = move them out of it: notes belong to the section that they stand in
            Error group topics/one.md:34:1: `:::notes` is not closed
              :::notes
              ^^^^^^^^
              = write `:::` between empty lines after them; they hold no group and no heading
            Error group topics/one.md:40:1: there is no group `notse`
              :::notse
              ^^^^^^^^
              = a note or a warning is a callout: `> [!NOTE]`
              = groups are `:::steps`, `:::tabs` and `:::cards`; `:::notes` are the speaker's
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
              = a note or a warning is a callout: `> [!NOTE]`
              = groups are `:::steps`, `:::tabs` and `:::cards`; `:::notes` are the speaker's
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

#[test]
fn diagrams() {
    check(
        "```mermaid title=\"From a < to b.\"\nflowchart LR\n  accDescr: A leads to B.\n  A[\"Build & **run**\"] -->|1 < 2| B:::bad\n```\n",
        &expect![[r#"
            <figure class="diagram">
            <div class="diagram-drawing wide" tabindex="0"><svg role="img" aria-label="A leads to B." viewBox="0 0 468.1 65" width="469" height="65"><g><marker id="diagram--one-1-1" class="marker flowchart-v2" viewBox="0 0 10 10" refX="5" refY="5" markerUnits="userSpaceOnUse" markerWidth="8" markerHeight="8" orient="auto"><path d="M 0 0 L 10 5 L 0 10 z" class="arrowMarkerPath"/></marker><g class="root"><g class="edgePaths"><path d="M188,32.5L195.7,32.5C203.3,32.5,218.7,32.5,233.4,32.5C248.1,32.5,262.1,32.5,269.1,32.5L276.1,32.5" class="edge-thickness-normal edge-pattern-solid flowchart-link" marker-end="url(#diagram--one-1-1)"/></g><g class="edgeLabels"><g class="edgeLabel" transform="translate(234,32.5)"><g class="label" transform="translate(0,-9.5)"><g><rect class="background" x="-21" y="-2" width="42.1" height="23"/><text y="-10.1" text-anchor="middle"><tspan class="row text-outer-tspan" x="0" y="-0.1em" dy="1.1em" text-anchor="middle">1 &lt; 2</tspan></text></g></g></g></g><g class="nodes"><g class="node default" transform="translate(98,32.5)"><rect class="basic label-container" x="-90" y="-24.5" width="180" height="49"/><g class="label" transform="translate(0,-9.5)"><g><text y="-10.1"><tspan class="row text-outer-tspan" x="0" y="-0.1em" dy="1.1em">Build &amp; **run**</tspan></text></g></g></g><g class="node default bad" transform="translate(370.1,32.5)"><rect class="basic label-container" x="-90" y="-24.5" width="180" height="49"/><g class="label" transform="translate(0,-9.5)"><g><text y="-10.1"><tspan class="row text-outer-tspan" x="0" y="-0.1em" dy="1.1em">B</tspan></text></g></g></g></g></g></g></svg>
            </div>
            <figcaption>From a &lt; to b.</figcaption>
            </figure>
        "#]],
    );
    check(
        "```mermaid title=\"A call.\"\nsequenceDiagram\n  accDescr {\n    A calls\n    B.\n  }\n  A->>B: solve\n```\n",
        &expect![[r#"
            <figure class="diagram">
            <div class="diagram-drawing wide" tabindex="0"><svg role="img" aria-label="A calls B." viewBox="-50 -10 450 131" width="450" height="131"><g><line x1="275" y1="65" x2="275" y2="131" class="actor-line 200"/><g><rect x="200" y="0" width="150" height="65" rx="3" ry="3" class="actor actor-top"/><text x="275" y="32.5" dominant-baseline="central" class="actor actor-box"><tspan x="275" dy="0">B</tspan></text></g></g><g><line x1="75" y1="65" x2="75" y2="131" class="actor-line 200"/><g><rect x="0" y="0" width="150" height="65" rx="3" ry="3" class="actor actor-top"/><text x="75" y="32.5" dominant-baseline="central" class="actor actor-box"><tspan x="75" dy="0">A</tspan></text></g></g><defs><marker id="diagram--one-1-1" refX="7.9" refY="5" markerUnits="userSpaceOnUse" markerWidth="12" markerHeight="12" orient="auto-start-reverse"><path d="M -1 0 L 10 5 L 0 10 z"/></marker></defs><text x="174" y="80" text-anchor="middle" dominant-baseline="middle" class="messageText" dy="1em">solve</text><line x1="76" y1="111" x2="271" y2="111" class="messageLine0" marker-end="url(#diagram--one-1-1)"/></svg>
            </div>
            <figcaption>A call.</figcaption>
            </figure>
        "#]],
    );
}

#[test]
fn diagrams_that_are_none() {
    check_problems(
        "```mermaid\nflowchart LR\n  A --> B[\n```\n\n\
         ```mermaid title=\"T\" numbers\npie\n  accDescr: x\n  \"a\": 1\n```\n\n\
         ```mermaid title=\"T\"\nflowchart LR\n  accDescr: x\n  A --> B\n  style A fill:#f00\n```\n",
        &expect![[r#"
            Error diagram topics/one.md:8:1: the diagram has no caption
              ```mermaid
              ^^^^^^^^^^
              = write it behind the fence: `mermaid title="…"`
            Error missing-alt topics/one.md:8:1: the diagram has no text for those who do not see it
              ```mermaid
              ^^^^^^^^^^
              = say in a line of it what it shows: `accDescr: …`
            Error diagram topics/one.md:10:10: unterminated node label (missing `]`)
                A --> B[
                       ^
              = a diagram is Mermaid and begins with `flowchart` or `sequenceDiagram`
            Error code-attribute topics/one.md:13:1: a diagram takes `title="…"` and nothing else
              ```mermaid title="T" numbers
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = remove the rest
            Error diagram topics/one.md:13:1: this is no kind of diagram known here
              ```mermaid title="T" numbers
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = a diagram is Mermaid and begins with `flowchart` or `sequenceDiagram`
            Warning diagram topics/one.md:23:3: colours come from the theme, and this line is not followed
                style A fill:#f00
                ^^^^^^^^^^^^^^^^^
              = give a node a meaning: `name:::bad`; meanings are good, bad, warn, hint, quiet
        "#]],
    );
}
