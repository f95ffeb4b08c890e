use dockerfile::{Lex, expand_progress_name};

/// A word and the variables it may name. The first line holds switches, the lines up to an empty one `NAME=value`.
pub fn expansion(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (head, word) = text.split_once("\n\n").unwrap_or(("", &text));
    let (switches, variables) = head.split_once('\n').unwrap_or((head, ""));
    let env: Vec<(&str, &str)> = variables
        .lines()
        .filter_map(|line| line.split_once('='))
        .collect();
    let escape = if switches.contains('`') { '`' } else { '\\' };
    let lex = Lex {
        raw_quotes: switches.contains('q'),
        raw_escapes: switches.contains('e'),
        skip_quotes: switches.contains('s'),
        skip_unset: switches.contains('u'),
        ..Lex::new(escape)
    };
    let answer = lex.expand(word, &env);
    assert_eq!(answer, lex.expand(word, &env), "two answers");
    let _ = expand_progress_name(word, &env, escape);
    let (matched, unmatched) = match &answer {
        Ok(expansion) => (&expansion.matched, &expansion.unmatched),
        Err(error) => (&error.matched, &error.unmatched),
    };
    for name in matched {
        assert!(
            env.iter().any(|(known, _)| known == name),
            "{name} is not set"
        );
    }
    for name in unmatched {
        assert!(!env.iter().any(|(known, _)| known == name), "{name} is set");
    }
    let Ok(expansion) = &answer else {
        return;
    };
    // A byte order mark in front is no part of the word, as for Go's scanner.
    let word = word.strip_prefix('\u{feff}').unwrap_or(word);
    if !word.contains(['$', '\'', '"', escape]) {
        assert_eq!(expansion.text, word, "a plain word stands for itself");
    }
    // BuildKit writes a raw escape character twice where it stands in double quotes before a plain one.
    let doubled = word.contains('"') && word.contains(escape);
    let raw = lex.raw_quotes && lex.raw_escapes && !doubled;
    if raw && matched.is_empty() && unmatched.is_empty() {
        assert_eq!(expansion.text, word, "nothing was to be changed");
    }
}
