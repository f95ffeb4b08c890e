use super::{Ignore, IgnoreError, read};

fn ignore(text: &str) -> Result<Ignore, IgnoreError> {
    Ignore::new(&read(text)?)
}

#[test]
fn reads_and_cleans() {
    let text = "\u{feff}# note\n /a/./b/ \n\n #no note\n! /x\n/\n!\n";
    let expected = ["a/b", "#no note", "!x", "/", "!"];
    assert_eq!(read(text).unwrap_or_default(), expected);
}

#[test]
fn excludes() {
    // Ignore file, excluded paths, paths that are not.
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("a", &["a", "a/b"], &["b/a", "ab"]),
        ("*.md", &["x.md"], &["d/x.md"]),
        ("**/*.md", &["x.md", "d/x.md", "d/e/x.md"], &["x.mdx"]),
        ("a/**", &["a/b", "a/b/c"], &["a", "ab"]),
        ("a/**/z", &["a/z", "a/b/z", "a/b/c/z"], &["z", "a/bz"]),
        ("**/z", &["z", "a/z"], &["az"]),
        ("?[a-c].[^x]", &["xa.y", "-c.-"], &["xa.x", "xd.y", "xa."]),
        ("a.b", &["a.b"], &["axb"]),
        ("\\*", &["*"], &["x"]),
        ("*\n!b", &["a"], &["b", "b/c"]),
        ("!b\n*", &["a", "b"], &[]),
        ("a\\d", &["a1"], &["ad", "a\\d"]),
        ("[[:upper:]]x", &["Ax"], &["ax", ":x"]),
        // A backslash at the end escapes the end itself.
        (".a*/\\", &[".ab/$", ".a/$x/y"], &[".a", ".a/b"]),
    ];
    for (text, excluded, included) in cases {
        let ignore = ignore(text).unwrap();
        for path in *excluded {
            assert_eq!(ignore.is_excluded(path), Ok(true), "{text:?} {path}");
        }
        for path in *included {
            assert_eq!(ignore.is_excluded(path), Ok(false), "{text:?} {path}");
        }
    }
}

#[test]
fn refuses_broken_patterns() {
    for text in ["[", "[]", "[a", "[a-]", "a\\", "[^]x", "x[-a]"] {
        assert_eq!(
            ignore(text).err(),
            Some(IgnoreError::bad_pattern()),
            "{text}"
        );
    }
    assert_eq!(
        ignore("!").map(|_| ()).map_err(|error| error.to_string()),
        Err("illegal exclusion pattern: \"!\"".into())
    );
    // Go's two readers disagree about this one: it fails when it is matched.
    let late = ignore("[z-a]x").and_then(|ignore| ignore.is_excluded("x"));
    assert_eq!(late, Err(IgnoreError::bad_pattern()));
}

#[test]
fn sends_folders_of_what_is_sent() {
    let entries = [
        ("a", true),
        ("a/b", true),
        ("a/b/keep", false),
        ("a/x", false),
        ("c", true),
        ("d", false),
    ];
    let cases: &[(&str, &[&str])] = &[
        ("", &["a", "a/b", "a/b/keep", "a/x", "c", "d"]),
        ("a", &["c", "d"]),
        ("*\n!a/b/keep", &["a", "a/b", "a/b/keep"]),
        ("*\n!**/keep", &["a", "a/b", "a/b/keep"]),
        ("a/*\nc", &["a", "d"]),
    ];
    for (text, expected) in cases {
        assert_eq!(
            ignore(text).unwrap().sent(&entries).as_deref(),
            Ok(*expected),
            "{text:?}"
        );
    }
}
