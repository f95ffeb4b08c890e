//! A course of two topics, of which a test writes one.

use std::collections::BTreeMap;

use course::{Compilation, Segment, compile};
use expect_test::Expect;

/// Path to content.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The files of a sound course: topics `one` (with this Markdown, from line 8) and `two`.
pub(crate) fn files(one: &str) -> Files {
    let mut files = Files::new();
    let mut add = |path: &str, text: String| files.insert(path.to_owned(), text.into_bytes());
    add(
        "course.toml",
        "id = \"c\"\ntitle = \"C\"\nsummary = \"S.\"\nlanguage = \"en\"\nversion = \"1\"\n\
         licence = \"MIT\"\n\n[[chapters]]\nid = \"a\"\ntitle = \"A\"\ntopics = [\"one\"]\n\n\
         [[chapters]]\nid = \"b\"\ntitle = \"B\"\ntopics = [\"two\"]\n"
            .to_owned(),
    );
    let head = |id: &str| {
        format!("+++\nid = \"{id}\"\ntitle = \"T\"\nsummary = \"S.\"\nminutes = 1\n+++\n\n")
    };
    add("topics/one.md", head("one") + one);
    add(
        "topics/two.md",
        head("two") + "## Second things\n\n![A tree](../figures/tree.svg)\n",
    );
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20.5\"/>";
    add("figures/tree.svg", svg.to_owned());
    files
}

/// Compiles topic `one` and compares its HTML and its problems.
pub(crate) fn check(one: &str, expected: &Expect) {
    let compilation = compile(&files(one), &());
    let mut shown = String::new();
    for segment in &compilation.topics[0].segments {
        match segment {
            Segment::Prose { html } => shown.push_str(html),
            Segment::Question(question) => shown.push_str(&format!("{question:#?}\n")),
            Segment::Lab(lab) => shown.push_str(&format!("{lab:#?}\n")),
        }
    }
    expected.assert_eq(&(shown + &problems(&compilation)));
}

/// Compiles topic `one` and compares its problems alone.
pub(crate) fn check_problems(one: &str, expected: &Expect) {
    expected.assert_eq(&problems(&compile(&files(one), &())));
}

/// The problems as a terminal would show them.
pub(crate) fn problems(compilation: &Compilation) -> String {
    let mut shown = String::new();
    for problem in &compilation.diagnostics {
        let (file, line, column) = (&problem.file, problem.line, problem.column);
        let (severity, rule, message) = (problem.severity, problem.rule, &problem.message);
        shown.push_str(&format!(
            "{severity:?} {rule} {file}:{line}:{column}: {message}\n"
        ));
        if problem.excerpt.is_empty() {
            continue;
        }
        let indent = " ".repeat(problem.column as usize + 1);
        let carets = "^".repeat(problem.width as usize);
        shown.push_str(&format!("  {}\n{indent}{carets}\n", problem.excerpt));
        for hint in &problem.hints {
            shown.push_str(&format!("  = {hint}\n"));
        }
    }
    shown
}
