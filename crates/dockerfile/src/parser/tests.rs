use expect_test::{Expect, expect};

use crate::{Node, Problem, ProblemStage, parse};

/// One line a node: lines, keyword, flags, arguments; then warnings and errors.
fn show(source: &str) -> String {
    let file = parse(source);
    let mut shown = String::new();
    for node in file.nodes() {
        shown += &format!(
            "{}-{} {}\n",
            node.lines.first,
            node.lines.last,
            show_node(node)
        );
        for heredoc in &node.heredocs {
            let (name, content) = (&heredoc.name, &heredoc.content);
            let (fd, expand, chomp) = (heredoc.fd, heredoc.expand, heredoc.chomp);
            shown += &format!("  {name:?} fd={fd} expand={expand} chomp={chomp} {content:?}\n");
        }
        if !node.comments.is_empty() {
            shown += &format!("  above {:?}\n", node.comments);
        }
    }
    for warning in &file.warnings {
        shown += &format!("warning {}: {}\n", warning.line, warning.short);
    }
    let is_own = |problem: &&Problem| problem.stage == ProblemStage::Parse;
    for problem in file.problems.iter().filter(is_own) {
        let lines = problem.lines;
        let place = problem.span.text(source).unwrap_or_default();
        shown += &format!(
            "error {}-{} {place:?}: {problem}\n",
            lines.first, lines.last
        );
    }
    shown
}

fn show_node(node: &Node) -> String {
    let flags: String = node.flags.iter().map(|flag| format!(" {flag}")).collect();
    let json = if node.json { " json" } else { "" };
    let args: Vec<&str> = node.args.iter().map(|word| word.text.as_str()).collect();
    let rest = match &node.child {
        Some(child) => format!("({})", show_node(child)),
        None => format!("{args:?}"),
    };
    format!("{}{flags}{json} {rest}", node.keyword)
}

fn check(source: &str, expected: Expect) {
    expected.assert_eq(&show(source));
}

