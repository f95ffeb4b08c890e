//! Input that nobody means: the compiler may complain, and never panics or hangs.

use course::{Segment, compile};

use crate::small_course::files;

fn survives(markdown: &str) {
    let compilation = compile(&files(markdown), &());
    for segment in &compilation.topics[0].segments {
        if let Segment::Prose { html } = segment {
            for unsafe_html in [
                "<script",
                "<iframe",
                "style=",
                "onerror=",
                "href=\"javascript:",
            ] {
                assert!(!html.contains(unsafe_html), "{unsafe_html} in {html}");
            }
        }
    }
}

#[test]
fn nesting_without_end() {
    for deep in [
        "> ",
        "- ",
        "1. ",
        "[",
        "![",
        "*a ",
        "**a ",
        "> [!NOTE]\n> ",
        "~~a ",
    ] {
        survives(&deep.repeat(5_000));
    }
    let list: String = (0..500)
        .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
        .collect();
    survives(&list);
}

#[test]
fn toml_nesting_without_end() {
    for toml in [
        "x = ".to_owned() + &"[".repeat(20_000),
        "{a=".repeat(20_000),
        "a.".repeat(20_000),
    ] {
        survives(&format!("```lab\n{toml}\n```\n"));
    }
}

#[test]
fn problems_are_bounded() {
    let compilation = compile(&files(&"[](topic:none) ".repeat(1_000)), &());
    assert_eq!(compilation.diagnostics.len(), 200);
    survives(&"## A\n\n".repeat(1_000));
}

#[test]
fn markup_that_would_run() {
    survives(
        "<script>alert(1)</script>\n\n<img src=x onerror>\n\n[a](javascript:x) [b](JaVaScRiPt:x)\n",
    );
    survives(
        "[a](https://e.org/\"onclick=\"x) ![\"><script>](../figures/tree.svg \"\\\"><script>\")\n",
    );
    survives("## <iframe>\n\n| <script> |\n|---|\n| <script> |\n");
    survives("```text title=\"<script>\"\n<script>\n```\n\n```\"><script>\n</code><script>\n```\n");
    survives("[](topic:\"><script>) [a](#\"><script>) a[^<script>]\n\n[^<script>]: <script>\n");
}

#[test]
fn pieces_in_any_order() {
    let pieces = [
        "```quiz\n",
        "```lab\n",
        "```\n",
        "---\n",
        "+++\n",
        "id = \"a\"\n",
        "- [x] ",
        "- [ ] ",
        "> ",
        "  ",
        "{pinned}",
        "[^a]",
        "[^a]: ",
        "| a |\n|---|\n",
        "## ",
        "{#a}",
        "ä\u{301}\n",
        "\u{0}",
        "<!--",
        "-->",
        "![",
        "](",
        ")",
        "`",
        "\t",
        "\n",
        "task = \"\"\"\n",
        "\"\"\"\n",
        "topic:one#",
        "&#0;",
        "\\",
    ];
    // A linear congruential generator: the same pieces in every run.
    let mut state = 1_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for _ in 0..2_000 {
        let length = next() % 30;
        let text: String = (0..length).map(|_| pieces[next() % pieces.len()]).collect();
        survives(&text);
    }
}

#[test]
fn every_beginning_of_a_topic() {
    let topic = "## A\n\n```quiz\nid = \"q\"\n---\nÄ?\n- [x] b\n  > c\n- [ ] d {pinned}\n  > e\n---\nF.\n```\n\n```lab\nid = \"l\"\ntitle = \"L\"\ntask = \"\"\"\nDo.\n\"\"\"\n```\n\na[^f]\n\n[^f]: g\n";
    for length in 0..topic.chars().count() {
        survives(&topic.chars().take(length).collect::<String>());
    }
}
