//! The values that are followed, and the texts that steps point into.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use crate::Span;
use crate::graph::{Op, Vertex};
use crate::labelled::{Bytes, SecretId, Step, Trace};

/// The values to follow, by secret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Planted {
    values: Vec<Vec<u8>>,
}

/// Shorter values would be found everywhere.
const SHORTEST: usize = 4;

impl Planted {
    /// Values in the order of the secrets; those too short to tell apart are followed nowhere.
    #[must_use]
    pub fn new(values: Vec<Vec<u8>>) -> Self {
        Self { values }
    }

    /// Whether a value is long enough to be followed.
    #[must_use]
    pub fn is_followed(value: &[u8]) -> bool {
        value.len() >= SHORTEST
    }

    /// The secrets with their values.
    pub fn iter(&self) -> impl Iterator<Item = (SecretId, &[u8])> {
        let followed = (0..)
            .zip(&self.values)
            .filter(|(_, value)| Self::is_followed(value));
        followed.map(|(index, value)| (SecretId(index), value.as_slice()))
    }

    /// The value of a secret.
    #[must_use]
    pub fn value(&self, secret: SecretId) -> Option<&[u8]> {
        self.values.get(secret.0 as usize).map(Vec::as_slice)
    }

    /// The secrets whose whole value is in `data`.
    pub fn found_in(&self, data: &[u8]) -> Vec<SecretId> {
        let found = self
            .iter()
            .filter(|(_, value)| position(data, value, 0).is_some());
        found.map(|(secret, _)| secret).collect()
    }

    /// Labels every occurrence of every value; `script` and `text` say where it comes from.
    #[must_use]
    pub fn label(&self, data: &[u8], script: u32, text: &str) -> Bytes {
        self.label_with(data, script, || text.into())
    }

    /// The same, where the text is made only if a value is found.
    pub(super) fn label_with(&self, data: &[u8], script: u32, text: impl Fn() -> Rc<str>) -> Bytes {
        let mut bytes = Bytes::from(data);
        for (secret, value) in self.iter() {
            let mut from = 0;
            while let Some(at) = position(data, value, from) {
                let step = Step {
                    script,
                    span: 0..0,
                    text: text(),
                };
                from = at + value.len();
                bytes = bytes.with_secret(at..from, secret, Trace::origin(step));
            }
        }
        bytes
    }
}

fn position(data: &[u8], value: &[u8], from: usize) -> Option<usize> {
    let rest = data.get(from..)?;
    let found = rest
        .windows(value.len())
        .position(|window| window == value)?;
    Some(from + found)
}

/// Where steps of a trace are. Script 0 is outside the Dockerfile; every other number is made of what a vertex does and
/// in which stage, so that a result from the cache is found at its place in the Dockerfile of today, or nowhere.
#[derive(Debug, Clone, Copy)]
pub struct Scripts<'a> {
    /// The Dockerfile's text.
    pub dockerfile: &'a str,
    /// The definition's vertices.
    pub vertices: &'a [Vertex],
    /// Their numbers, in the same order.
    pub numbers: &'a [u32],
}

impl Scripts<'_> {
    /// The number of a vertex's script, never 0.
    #[must_use]
    pub fn number(vertex: &Vertex) -> u32 {
        let mut hasher = DefaultHasher::new();
        (&vertex.op, &vertex.stage, &vertex.platform).hash(&mut hasher);
        let number = hasher.finish() & u64::from(u32::MAX);
        u32::try_from(number).unwrap_or(u32::MAX).max(1)
    }

    /// The place of a step in the Dockerfile; `None` where it has none.
    #[must_use]
    pub fn span(&self, step: &Step) -> Option<Span> {
        let place = self
            .numbers
            .iter()
            .position(|number| *number == step.script)?;
        let vertex = self.vertices.get(place)?;
        let instruction = vertex.span?;
        let Op::Exec(op) = &vertex.op else {
            return Some(instruction);
        };
        let script = op.args.last().map(String::as_str).unwrap_or_default();
        if step.span.is_empty() {
            return Some(instruction);
        }
        Some(
            self.in_script(instruction, script, &step.span)
                .unwrap_or(instruction),
        )
    }

    /// Finds a range of a script again in the instruction that holds it.
    #[must_use]
    pub fn in_script(
        &self,
        instruction: Span,
        script: &str,
        range: &std::ops::Range<usize>,
    ) -> Option<Span> {
        let text = self.dockerfile.get(instruction.start..instruction.end)?;
        (0..text.len()).find_map(|from| {
            let offsets = align(text.get(from..)?, script)?;
            let start = *offsets.get(range.start)?;
            let last = *offsets.get(range.end.checked_sub(1)?)?;
            Some(Span {
                start: instruction.start + from + start,
                end: instruction.start + from + last + 1,
            })
        })
    }
}

/// For every byte of `script` its offset in `text`, where continuations and comment lines in `text` count as nothing.
fn align(text: &str, script: &str) -> Option<Vec<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut offsets = Vec::with_capacity(script.len());
    for byte in script.bytes() {
        if bytes.get(at) != Some(&byte) || is_continuation(bytes, at) {
            at = skip_continuation(bytes, at)?;
        }
        if bytes.get(at) != Some(&byte) {
            return None;
        }
        offsets.push(at);
        at += 1;
    }
    Some(offsets)
}

fn is_continuation(text: &[u8], at: usize) -> bool {
    matches!(text.get(at), Some(b'\\' | b'`'))
        && text.get(at..).is_some_and(|rest| line_end(rest).is_some())
}

/// Length of an escape character with blanks and a line break behind it.
fn line_end(rest: &[u8]) -> Option<usize> {
    let blanks = rest
        .iter()
        .skip(1)
        .take_while(|b| matches!(b, b' ' | b'\t' | b'\r'))
        .count();
    (rest.get(1 + blanks) == Some(&b'\n')).then_some(blanks + 2)
}

fn skip_continuation(text: &[u8], mut at: usize) -> Option<usize> {
    while is_continuation(text, at) {
        at += line_end(text.get(at..)?)?;
        loop {
            let line = text.get(at..)?;
            let blanks = line
                .iter()
                .take_while(|b| matches!(b, b' ' | b'\t'))
                .count();
            match line.get(blanks) {
                Some(b'#') => at += line.iter().position(|b| *b == b'\n')? + 1,
                Some(b'\n') => at += blanks + 1,
                _ => break,
            }
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_occurrence_is_labelled() {
        let planted = Planted::new(vec![b"s3cret".to_vec(), b"x".to_vec()]);
        let bytes = planted.label(b"a=s3cret b=s3cret x", 0, "the file");
        assert_eq!(bytes.labels().len(), 2);
        assert_eq!(planted.found_in(b"x s3cre"), []);
    }

    #[test]
    fn a_script_is_found_again_through_continuations() {
        let dockerfile = "FROM a\nRUN set -e; \\\n    # why\n    cat key\n";
        let scripts = Scripts {
            dockerfile,
            vertices: &[],
            numbers: &[],
        };
        let script = "set -e;     cat key";
        let span = scripts.in_script(
            Span {
                start: 7,
                end: dockerfile.len(),
            },
            script,
            &(12..19),
        );
        assert_eq!(span.and_then(|s| s.text(dockerfile)), Some("cat key"));
    }
}
