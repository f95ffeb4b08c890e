use super::IgnoreError;
use super::expression::Expression;
use super::syntax::is_valid;
use crate::path::clean;

/// One pattern of an ignore file.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// Cleaned, without `!`.
    pub(super) text: String,
    /// Begins with `!`: takes paths out again.
    pub(super) is_exception: bool,
    matcher: Matcher,
}

/// How a pattern is matched; the simple ones need no expression.
#[derive(Clone, Debug)]
enum Matcher {
    /// No wildcard: the very path.
    Exact,
    /// `x/**`: what begins so.
    Prefix,
    /// `**/x` or `**x`: what ends so.
    Suffix,
    /// All else; `None` when it cannot be compiled.
    Expression(Option<Expression>),
}

impl Pattern {
    pub(super) fn new(text: &str) -> Result<Self, IgnoreError> {
        let cleaned = clean(text);
        let (text, is_exception) = match cleaned.strip_prefix('!') {
            Some("") => return Err(IgnoreError::new("illegal exclusion pattern: \"!\"")),
            Some(text) => (text, true),
            None => (cleaned.as_str(), false),
        };
        if !is_valid(text) {
            return Err(IgnoreError::bad_pattern());
        }
        Ok(Self {
            text: text.to_owned(),
            is_exception,
            matcher: compile(text),
        })
    }

    pub(super) fn matches(&self, path: &str) -> Result<bool, IgnoreError> {
        Ok(match &self.matcher {
            Matcher::Exact => path == self.text,
            Matcher::Prefix => path.starts_with(self.text.strip_suffix("**").unwrap_or(&self.text)),
            Matcher::Suffix => {
                let suffix = self.text.strip_prefix("**").unwrap_or(&self.text);
                path.ends_with(suffix) || suffix.strip_prefix('/') == Some(path)
            }
            Matcher::Expression(Some(expression)) => expression.matches(path),
            Matcher::Expression(None) => return Err(IgnoreError::bad_pattern()),
        })
    }

    /// Whether the path or a folder above it matches.
    pub(super) fn matches_or_parent(&self, path: &str) -> Result<bool, IgnoreError> {
        if self.matches(path)? {
            return Ok(true);
        }
        let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        for folder in folders {
            if self.matches(folder)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether nothing but a trailing `/*` or `/**` is a wildcard.
    pub(super) fn is_prefix(&self) -> bool {
        !self
            .without_trailing_glob()
            .contains(['*', '[', ']', '?', '^', '\\'])
    }

    pub(super) fn without_trailing_glob(&self) -> &str {
        let text = self.text.strip_suffix("/**").unwrap_or(&self.text);
        text.strip_suffix("/*").unwrap_or(text)
    }
}

/// Translates to a regular expression where needed. Follows `Pattern.compile`.
fn compile(pattern: &str) -> Matcher {
    let mut regex = String::from("^");
    let mut matcher = Matcher::Exact;
    let expression = || Matcher::Expression(None);
    let mut chars = pattern.chars().peekable();
    let mut is_first = true;
    while let Some(c) = chars.next() {
        match c {
            '*' if chars.next_if_eq(&'*').is_some() => {
                // `**/` is the same as `**`.
                chars.next_if_eq(&'/');
                if chars.peek().is_some() {
                    regex.push_str("(.*/)?");
                    matcher = expression();
                } else if matches!(matcher, Matcher::Exact) {
                    matcher = Matcher::Prefix;
                } else {
                    regex.push_str(".*");
                    matcher = expression();
                }
                if is_first {
                    matcher = Matcher::Suffix;
                }
            }
            '*' => {
                regex.push_str("[^/]*");
                matcher = expression();
            }
            '?' => {
                regex.push_str("[^/]");
                matcher = expression();
            }
            '.' | '+' | '(' | ')' | '|' | '{' | '}' | '$' => regex.extend(['\\', c]),
            '\\' => {
                regex.push('\\');
                if let Some(escaped) = chars.next() {
                    regex.push(escaped);
                    matcher = expression();
                }
            }
            '[' | ']' => {
                regex.push(c);
                matcher = expression();
            }
            _ => regex.push(c),
        }
        is_first = false;
    }
    match matcher {
        Matcher::Expression(_) => Matcher::Expression(Expression::new(&regex)),
        simple => simple,
    }
}
