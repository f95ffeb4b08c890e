use course::compile;
use expect_test::expect;

use crate::small_course::{check, files};

#[test]
fn paragraphs_and_inline_markup() {
    check(
        "A *b* **c** ~~d~~ `e<f>` & \"g\"\\\nh\n\n---\n",
        &expect![[r#"
            <p>A <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;f&gt;</code> &amp; "g"<br>
            h</p>
            <hr>
        "#]],
    );
}

#[test]
fn lists() {
    check(
        "- a\n- b\n  1. c\n\n3. d\n\n   e\n",
        &expect![[r#"
        <ul>
        <li>a</li>
        <li>b<ol>
        <li>c</li>
        </ol>
        </li>
        </ul>
        <ol start="3">
        <li><p>d</p>
        <p>e</p>
        </li>
        </ol>
    "#]],
    );
}

#[test]
fn task_lists_say_their_state() {
    check(
        "- [ ] open\n- [x] done\n",
        &expect![[r#"
        <ul class="tasks">
        <li><span class="check" role="img" aria-label="To do:"></span> open</li>
        <li><span class="check done" role="img" aria-label="Done:"></span> done</li>
        </ul>
    "#]],
    );
}

#[test]
fn headings_with_anchors() {
    check(
        "## A `b` & c\n\n### 1. Größe\n\n## A b c\n\n## Own {#own-anchor}\n",
        &expect![[r##"
            <div class="heading"><h2 id="a-b-c">A <code>b</code> &amp; c</h2><a class="anchor" href="#a-b-c" aria-label="Link to: A b &amp; c"><span aria-hidden="true">#</span></a></div>
            <div class="heading"><h3 id="section-1-größe">1. Größe</h3><a class="anchor" href="#section-1-größe" aria-label="Link to: 1. Größe"><span aria-hidden="true">#</span></a></div>
            <div class="heading"><h2 id="a-b-c-2">A b c</h2><a class="anchor" href="#a-b-c-2" aria-label="Link to: A b c"><span aria-hidden="true">#</span></a></div>
            <div class="heading"><h2 id="own-anchor">Own</h2><a class="anchor" href="#own-anchor" aria-label="Link to: Own"><span aria-hidden="true">#</span></a></div>
        "##]],
    );
}

#[test]
fn headings_are_listed() {
    let compilation = compile(&files("## A `b`\n\n### C\n"), &());
    let listed: Vec<_> = compilation.topics[0]
        .headings
        .iter()
        .map(|heading| {
            (
                heading.level,
                heading.anchor.as_str(),
                heading.text.as_str(),
            )
        })
        .collect();
    assert_eq!(listed, [(2, "a-b", "A b"), (3, "c", "C")]);
}

#[test]
fn links() {
    check(
        "## Here\n\n[](topic:two) [t](topic:two#second-things) [h](#here) <https://e.org/?a&b> [m](mailto:a@e.org)\n",
        &expect![[r##"
            <div class="heading"><h2 id="here">Here</h2><a class="anchor" href="#here" aria-label="Link to: Here"><span aria-hidden="true">#</span></a></div>
            <p><a href="../two/">Chapter 2, topic 2</a> <a href="../two/#second-things">t</a> <a href="#here">h</a> <a href="https://e.org/?a&amp;b" rel="noopener">https://e.org/?a&amp;b</a> <a href="mailto:a@e.org">m</a></p>
        "##]],
    );
}

#[test]
fn callouts_have_a_label_in_words() {
    check(
        "> [!WARNING]\n> Hot.\n\n> A quotation.\n",
        &expect![[r#"
        <div class="callout warning" role="note">
        <p class="callout-label">Warning</p>
        <p>Hot.</p>
        </div>
        <blockquote>
        <p>A quotation.</p>
        </blockquote>
    "#]],
    );
}

#[test]
fn figures_and_images() {
    check(
        "![a \"tree\"](../figures/tree.svg \"Its *caption*\")\n\nIn a line ![tree](../figures/tree.svg).\n",
        &expect![[r#"
            <figure>
            <img src="../figures/tree.svg" alt="a &quot;tree&quot;" width="40" height="20" loading="lazy" decoding="async">
            <figcaption>Its *caption*</figcaption>
            </figure>
            <p>In a line <img src="../figures/tree.svg" alt="tree" width="40" height="20" loading="lazy" decoding="async">.</p>
        "#]],
    );
    assert_eq!(
        compile(&files("![t](../figures/tree.svg)\n"), &()).assets,
        ["figures/tree.svg"]
    );
}

#[test]
fn narrow_and_wide_tables() {
    check(
        "| a | b |\n|--:|:-:|\n| 1 | 2 |\n",
        &expect![[r#"
        <div class="table">
        <table>
        <thead>
        <tr><th scope="col" class="right">a</th><th scope="col" class="center">b</th></tr>
        </thead>
        <tbody>
        <tr><td class="right">1</td><td class="center">2</td></tr>
        </tbody>
        </table>
        </div>
    "#]],
    );
    check(
        "| | head |\n|---|---|\n| `a_word_of_more_than_thirty_letters` | |\n",
        &expect![[r#"
            <section class="table" aria-label="Table 1: head" tabindex="0">
            <table>
            <thead>
            <tr><td></td><th scope="col">head</th></tr>
            </thead>
            <tbody>
            <tr><td><code>a_word_of_more_than_thirty_letters</code></td><td></td></tr>
            </tbody>
            </table>
            </section>
        "#]],
    );
}

#[test]
fn footnotes_stand_at_the_end() {
    check(
        "A[^x], b[^y], again[^x].\n\n[^y]: Second.\n[^x]: First `a`.\n\n## After\n",
        &expect![[r##"
            <p>A<sup class="footnote"><a href="#fn--1" id="fnref--1" aria-label="Footnote 1">1</a></sup>, b<sup class="footnote"><a href="#fn--2" id="fnref--2" aria-label="Footnote 2">2</a></sup>, again<sup class="footnote"><a href="#fn--1" aria-label="Footnote 1">1</a></sup>.</p>
            <div class="heading"><h2 id="after">After</h2><a class="anchor" href="#after" aria-label="Link to: After"><span aria-hidden="true">#</span></a></div>
            <section class="footnotes" aria-label="Footnotes">
            <ol>
            <li id="fn--1">
            <p>First <code>a</code>.</p>
            <a class="footnote-back" href="#fnref--1" aria-label="Back to reference 1">↩</a></li>
            <li id="fn--2">
            <p>Second.</p>
            <a class="footnote-back" href="#fnref--2" aria-label="Back to reference 2">↩</a></li>
            </ol>
            </section>
        "##]],
    );
}

#[test]
fn code_with_title_numbers_and_marks() {
    check(
        "```dockerfile title=\"Docker & file\" numbers mark=\"1,3-4\"\nFROM a\nRUN b\n\nUSER c\n```\n",
        &expect![[r#"
            <figure class="code">
            <figcaption>Docker &amp; file</figcaption>
            <button type="button" class="copy" hidden>Copy</button>
            <pre><code class="numbers"><mark class="line"><span class="hl-keyword">FROM</span> a
            </mark><span class="line"><span class="hl-keyword">RUN</span> <span class="hl-function">b</span>
            </span><mark class="line">
            </mark><mark class="line"><span class="hl-keyword">USER</span> c
            </mark></code></pre>
            </figure>
        "#]],
    );
}

#[test]
fn code_that_may_not_fit_takes_the_focus() {
    check(
        "```text\na line with more than thirty-two characters\n```\n",
        &expect![[r#"
            <figure class="code">
            <button type="button" class="copy" hidden>Copy</button>
            <pre tabindex="0"><code><span class="line">a line with more than thirty-two characters
            </span></code></pre>
            </figure>
        "#]],
    );
}

#[test]
fn console_output_is_told_from_commands() {
    check(
        "```console mark=\"2\"\n$ echo a\na\n```\n",
        &expect![[r#"
        <figure class="code">
        <button type="button" class="copy" hidden>Copy</button>
        <pre><code><span class="line"><span class="hl-prompt">$ </span><span class="hl-function">echo</span> a
        </span><mark class="line output">a
        </mark></code></pre>
        </figure>
    "#]],
    );
}

#[test]
fn comments_of_the_author_are_left_out() {
    check(
        "a <!-- b --> c\n\n<!--\nd\n-->\n\ne\n",
        &expect![[r#"
        <p>a  c</p>
        <p>e</p>
    "#]],
    );
}

#[test]
fn a_question() {
    check(
        "Before.\n\n```quiz\nid = \"q\"\n---\nWhich `one`?\n\n- [ ] The *first*\n  > No.\n- [x] The\n  second\n  > Yes.\n  >\n  > Really.\n- [ ] Neither {pinned}\n  > No.\n---\nBecause.\n```\n\nAfter.\n",
        &expect![[r#"
            <p>Before.</p>
            Question {
                id: "q",
                aliases: [],
                kind: SingleChoice(
                    [
                        Answer {
                            id: "3cb58a34",
                            html: "The <em>first</em>",
                            text: "",
                            correct: false,
                            feedback_html: "<p>No.</p>",
                            pinned: false,
                        },
                        Answer {
                            id: "afe6306e",
                            html: "The\nsecond",
                            text: "",
                            correct: true,
                            feedback_html: "<p>Yes.</p>\n<p>Really.</p>",
                            pinned: false,
                        },
                        Answer {
                            id: "e71d9f07",
                            html: "Neither",
                            text: "",
                            correct: false,
                            feedback_html: "<p>No.</p>",
                            pinned: true,
                        },
                    ],
                ),
                stem_html: "<p>Which <code>one</code>?</p>",
                hints_html: [],
                explanation_html: "<p>Because.</p>",
                key: "7a8066fce954011d",
                policy: Policy {
                    attempts: 0,
                    reveal: AtOnce,
                    confidence: true,
                },
            }
            <p>After.</p>
        "#]],
    );
}

#[test]
fn a_lab() {
    check(
        "```lab\nid = \"l\"\ntitle = \"L\"\ntask = \"\"\"\nDo [it](topic:two).\n\"\"\"\nhints = [\"Look *up*.\", \"Down.\"]\nother = 1\n```\n",
        &expect![[r#"
            Lab {
                id: "l",
                title: "L",
                task_html: "<p>Do <a href=\"../two/\">it</a>.</p>",
                hints_html: [
                    "<p>Look <em>up</em>.</p>",
                    "<p>Down.</p>",
                ],
                data: "",
                bench_html: "",
            }
        "#]],
    );
}

#[test]
fn the_key_of_a_question_survives_what_does_not_change_it() {
    let key = |question: &str| {
        let compilation = compile(&files(question), &());
        compilation.course.unwrap().chapters[0].topics[0].questions[0]
            .key
            .clone()
    };
    let first = key("```quiz\nid = \"q\"\n---\nA?\n- [x] b c\n  > d\n- [ ] e\n  > f\n```\n");
    let same = key(
        "```quiz\nid = \"q\"\n---\nOther?\n- [ ] *e*\n  > g\n- [x] b\n  c {pinned}\n  > h\n---\nI.\n```\n",
    );
    let other_text = key("```quiz\nid = \"q\"\n---\nA?\n- [x] b c\n  > d\n- [ ] E\n  > f\n```\n");
    let other_right = key("```quiz\nid = \"q\"\n---\nA?\n- [ ] b c\n  > d\n- [x] e\n  > f\n```\n");
    // Written down: a release that changes it would throw away the learners' answers.
    assert_eq!(first, "88b43666fbe997db");
    assert_eq!(first, same);
    assert_ne!(first, other_text);
    assert_ne!(first, other_right);
}
