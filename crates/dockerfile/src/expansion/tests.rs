use super::{Lex, expand, expand_progress_name};

const ENV: &[(&str, &str)] = &[
    ("A", "one"),
    ("B", "two words"),
    ("EMPTY", ""),
    ("P", "a/b/c.tar.gz"),
    ("é", "accent"),
];

fn check(cases: &[(&str, &str)]) {
    for (word, expected) in cases {
        let actual = match expand(word, &ENV, '\\') {
            Ok(expansion) => expansion.text,
            Err(error) => error.message,
        };
        assert_eq!(&actual, expected, "{word}");
    }
}

#[test]
fn variables_quotes_and_escapes() {
    check(&[
        ("x$A-${A}x", "xone-onex"),
        ("$AB$é$", "accent$"),
        ("$1a$@b", "ab"),
        (r#"'$A' "$A" \$A"#, "$A one $A"),
        (r#""a\"b\c\\""#, r#"a"b\c\"#),
        (r"tail\", "tail"),
        ("\u{feff}x", "x"),
        ("a << b", "a << b"),
        (
            "'open",
            "failed to process \"'open\": unexpected end of statement while looking for matching single-quote",
        ),
        (
            "\"open",
            "failed to process \"\\\"open\": unexpected end of statement while looking for matching double-quote",
        ),
    ]);
}

#[test]
fn defaults_and_alternatives() {
    check(&[
        ("${X-d}|${X:-d}|${EMPTY-d}|${EMPTY:-d}|${A-d}", "d|d||d|one"),
        ("${X+d}|${X:+d}|${EMPTY+d}|${EMPTY:+d}|${A+d}", "||d||d"),
        ("${X:-${Y:-${A}}}", "one"),
        ("${X:-'}'}", "}"),
        (
            "${X?}",
            "failed to process \"${X?}\": X: is not allowed to be unset",
        ),
        (
            "${EMPTY:?}",
            "failed to process \"${EMPTY:?}\": EMPTY: is not allowed to be empty",
        ),
        (
            "${EMPTY:?no $A}",
            "failed to process \"${EMPTY:?no $A}\": EMPTY: no one",
        ),
        ("${EMPTY?x}", ""),
    ]);
}

#[test]
fn patterns() {
    check(&[
        (
            "${P#*/}|${P##*/}|${P%.*}|${P%%.*}",
            "b/c.tar.gz|c.tar.gz|a/b/c.tar|a/b/c",
        ),
        (
            "${P/b/X}|${P//\\//-}|${P//?/x}",
            "a/X/c.tar.gz|a-b-c.tar.gz|xxxxxxxxxxxx",
        ),
        ("${P/*/x}|${P/q/x}", "x|a/b/c.tar.gz"),
        (
            "${A//}",
            "failed to process \"${A//}\": syntax error: missing '/' in ${}",
        ),
        ("${A///-}", "-o-n-e-"),
        (
            "${A#\\x}",
            "failed to process \"${A#\\\\x}\": invalid pattern (\\x) in substitution: invalid escape '\\x'",
        ),
        (
            "${A:#x}",
            "failed to process \"${A:#x}\": unsupported modifier (:#) in substitution",
        ),
    ]);
}

#[test]
fn broken_substitutions() {
    check(&[
        (
            "${}",
            "failed to process \"${}\": syntax error: bad substitution",
        ),
        ("${", "failed to process \"${\": syntax error: missing '}'"),
        (
            "${A",
            "failed to process \"${A\": unsupported modifier (\u{fffd}) in substitution",
        ),
        (
            "${A:",
            "failed to process \"${A:\": syntax error: missing '}'",
        ),
        (
            "${A:-x",
            "failed to process \"${A:-x\": syntax error: missing '}'",
        ),
        (
            "${A!x}",
            "failed to process \"${A!x}\": unsupported modifier (!) in substitution",
        ),
    ]);
}

#[test]
fn nesting_ends_somewhere() {
    let deep = "${X:-".repeat(100_000);
    assert!(expand(&deep, &(), '\\').is_err());
}

#[test]
fn words_split_at_unquoted_blanks() {
    let cases: &[(&str, &[&str])] = &[
        ("a  b $B", &["a", "b", "two", "words"]),
        ("'a b' \"$B\" c\\ d", &["a b", "two words", "c d"]),
        ("", &[]),
        // BuildKit forgets what stands before a substitution with a modifier.
        ("x${A:+y}", &["y"]),
    ];
    for (word, expected) in cases {
        let words = expand(word, &ENV, '\\').map(|expansion| expansion.words);
        let expected: Vec<String> = expected.iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(words, Ok(expected), "{word}");
    }
}

#[test]
fn progress_names_keep_quotes_and_unset_variables() {
    let name = expand_progress_name("RUN echo \"$A ${X}\" '$A' ${X:-d}", &ENV, '\\');
    assert_eq!(
        name.map(|name| name.text).as_deref(),
        Ok("RUN echo \"one ${X}\" '$A' ${X:-d}")
    );
}

#[test]
fn heredoc_bodies_keep_quotes() {
    let lex = Lex {
        skip_quotes: true,
        ..Lex::new('\\')
    };
    let body = lex
        .expand("it's $A \"q\" \\$A\n", &ENV)
        .map(|body| body.text);
    assert_eq!(body.as_deref(), Ok("it's one \"q\" $A\n"));
}

#[test]
fn a_text_that_multiplies_ends_with_an_error() {
    let long = "a".repeat(2_000);
    let env = vec![("A", long.as_str())];
    for word in ["${A//?/${A//?/$A}}", "\"${A//?/$A}\""] {
        let error = Lex::new('\\').expand(word, &env).unwrap_err();
        assert!(
            error.message.contains("is longer than 1048576 bytes"),
            "{word}"
        );
    }
}
