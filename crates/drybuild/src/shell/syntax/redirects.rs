use std::{cell::OnceCell, rc::Rc};

use super::{
    Dialect, Part, Redirect, RedirectKind, Word,
    parser::{Parsed, Parser, Pending},
};

impl Parser<'_> {
    /// A redirection, if one starts here.
    pub(super) fn redirect(&mut self) -> Parsed<Option<Redirect>> {
        let start = self.at;
        let mut digits = 0;
        while self.peek_at(digits).is_ascii_digit() {
            digits += 1;
        }
        if !matches!(self.peek_at(digits), b'<' | b'>') {
            if self.dialect != Dialect::Dash && self.looking_at("&>") {
                self.at += 2;
                let append = self.eat(">");
                let target = self.redirect_word()?;
                let kind = RedirectKind::Both { target, append };
                return Ok(Some(Redirect {
                    fd: None,
                    kind,
                    span: self.span_from(start),
                }));
            }
            return Ok(None);
        }
        if self.dialect == Dialect::Bash && digits == 0 && self.peek_at(1) == b'(' {
            return Ok(None);
        }
        let fd = String::from_utf8_lossy(self.data.get(start..start + digits).unwrap_or_default())
            .parse()
            .ok();
        self.at += digits;
        let kind = if self.dialect == Dialect::Bash && self.eat("<<<") {
            RedirectKind::HereString(self.redirect_word()?)
        } else if self.eat("<<") {
            let strips_tabs = self.eat("-");
            self.heredoc(strips_tabs)?
        } else if self.eat("<&") {
            RedirectKind::Duplicate {
                target: self.redirect_word()?,
                output: false,
            }
        } else if self.eat("<>") {
            RedirectKind::ReadWrite(self.redirect_word()?)
        } else if self.eat("<") {
            RedirectKind::Read(self.redirect_word()?)
        } else if self.eat(">>") {
            RedirectKind::Append(self.redirect_word()?)
        } else if self.eat(">|") {
            RedirectKind::Write {
                target: self.redirect_word()?,
                clobber: true,
            }
        } else if self.eat(">&") {
            RedirectKind::Duplicate {
                target: self.redirect_word()?,
                output: true,
            }
        } else {
            self.at += 1;
            RedirectKind::Write {
                target: self.redirect_word()?,
                clobber: false,
            }
        };
        Ok(Some(Redirect {
            fd,
            kind,
            span: self.span_from(start),
        }))
    }

    fn redirect_word(&mut self) -> Parsed<Word> {
        match self.word()? {
            Some(word) => Ok(word),
            None => Err(self.unexpected()),
        }
    }

    fn heredoc(&mut self, strips_tabs: bool) -> Parsed<RedirectKind> {
        let word = self.redirect_word()?;
        let mut delimiter = Vec::new();
        let mut expands = true;
        collect_delimiter(&word.parts, &mut delimiter, &mut expands);
        let body = Rc::new(OnceCell::new());
        self.pending.push(Pending {
            delimiter,
            expands,
            strips_tabs,
            body: Rc::clone(&body),
        });
        Ok(RedirectKind::HereDoc(body))
    }
}

fn collect_delimiter(parts: &[Part], delimiter: &mut Vec<u8>, expands: &mut bool) {
    for part in parts {
        match part {
            Part::Literal(text) => delimiter.extend_from_slice(text.data()),
            Part::Quoted(text) => {
                *expands = false;
                delimiter.extend_from_slice(text.data());
            }
            Part::Double(inner) => {
                *expands = false;
                collect_delimiter(inner, delimiter, expands);
            }
            _ => {}
        }
    }
}
