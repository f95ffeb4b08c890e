use std::rc::Rc;

use super::{
    Dialect, Param, ParamOp, Part, Script, Subscript, Word,
    error::Unexpected,
    parser::{Parsed, Parser},
};
use crate::labelled::Bytes;

pub(super) fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

pub(super) fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

impl Parser<'_> {
    /// What starts with the dollar sign here; `None` if it stands for itself.
    pub(super) fn dollar(&mut self, in_double: bool) -> Parsed<Option<Part>> {
        let start = self.at;
        match self.peek_at(1) {
            b'(' => {
                if self.peek_at(2) == b'('
                    && let Some(word) = self.arithmetic(3)?
                {
                    return Ok(Some(Part::Arithmetic(word)));
                }
                self.at += 2;
                let script = self.nested_script()?;
                Ok(Some(Part::Command(Rc::new(script), self.span_from(start))))
            }
            b'{' => {
                self.at += 2;
                let param = self.braced(in_double, start)?;
                Ok(Some(Part::Param(Rc::new(param))))
            }
            b'\'' if !in_double && self.dialect != Dialect::Dash => {
                self.at += 2;
                Ok(Some(Part::Quoted(self.ansi_quoted()?)))
            }
            b'"' if !in_double && self.dialect == Dialect::Bash => {
                self.at += 1;
                Ok(Some(self.double_quoted()?))
            }
            byte if is_name_start(byte) => {
                self.at += 1;
                let name = self.name();
                Ok(Some(self.plain(name, start)))
            }
            byte if byte.is_ascii_digit() || b"@*#?-$!".contains(&byte) => {
                self.at += 2;
                Ok(Some(self.plain(char::from(byte).to_string(), start)))
            }
            _ => Ok(None),
        }
    }

    fn plain(&self, name: String, start: usize) -> Part {
        Part::Param(Rc::new(Param {
            name,
            subscript: None,
            op: ParamOp::Plain,
            span: self.span_from(start),
        }))
    }

    pub(super) fn name(&mut self) -> String {
        let start = self.at;
        while is_name(self.peek()) {
            self.at += 1;
        }
        String::from_utf8_lossy(self.data.get(start..self.at).unwrap_or_default()).into_owned()
    }

    /// The commands up to a closing parenthesis.
    pub(super) fn nested_script(&mut self) -> Parsed<Script> {
        self.deeper()?;
        let list = self.list()?;
        if self.peek() != b')' {
            return Err(if self.at_end() {
                self.error(Unexpected::Quote(b')'))
            } else {
                self.unexpected()
            });
        }
        self.at += 1;
        self.depth -= 1;
        Ok(Script {
            lines: vec![list],
            error: None,
        })
    }

    /// The text from `skip` bytes on to a `))` that closes it; `None` (and nothing consumed) if there is none.
    pub(super) fn arithmetic(&mut self, skip: usize) -> Parsed<Option<Word>> {
        let start = self.at + skip;
        let mut depth = 0_u32;
        let mut at = start;
        loop {
            match self.data.get(at) {
                None => return Ok(None),
                Some(b'(') => depth += 1,
                Some(b')') if depth > 0 => depth -= 1,
                Some(b')') if self.data.get(at + 1) == Some(&b')') => break,
                Some(b')') => return Ok(None),
                _ => {}
            }
            at += 1;
        }
        let before = self.at;
        self.at = start;
        let parts = self.double_parts(&|parser: &Parser<'_>| parser.at >= at, true)?;
        if self.at != at {
            self.at = before;
            return Ok(None);
        }
        let span = self.span_from(start);
        self.at += 2;
        Ok(Some(Word {
            parts: vec![Part::Double(parts)],
            span,
        }))
    }

    fn braced(&mut self, in_double: bool, start: usize) -> Parsed<Param> {
        let extended = self.dialect == Dialect::Bash;
        let mut length = false;
        let mut indirect = false;
        if self.peek() == b'#' && self.peek_at(1) != b'}' {
            // `${#}` is the count of parameters, `${#-x}` and the like are rare enough to be lengths here.
            length = true;
            self.at += 1;
        } else if extended
            && self.peek() == b'!'
            && (is_name_start(self.peek_at(1))
                || self.peek_at(1).is_ascii_digit()
                || (self.peek_at(1) == b'#' && self.peek_at(2) == b'}'))
        {
            indirect = true;
            self.at += 1;
        }
        let name = if is_name_start(self.peek()) {
            self.name()
        } else if self.peek().is_ascii_digit() {
            let digits = self.at;
            while self.peek().is_ascii_digit() {
                self.at += 1;
            }
            String::from_utf8_lossy(self.data.get(digits..self.at).unwrap_or_default()).into_owned()
        } else if b"@*#?-$!".contains(&self.peek()) {
            self.at += 1;
            char::from(self.data.get(self.at - 1).copied().unwrap_or(b'?')).to_string()
        } else {
            return self.bad(String::new(), start);
        };
        let mut subscript = None;
        if extended && self.peek() == b'[' {
            subscript = self.subscript()?;
        }
        let mut op = self.operation(in_double, length, indirect)?;
        if matches!(
            (&op, &subscript),
            (ParamOp::Indirect, Some(Subscript::At | Subscript::Star))
        ) {
            op = ParamOp::Keys;
        }
        if !matches!(op, ParamOp::Bad) && self.peek() == b'}' {
            self.at += 1;
            return Ok(Param {
                name,
                subscript,
                op,
                span: self.span_from(start),
            });
        }
        self.bad(name, start)
    }

    pub(super) fn subscript(&mut self) -> Parsed<Option<Subscript>> {
        self.at += 1;
        let subscript = if self.eat("@]") {
            Subscript::At
        } else if self.eat("*]") {
            Subscript::Star
        } else {
            let start = self.at;
            let parts = self.parts(&|parser: &Parser<'_>| parser.peek() == b']')?;
            let word = Word {
                parts,
                span: self.span_from(start),
            };
            self.at += 1;
            Subscript::Word(word)
        };
        Ok(Some(subscript))
    }

    /// Steps over the rest of an expansion that this dialect does not have; expanding it is an error.
    fn bad(&mut self, name: String, start: usize) -> Parsed<Param> {
        let _skipped = self.argument(true, &[])?;
        if self.peek() != b'}' {
            self.at = start;
            return Err(self.error(Unexpected::Quote(b'}')));
        }
        self.at += 1;
        Ok(Param {
            name,
            subscript: None,
            op: ParamOp::Bad,
            span: self.span_from(start),
        })
    }

    fn operation(&mut self, in_double: bool, length: bool, indirect: bool) -> Parsed<ParamOp> {
        if self.peek() == b'}' {
            return Ok(match (length, indirect) {
                (true, _) => ParamOp::Length,
                (_, true) => ParamOp::Indirect,
                _ => ParamOp::Plain,
            });
        }
        if length {
            return Ok(ParamOp::Bad);
        }
        if indirect {
            return Ok(if self.eat("*") || self.eat("@") {
                ParamOp::Names
            } else {
                ParamOp::Bad
            });
        }
        let colon = self.peek() == b':' && b"-=?+".contains(&self.peek_at(1));
        if colon {
            self.at += 1;
        }
        let operator = self.peek();
        let has_substrings = self.dialect != Dialect::Dash;
        self.at += 1;
        Ok(match operator {
            b'-' => ParamOp::Default {
                colon,
                word: self.argument(in_double, &[])?,
            },
            b'=' => ParamOp::Assign {
                colon,
                word: self.argument(in_double, &[])?,
            },
            b'?' => ParamOp::Error {
                colon,
                word: self.argument(in_double, &[])?,
            },
            b'+' => ParamOp::Alternative {
                colon,
                word: self.argument(in_double, &[])?,
            },
            b'#' => {
                let longest = self.eat("#");
                ParamOp::TrimPrefix {
                    longest,
                    word: self.argument(false, &[])?,
                }
            }
            b'%' => {
                let longest = self.eat("%");
                ParamOp::TrimSuffix {
                    longest,
                    word: self.argument(false, &[])?,
                }
            }
            b'/' if has_substrings => {
                let all = self.eat("/");
                let anchor = if !all && matches!(self.peek(), b'#' | b'%') {
                    self.peek()
                } else {
                    0
                };
                self.at += usize::from(anchor != 0);
                // A slash right behind the operator belongs to the pattern: `${path////-}`.
                let leading = self.at;
                let slash = self.peek() == b'/' && all;
                self.at += usize::from(slash);
                let mut pattern = self.argument(false, b"/")?;
                if slash {
                    pattern.parts.insert(0, Part::Quoted("/".into()));
                    pattern.span.start = leading;
                }
                let with = if self.eat("/") {
                    self.argument(false, &[])?
                } else {
                    Word::default()
                };
                ParamOp::Replace {
                    all,
                    anchor,
                    pattern,
                    with,
                }
            }
            b':' if has_substrings => {
                let offset = self.argument(true, b":")?;
                let length = if self.eat(":") {
                    Some(self.argument(true, &[])?)
                } else {
                    None
                };
                ParamOp::Substring { offset, length }
            }
            b'^' | b',' if self.dialect == Dialect::Bash => {
                let all = self.peek() == operator;
                self.at += usize::from(all);
                let _pattern = self.argument(false, &[])?;
                ParamOp::Case {
                    upper: operator == b'^',
                    all,
                }
            }
            b'@' if self.dialect == Dialect::Bash => {
                self.at += 1;
                ParamOp::Transform(self.data.get(self.at - 1).copied().unwrap_or(0))
            }
            _ => {
                self.at -= 1;
                ParamOp::Bad
            }
        })
    }

    /// The word of an expansion, up to its closing brace or one of `stops`.
    fn argument(&mut self, in_double: bool, stops: &[u8]) -> Parsed<Word> {
        self.deeper()?;
        let start = self.at;
        let mut parts = Vec::new();
        while !self.at_end() && self.peek() != b'}' && !stops.contains(&self.peek()) {
            if in_double {
                if self.peek() == b'"' {
                    // Quotes inside a quoted expansion switch the quoting off and on; both spell the same text.
                    parts.push(self.double_quoted()?);
                    continue;
                }
                if self.peek() == b'\\' && self.peek_at(1) == b'}' {
                    let mut quoted = Bytes::new();
                    self.push_byte(&mut quoted, self.at + 1);
                    parts.push(Part::Quoted(quoted));
                    self.at += 2;
                    continue;
                }
                let inner = self.double_parts(
                    &|parser: &Parser<'_>| {
                        let here = parser.peek();
                        here == b'}'
                            || here == b'"'
                            || stops.contains(&here)
                            || (here == b'\\' && parser.peek_at(1) == b'}')
                    },
                    false,
                )?;
                parts.push(Part::Double(inner));
            } else {
                let inner = self.parts(&|parser: &Parser<'_>| {
                    parser.peek() == b'}' || stops.contains(&parser.peek())
                })?;
                parts.extend(inner);
            }
        }
        self.depth -= 1;
        Ok(Word {
            parts,
            span: self.span_from(start),
        })
    }

    /// The text of `$'…'`, behind its first quote.
    fn ansi_quoted(&mut self) -> Parsed<Bytes> {
        let mut text = Bytes::new();
        loop {
            if self.at_end() {
                return Err(self.error(Unexpected::Quote(b'\'')));
            }
            match self.peek() {
                b'\'' => break,
                b'\\' => {
                    let rest = self.data.get(self.at..).unwrap_or_default();
                    let (bytes, used) = super::super::escape::ansi(rest);
                    text.push_plain(bytes);
                    self.at += used;
                }
                _ => {
                    self.push_byte(&mut text, self.at);
                    self.at += 1;
                }
            }
        }
        self.at += 1;
        Ok(text)
    }
}
