use expect_test::{Expect, expect};

use super::{TokenKind, highlight};

/// Writes the tokens as `kind text`, one a line.
fn show(source: &str) -> String {
    let name = |kind| match kind {
        TokenKind::Comment => "comment",
        TokenKind::Directive => "directive",
        TokenKind::Keyword => "keyword",
        TokenKind::Flag => "flag",
        TokenKind::Variable => "variable",
        TokenKind::String => "string",
        TokenKind::Heredoc => "heredoc",
        TokenKind::Punctuation => "punctuation",
    };
    let line = |token: super::Token| {
        format!(
            "{} {}\n",
            name(token.kind),
            token.span.text(source).unwrap()
        )
    };
    highlight(source).into_iter().map(line).collect()
}

fn check(source: &str, expected: Expect) {
    expected.assert_eq(&show(source));
}

#[test]
fn a_stage() {
    check(
        "# syntax=docker/dockerfile:1\n# note\nFROM --platform=$P alpine AS base\nENV A=\"x $A\" B='$B'\n",
        expect![[r#"
            directive # syntax=docker/dockerfile:1
            comment # note
            keyword FROM
            flag --platform=
            variable $P
            keyword AS
            keyword ENV
            punctuation =
            string "x 
            variable $A
            string "
            punctuation =
            string '$B'
        "#]],
    );
}

#[test]
fn continued_lines() {
    check(
        "RUN --mount=type=bind,ro a \\\n  # why\n\n  \"b \\\n c\" ${X:-${Y}}\n",
        expect![[r#"
            keyword RUN
            flag --mount=type=bind,ro
            punctuation \
            comment # why
            string "b 
            punctuation \
            string  c"
            variable ${X:-${Y}}
        "#]],
    );
}

#[test]
fn arrays() {
    check(
        "ONBUILD RUN --network=none [\"a\", \"b,$c\"]\nHEALTHCHECK CMD [\"x\"]\n",
        expect![[r#"
            keyword ONBUILD
            keyword RUN
            flag --network=none
            punctuation [
            string "a"
            punctuation ,
            string "b,$c"
            punctuation ]
            keyword HEALTHCHECK
            keyword CMD
            punctuation [
            string "x"
            punctuation ]
        "#]],
    );
}

#[test]
fn heredocs() {
    check(
        "RUN <<A cat <<-'B'\necho $A '$A'\nA\n\t$B\n\tB\nCOPY <<X /x\nX",
        expect![[r#"
            keyword RUN
            heredoc <<A
            heredoc <<-'B'
            variable $A
            variable $A
            heredoc A
            heredoc B
            keyword COPY
            heredoc <<X
            heredoc X
        "#]],
    );
}

#[test]
fn broken_input() {
    check(
        "FROM a\n  # c\nENV x\nFOO \"y\nRUN <<E \\\n $A\nno end",
        expect![[r#"
            keyword FROM
            comment # c
            keyword ENV
            string "y
            keyword RUN
            punctuation \
            variable $A
        "#]],
    );
}