#[test]
fn comments_and_directives() {
    check(
        "# escape=`\n# one\n\n# two\n  # three\nFROM a `\n  # inside\n  b\n#\n# four\nRUN c\\\n",
        expect![[r##"
            6-8 FROM ["a", "b"]
              above ["one", "two", "# three"]
            11-11 RUN ["c\\"]
              above ["four"]
        "##]],
    );
    check(
        "# escape=x\n#  escape = \\\nFROM a\n",
        expect![[r##"
        3-3 FROM ["a"]
          above ["escape = \\"]
        error 0-0 "# escape=x": invalid escape token 'x' does not match ` or \
        error 1-1 "#  escape = \\": only one escape parser directive can be used
    "##]],
    );
    check(
        "#!/x\n# escape=`\nRUN a `\nb",
        expect![[r#"
            3-3 RUN ["a `"]
              above ["!/x", "escape=`"]
            4-4 b [""]
        "#]],
    );
}

#[test]
fn a_wide_blank_in_a_healthcheck() {
    check(
        "FROM a\nHEALTHCHECK CMD \u{a0}b\n",
        expect![[r#"
        1-1 FROM ["a"]
        2-2 HEALTHCHECK ["CMD", "\u{a0}b"]
    "#]],
    );
}

#[test]
fn a_comment_behind_a_wide_blank() {
    check(
        "\u{2028}# about\nFROM a\n",
        expect![[r#"
        2-2 FROM ["a"]
          above ["��# about"]
    "#]],
    );
}

#[test]
fn continuations() {
    check(
        "RUN a \\ \t\n\n # c\nb \\\\\nRUN \\\nx\\",
        expect![[r#"
            1-4 RUN ["a b \\\\"]
            5-6 RUN ["x"]
            warning 4: Empty continuation line found in: RUN a b \\
        "#]],
    );
    check(
        "\u{feff}RUN a \\\r\n  b\r\n\\\nUSER\tx \n",
        expect![[r#"
            1-2 RUN ["a   b"]
            3-4 USER ["x"]
        "#]],
    );
}

#[test]
fn flags() {
    check(
        "RUN --a=\"b c\" --d=\\ e --'f' x --g\nCOPY -- --a b\nRUN --a\nRUN --x=\\",
        expect![[r#"
            1-1 RUN --a=b c --d= e --f ["x --g"]
            2-2 COPY ["--a", "b"]
            3-3 RUN --a []
            4-4 RUN --x= []
        "#]],
    );
}

#[test]
fn key_values() {
    check(
        "ENV A=1 B=\"c d\" E=f\\ g ''=\nENV old  new value\nLABEL a\nENV a=b c\nENV\nARG a b=c 'd e'=f",
        expect![[r#"
            1-1 ENV ["A", "1", "=", "B", "\"c d\"", "=", "E", "f\\ g", "=", "''", "", "="]
            2-2 ENV ["old", "new value", ""]
            5-5 ENV []
            6-6 ARG ["a", "b=c", "'d e'=f"]
            error 3-3 "a": LABEL must have two arguments
            error 4-4 "c": Syntax error - can't find = in "c". Must be of the form: name=value
        "#]],
    );
}

#[test]
fn json_or_text() {
    check(
        "RUN [\"a\", \"\\u0062\\n\"]\nRUN [\"a\",]\nCOPY [a b]\nCMD []\nRUN [1e999]\nSHELL [\"a\", 1]\nHEALTHCHECK cmd [\"x\"]\nCMD",
        expect![[r#"
            1-1 RUN json ["a", "b\n"]
            2-2 RUN ["[\"a\",]"]
            3-3 COPY ["[a", "b]"]
            4-4 CMD json []
            5-5 RUN ["[1e999]"]
            7-7 HEALTHCHECK json ["cmd", "x"]
            8-8 CMD []
            error 6-6 "[\"a\", 1]": when using JSON array syntax, arrays must be comprised of strings only
        "#]],
    );
}

#[test]
fn heredocs() {
    check(
        "RUN cat <<A 3<<-\"B\" > /x\n$a\nA\n\t\tb\n\tB\nONBUILD COPY << 'C D' /y\nc\nC D\nCMD <<E\nRUN [\"<<E\"]\nRUN echo \"<<E\" '\n",
        expect![[r#"
            1-5 RUN ["cat <<A 3<<-\"B\" > /x"]
              "A" fd=0 expand=true chomp=false "$a\n"
              "B" fd=3 expand=false chomp=true "\t\tb\n"
            6-8 ONBUILD (COPY ["<<", "'C", "D'", "/y"])
              "C D" fd=0 expand=false chomp=false "c\n"
            9-9 CMD ["<<E"]
            10-10 RUN json ["<<E"]
            11-11 RUN ["echo \"<<E\" '"]
        "#]],
    );
    check(
        "FROM a\nRUN <<A\nb\n",
        expect![[r#"
        1-1 FROM ["a"]
        error 2-3 "RUN <<A": unterminated heredoc
    "#]],
    );
}

#[test]
fn nothing() {
    check(
        "",
        expect![[r#"
        error 0-0 "": file with no instructions
    "#]],
    );
    check(
        "# c\n\n",
        expect![[r#"
        error 2-2 "": file with no instructions
    "#]],
    );
    check(
        &format!("FROM a\nRUN {}", "x".repeat(70_000)),
        expect![[r#"
            1-1 FROM ["a"]
            error 1-1 "": dockerfile line greater than max allowed size of 65535
        "#]],
    );
}

#[test]
fn places_in_the_source() {
    let source = "RUN --mount=type=tmpfs,\\\ntarget=/x a \\\n  b\n";
    let file = parse(source);
    let nodes = file.nodes();
    let words = nodes
        .iter()
        .flat_map(|node| node.flags.iter().chain(&node.args));
    let places: Vec<_> = words
        .map(|word| word.span.text(source).unwrap_or_default())
        .collect();
    assert_eq!(places, ["--mount=type=tmpfs,\\\ntarget=/x", "a \\\n  b"]);
}

#[test]
fn a_lone_escape_character_is_where_it_is_written() {
    let file = parse("FROM a\n\\\n");
    let nodes = file.nodes();
    let nowhere = nodes
        .iter()
        .map(|node| (node.keyword.text.as_str(), node.keyword.span.start));
    assert_eq!(nowhere.collect::<Vec<_>>(), [("FROM", 0), ("", 7)]);
}
