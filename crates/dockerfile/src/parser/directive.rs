//! `# escape=`, `# syntax=`, `# check=`: comments at the top that say something.
//!
//! Follows `parser/directives.go`. The parser reads them while it reads lines; [`directives`] and
//! [`syntax`] look at the head of the file on their own and are stricter about indentation.

use super::{directive_at, json};
use crate::letter_case::lower;
use crate::{Directive, Feature, Span, Version};

/// Reads line by line until one is no directive.
pub(super) struct DirectiveReader {
    comment: &'static str,
    seen: Vec<String>,
    done: bool,
    version: Version,
}

impl DirectiveReader {
    /// `comment` is what a directive's line begins with.
    pub(super) fn new(comment: &'static str, version: Version) -> Self {
        Self {
            comment,
            seen: Vec::new(),
            done: false,
            version,
        }
    }

    /// The name in lower case and the value, when this line is a directive; an error for the
    /// second one of a name.
    pub(super) fn read<'a>(&mut self, line: &'a str) -> Result<Option<(String, &'a str)>, String> {
        if self.done {
            return Ok(None);
        }
        let found = line
            .strip_prefix(self.comment)
            .and_then(|line| assignment(line.trim_start()));
        let known = found
            .map(|(name, value)| (lower(name), value))
            .filter(|(name, _)| match name.as_str() {
                "syntax" | "escape" => true,
                "check" => self.version.knows(Feature::Check),
                _ => false,
            });
        let Some((name, value)) = known else {
            self.done = true;
            return Ok(None);
        };
        if self.seen.contains(&name) {
            return Err(format!("only one {name} parser directive can be used"));
        }
        self.seen.push(name.clone());
        Ok(Some((name, value)))
    }
}

/// BuildKit's `^([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$`.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once('=')?;
    let name = name.trim_end_matches(is_blank);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric());
    let trimmed = value.trim_matches(is_blank);
    // A value of blanks only: the expression leaves the last one to be the value.
    let last = value
        .len()
        .checked_sub(1)
        .and_then(|last| value.get(last..));
    let value = if trimmed.is_empty() { last? } else { trimmed };
    is_name.then_some((name, value))
}

/// `\s` of Go's regular expressions.
fn is_blank(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\x0c' | '\r' | ' ')
}

/// The directives at the head of the file. A shebang line may stand before them.
pub(crate) fn directives(source: &str) -> Vec<Directive> {
    let (position, line) = head(source);
    read_all(source, position, line, "#")
}

/// The image that the file is to be handed to: `# syntax=` among its directives, `// syntax=`, or
/// the `syntax` field of a file that is a JSON object.
pub(crate) fn syntax(source: &str, directives: &[Directive]) -> Option<Directive> {
    let is_syntax = |found: &&Directive| found.name == "syntax";
    if let Some(found) = directives.iter().find(is_syntax) {
        return Some(found.clone());
    }
    let (position, line) = head(source);
    let commented = read_all(source, position, line, "//");
    if let Some(found) = commented.iter().find(is_syntax) {
        return Some(found.clone());
    }
    let (value, range) = json::field(source.get(position..)?, "syntax")?;
    let span = Span::new(position + range.start, position + range.end);
    Some(directive_at("syntax", &value, line, span))
}

/// Offset and number of lines behind byte order mark and shebang.
fn head(source: &str) -> (usize, usize) {
    let rest = source.strip_prefix('\u{feff}').unwrap_or(source);
    let start = source.len() - rest.len();
    if !rest.starts_with("#!") {
        return (start, 0);
    }
    (
        start + rest.find('\n').map_or(rest.len(), |newline| newline + 1),
        1,
    )
}

fn read_all(source: &str, start: usize, line: usize, comment: &'static str) -> Vec<Directive> {
    let mut found = Vec::new();
    let text = source.get(start..).unwrap_or_default();
    if !text.starts_with(comment) {
        return found;
    }
    let mut reader = DirectiveReader::new(comment, Version::CURRENT);
    let mut position = start;
    for (number, text) in (line + 1..).zip(text.split_inclusive('\n')) {
        let content = text.strip_suffix('\n').unwrap_or(text);
        let content = content.strip_suffix('\r').unwrap_or(content);
        let Ok(Some((name, value))) = reader.read(content) else {
            break;
        };
        let span = Span::new(position, position + content.len());
        found.push(directive_at(&name, value, number, span));
        position += text.len();
    }
    found
}
