//! Words of a line, split and unquoted as a POSIX shell does.

use std::collections::BTreeMap;

/// A line as words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Split {
    pub(super) words: Vec<String>,
    /// Where each word is written, quotes included.
    pub(super) spans: Vec<std::ops::Range<usize>>,
    /// `single` or `double`, where the line ends inside quotes.
    pub(super) open_quote: Option<&'static str>,
    /// What follows `;`, `&&`, `|` or a line break.
    pub(super) unread: Option<String>,
}

/// Splits the first command of `line`; variables are the client's.
pub(super) fn split(line: &str, env: &BTreeMap<String, String>) -> Split {
    let mut out = Split::default();
    let mut word: Option<String> = None;
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if word.is_none() {
            start = at;
        }
        match c {
            '\\' => match chars.next() {
                Some((_, '\n')) | None => {}
                Some((_, next)) => word.get_or_insert_default().push(next),
            },
            '\'' => {
                let open = word.get_or_insert_default();
                let mut closed = false;
                for (_, next) in chars.by_ref() {
                    if next == '\'' {
                        closed = true;
                        break;
                    }
                    open.push(next);
                }
                if !closed {
                    out.open_quote = Some("single");
                }
            }
            '"' => {
                let mut text = String::new();
                let mut closed = false;
                while let Some((_, next)) = chars.next() {
                    match next {
                        '"' => {
                            closed = true;
                            break;
                        }
                        '\\' => match chars.next() {
                            Some((_, escaped @ ('"' | '\\' | '$' | '`'))) => text.push(escaped),
                            Some((_, '\n')) | None => {}
                            Some((_, other)) => text.extend(['\\', other]),
                        },
                        '$' => text.push_str(&variable(&mut chars, env)),
                        next => text.push(next),
                    }
                }
                if !closed {
                    out.open_quote = Some("double");
                }
                word.get_or_insert_default().push_str(&text);
            }
            '$' => {
                let value = variable(&mut chars, env);
                if word.is_some() || !value.is_empty() {
                    word.get_or_insert_default().push_str(&value);
                }
            }
            ';' | '|' | '&' | '\n' => {
                out.push(word.take(), start..at);
                if out.words.is_empty() {
                    continue;
                }
                let rest = line.get(at..).unwrap_or_default().trim();
                if !rest.trim_matches([';', '&', '\n', ' ']).is_empty() {
                    out.unread = Some(rest.to_owned());
                }
                return out;
            }
            '#' if word.is_none() => while chars.next_if(|(_, next)| *next != '\n').is_some() {},
            c if c.is_whitespace() => out.push(word.take(), start..at),
            c => word.get_or_insert_default().push(c),
        }
    }
    out.push(word, start..line.len());
    out
}

impl Split {
    fn push(&mut self, word: Option<String>, span: std::ops::Range<usize>) {
        if let Some(word) = word {
            self.words.push(word);
            self.spans.push(span);
        }
    }
}

/// The value of `$NAME` or `${NAME}`, of which the `$` was read; a `$` alone stands for itself.
fn variable(
    chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
    env: &BTreeMap<String, String>,
) -> String {
    let mut name = String::new();
    let braces = chars.next_if(|(_, c)| *c == '{').is_some();
    while let Some((_, c)) = chars.next_if(|(_, c)| c.is_ascii_alphanumeric() || *c == '_') {
        name.push(c);
    }
    if braces {
        chars.next_if(|(_, c)| *c == '}');
    } else if name.is_empty() {
        return "$".to_owned();
    }
    env.get(&name).cloned().unwrap_or_default()
}

/// `NAME=value` before the command.
pub(super) fn assignment(word: &str) -> Option<(String, String)> {
    let (name, value) = word.split_once('=')?;
    let is_name = !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then(|| (name.to_owned(), value.to_owned()))
}
