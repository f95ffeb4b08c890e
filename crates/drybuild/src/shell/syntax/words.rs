use std::rc::Rc;

use super::{
    Dialect, Part, Word,
    error::Unexpected,
    parser::{Parsed, Parser},
};
use crate::labelled::Bytes;

/// Characters that end an unquoted word.
pub(super) fn is_meta(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'<' | b'>' | b'(' | b')'
    )
}

impl Parser<'_> {
    /// A word, if one starts here.
    pub(super) fn word(&mut self) -> Parsed<Option<Word>> {
        self.blanks();
        let start = self.at;
        let parts = self.parts(&|parser: &Parser<'_>| is_meta(parser.peek()))?;
        if self.at == start {
            return Ok(None);
        }
        Ok(Some(Word {
            parts,
            span: self.span_from(start),
        }))
    }

    /// Unquoted parts up to where `ends` holds.
    pub(super) fn parts(&mut self, ends: &dyn Fn(&Parser<'_>) -> bool) -> Parsed<Vec<Part>> {
        let mut parts = Vec::new();
        let mut literal = Bytes::new();
        while !self.at_end() {
            if self.is_process_substitution() {
                flush(&mut parts, &mut literal);
                parts.push(self.process_substitution()?);
                continue;
            }
            if ends(self) {
                break;
            }
            match self.peek() {
                b'\\' => {
                    if self.peek_at(1) == b'\n' {
                        self.at += 2;
                    } else if self.at + 1 >= self.data.len() {
                        self.push_byte(&mut literal, self.at);
                        self.at += 1;
                    } else {
                        flush(&mut parts, &mut literal);
                        let mut quoted = Bytes::new();
                        self.push_byte(&mut quoted, self.at + 1);
                        parts.push(Part::Quoted(quoted));
                        self.at += 2;
                    }
                }
                b'\'' => {
                    flush(&mut parts, &mut literal);
                    parts.push(self.single_quoted()?);
                }
                b'"' => {
                    flush(&mut parts, &mut literal);
                    parts.push(self.double_quoted()?);
                }
                b'`' => {
                    flush(&mut parts, &mut literal);
                    parts.push(self.backquoted(false)?);
                }
                b'$' => match self.dollar(false)? {
                    Some(part) => {
                        flush(&mut parts, &mut literal);
                        parts.push(part);
                    }
                    None => {
                        self.push_byte(&mut literal, self.at);
                        self.at += 1;
                    }
                },
                _ => {
                    self.push_byte(&mut literal, self.at);
                    self.at += 1;
                }
            }
        }
        flush(&mut parts, &mut literal);
        Ok(parts)
    }

    fn is_process_substitution(&self) -> bool {
        self.dialect == Dialect::Bash
            && matches!(self.peek(), b'<' | b'>')
            && self.peek_at(1) == b'('
    }

    fn process_substitution(&mut self) -> Parsed<Part> {
        let start = self.at;
        let output = self.peek() == b'>';
        self.at += 2;
        let script = self.nested_script()?;
        Ok(Part::Process {
            output,
            script: Rc::new(script),
            span: self.span_from(start),
        })
    }

    fn single_quoted(&mut self) -> Parsed<Part> {
        let start = self.at + 1;
        let rest = self.data.get(start..).unwrap_or_default();
        let Some(length) = rest.iter().position(|byte| *byte == b'\'') else {
            return Err(self.error(Unexpected::Quote(b'\'')));
        };
        self.at = start + length + 1;
        Ok(Part::Quoted(self.source.slice(start..start + length)))
    }

    pub(super) fn double_quoted(&mut self) -> Parsed<Part> {
        let opened = self.at;
        self.at += 1;
        let parts = self.double_parts(&|parser: &Parser<'_>| parser.peek() == b'"', false)?;
        if self.at_end() {
            self.at = opened;
            return Err(self.error(Unexpected::Quote(b'"')));
        }
        self.at += 1;
        Ok(Part::Double(parts))
    }

    /// Parts inside double quotes up to where `ends` holds.
    pub(super) fn double_parts(
        &mut self,
        ends: &dyn Fn(&Parser<'_>) -> bool,
        heredoc: bool,
    ) -> Parsed<Vec<Part>> {
        let mut parts = Vec::new();
        let mut literal = Bytes::new();
        while !self.at_end() && !ends(self) {
            match self.peek() {
                b'\\' => match self.peek_at(1) {
                    b'\n' => self.at += 2,
                    b'$' | b'`' | b'\\' => {
                        self.push_byte(&mut literal, self.at + 1);
                        self.at += 2;
                    }
                    b'"' if !heredoc => {
                        self.push_byte(&mut literal, self.at + 1);
                        self.at += 2;
                    }
                    _ => {
                        self.push_byte(&mut literal, self.at);
                        self.at += 1;
                    }
                },
                b'`' => {
                    flush(&mut parts, &mut literal);
                    parts.push(self.backquoted(!heredoc)?);
                }
                b'$' => match self.dollar(true)? {
                    Some(part) => {
                        flush(&mut parts, &mut literal);
                        parts.push(part);
                    }
                    None => {
                        self.push_byte(&mut literal, self.at);
                        self.at += 1;
                    }
                },
                _ => {
                    self.push_byte(&mut literal, self.at);
                    self.at += 1;
                }
            }
        }
        flush(&mut parts, &mut literal);
        Ok(parts)
    }

    /// A command substitution in backquotes: its text is unescaped, then parsed on its own.
    fn backquoted(&mut self, in_double: bool) -> Parsed<Part> {
        let start = self.at;
        self.at += 1;
        let mut text = Bytes::new();
        loop {
            if self.at_end() {
                self.at = start;
                return Err(self.error(Unexpected::Quote(b'`')));
            }
            match self.peek() {
                b'`' => break,
                b'\\'
                    if matches!(self.peek_at(1), b'$' | b'`' | b'\\')
                        || (in_double && self.peek_at(1) == b'"') =>
                {
                    self.push_byte(&mut text, self.at + 1);
                    self.at += 2;
                }
                _ => {
                    self.push_byte(&mut text, self.at);
                    self.at += 1;
                }
            }
        }
        self.at += 1;
        let span = self.span_from(start);
        self.deeper()?;
        let mut inner = Parser::new(&text, self.dialect, Some(span.clone()));
        inner.depth = self.depth;
        self.depth -= 1;
        let mut script = super::Script::default();
        while let Some(list) = inner.line()? {
            script.lines.push(list);
        }
        Ok(Part::Command(Rc::new(script), span))
    }
}

pub(super) fn flush(parts: &mut Vec<Part>, literal: &mut Bytes) {
    if !literal.is_empty() {
        parts.push(Part::Literal(std::mem::take(literal)));
    }
}
