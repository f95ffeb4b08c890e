use super::glob::Glob;
use super::lexer::{Lexer, Piece};
use crate::Feature;

/// What an unfinished `${…}` is reported as.
const MISSING_BRACE: &str = "syntax error: missing '}'";

impl Lexer<'_> {
    /// `$name`, `${name}` or `${name` with a modifier; a `$` without a name stands for itself.
    pub(super) fn dollar(&mut self) -> Piece {
        self.next();
        if self.peek() != Some('{') {
            let name = self.name();
            if name.is_empty() {
                return Ok("$".into());
            }
            return Ok(match self.variable(&name) {
                None if self.lex.skip_unset => format!("${name}"),
                value => value.unwrap_or_default(),
            });
        }
        self.next();
        match self.peek() {
            None => return Err(MISSING_BRACE.into()),
            Some('{' | '}' | ':') => return Err("syntax error: bad substitution".into()),
            Some(_) => {}
        }
        let name = self.name();
        let operator = self.next();
        match operator {
            Some('}') => Ok(match self.variable(&name) {
                None if self.lex.skip_unset => format!("${{{name}}}"),
                value => value.unwrap_or_default(),
            }),
            Some(':') => {
                let operator = self.next();
                self.modifier(&name, operator, true)
            }
            Some('?') => self.modifier(&name, operator, false),
            _ if !self.lex.version.knows(Feature::Substitution) => {
                Err("missing ':' in substitution".into())
            }
            Some('+' | '-' | '#' | '%') => self.modifier(&name, operator, false),
            Some('/') => self.replacement(&name),
            _ => Err(unsupported(&spelling(operator))),
        }
    }

    /// `-`, `+`, `?`, `#` and `%`, behind an optional `:` that makes an empty value count as unset.
    fn modifier(&mut self, name: &str, operator: Option<char>, colon: bool) -> Piece {
        let written = format!("{}{}", if colon { ":" } else { "" }, spelling(operator));
        let is_pattern = matches!(operator, Some('#' | '%'));
        if colon && is_pattern && self.lex.version.knows(Feature::Substitution) {
            return Err(unsupported(&written));
        }
        let word = self
            .nested('}', is_pattern)
            .map_err(|error| self.or_missing(error, MISSING_BRACE))?;

        let value = self.variable(name);
        if value.is_none() && self.lex.skip_unset {
            return Ok(format!("${{{name}{written}{word}}}"));
        }
        let present = value.clone().filter(|value| !(colon && value.is_empty()));
        match operator {
            Some('-') => Ok(present.unwrap_or(word)),
            Some('+') => Ok(present.map(|_| word).unwrap_or_default()),
            Some('?') => present.ok_or_else(|| {
                let fallback = match value {
                    None => "is not allowed to be unset",
                    Some(_) => "is not allowed to be empty",
                };
                format!("{name}: {}", if word.is_empty() { fallback } else { &word })
            }),
            Some(side @ ('#' | '%')) if !colon => {
                // The operator written twice takes the longest match instead of the shortest.
                let (pattern, greedy) = match word.strip_prefix(side) {
                    Some(pattern) => (pattern, true),
                    None => (word.as_str(), false),
                };
                let value = value.unwrap_or_default();
                if side == '#' {
                    trim_prefix(pattern, &value, greedy)
                } else {
                    trim_suffix(pattern, &value, greedy)
                }
            }
            _ if !self.lex.version.knows(Feature::Substitution) => {
                Err(unsupported(&spelling(operator)))
            }
            _ => Err(unsupported(&written)),
        }
    }

    /// `${name/pattern/replacement}`, and with `//` for all matches.
    fn replacement(&mut self, name: &str) -> Piece {
        let all = self.peek() == Some('/');
        if all {
            self.next();
        }
        let pattern = self
            .nested('/', true)
            .map_err(|error| self.or_missing(error, "syntax error: missing '/' in ${}"))?;
        let replacement = self
            .nested('}', true)
            .map_err(|error| self.or_missing(error, MISSING_BRACE))?;
        let value = self.variable(name);
        if value.is_none() && self.lex.skip_unset {
            return Ok(format!("${{{name}/{pattern}/{replacement}}}"));
        }
        let glob = Glob::new(&pattern, true).map_err(|error| invalid(&pattern, &error))?;
        let value = value.unwrap_or_default();
        Ok(if all {
            glob.replace_all(&value, &replacement)
        } else {
            glob.replace_first(&value, &replacement)
        })
    }

    /// An error inside a substitution that runs to the end is the substitution's own.
    fn or_missing(&self, error: String, missing: &str) -> String {
        if self.peek().is_none() {
            missing.to_owned()
        } else {
            error
        }
    }
}

/// How BuildKit prints a character that may be the end: Go's `string(rune)`.
fn spelling(c: Option<char>) -> String {
    c.unwrap_or(char::REPLACEMENT_CHARACTER).to_string()
}

fn unsupported(written: &str) -> String {
    format!("unsupported modifier ({written}) in substitution")
}

fn invalid(pattern: &str, error: &str) -> String {
    format!("invalid pattern ({pattern}) in substitution: {error}")
}

fn trim_prefix(pattern: &str, value: &str, greedy: bool) -> Piece {
    let glob = Glob::new(pattern, greedy).map_err(|error| invalid(pattern, &error))?;
    let end = glob.prefix_end(value).unwrap_or(0);
    Ok(value.get(end..).unwrap_or_default().to_owned())
}

/// The shortest match at the end is the shortest at the start of the reversed text.
fn trim_suffix(pattern: &str, value: &str, greedy: bool) -> Piece {
    let reversed: String = value.chars().rev().collect();
    let rest = trim_prefix(&reverse_pattern(pattern), &reversed, greedy)?;
    Ok(rest.chars().rev().collect())
}

/// Reverses a pattern and keeps each escape before what it escapes: `a\*c` becomes `c\*a`.
fn reverse_pattern(pattern: &str) -> String {
    let mut units = Vec::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let escaped = if c == '\\' { chars.next() } else { None };
        units.push((c, escaped));
    }
    units
        .into_iter()
        .rev()
        .flat_map(|(c, escaped)| std::iter::once(c).chain(escaped))
        .collect()
}
