//! Where the flags of a command line are written.

use std::collections::BTreeMap;
use std::ops::Range;

use super::flag::{self, Takes};
use super::{apply, words};

/// A flag as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagUse {
    /// The long name, without dashes.
    pub name: String,
    /// Its value, unquoted and with variables expanded; `true` for a switch.
    pub value: String,
    /// Flag and value, in bytes of the line.
    pub span: Range<usize>,
    /// The word that holds the value; the flag itself where that is the same word.
    pub value_span: Range<usize>,
}

/// The flags of a command line in their order, and where the build context is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// In the order written.
    pub flags: Vec<FlagUse>,
    /// The first word that is no flag; the end of the line where there is none.
    pub context: Range<usize>,
}

/// Reads the places of flags; what is not understood is left out.
#[must_use]
pub fn line(text: &str, client_env: &BTreeMap<String, String>) -> Line {
    let split = words::split(text, client_env);
    let given = split.words.iter().zip(&split.spans);
    let mut given: Vec<(&String, &Range<usize>)> = given.collect();
    let assigned = given
        .iter()
        .take_while(|(word, _)| words::assignment(word).is_some())
        .count();
    given.drain(..assigned);
    let plain: Vec<String> = given.iter().map(|(word, _)| (*word).clone()).collect();
    let skipped = apply::subcommand(&plain).map_or(plain.len(), |rest| plain.len() - rest.len());
    let mut found = Line {
        context: text.len()..text.len(),
        ..Line::default()
    };
    let mut rest = given.into_iter().skip(skipped);
    while let Some((word, span)) = rest.next() {
        let (name, inline) = match word.strip_prefix("--") {
            Some(long) => match long.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (long.to_owned(), None),
            },
            None if word.len() > 1 && word.starts_with('-') => {
                let letter = word.chars().nth(1).and_then(flag::letter);
                let inline = word.get(2..).filter(|rest| !rest.is_empty());
                let inline = inline.map(|rest| rest.trim_start_matches('=').to_owned());
                (letter.map_or("", |flag| flag.name).to_owned(), inline)
            }
            None => {
                if found.context.start == text.len() {
                    found.context = span.clone();
                }
                continue;
            }
        };
        let Some(flag) = flag::long(&name) else {
            continue;
        };
        let (value, value_span) = match (flag.takes, inline) {
            (_, Some(value)) => (value, span.clone()),
            (Takes::Switch, None) => ("true".to_owned(), span.clone()),
            (Takes::Value, None) => match rest.next() {
                Some((value, span)) => (value.clone(), span.clone()),
                None => break,
            },
        };
        found.flags.push(FlagUse {
            name,
            value,
            span: span.start..value_span.end,
            value_span,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_have_places() {
        let text = "X=1 docker build -t \"a b\" --secret=id=t --pull  . ";
        let line = line(text, &BTreeMap::new());
        let shown: Vec<_> = line
            .flags
            .iter()
            .map(|flag| {
                (
                    flag.name.as_str(),
                    flag.value.as_str(),
                    text.get(flag.span.clone()).unwrap(),
                )
            })
            .collect();
        let expected = [
            ("tag", "a b", "-t \"a b\""),
            ("secret", "id=t", "--secret=id=t"),
            ("pull", "true", "--pull"),
        ];
        assert_eq!(shown, expected);
        assert_eq!(text.get(line.context), Some("."));
    }
}
