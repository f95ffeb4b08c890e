//! The expression inside `[[ ]]`.

use super::{
    Condition, Part, Word,
    error::Unexpected,
    parser::{Parsed, Parser},
    words::is_meta,
};

impl Parser<'_> {
    /// The expression behind `[[`, and the `]]`.
    pub(super) fn condition(&mut self) -> Parsed<Condition> {
        let condition = self.condition_or()?;
        self.newlines()?;
        if !self.eat("]]") {
            return Err(self.unexpected());
        }
        Ok(condition)
    }

    fn condition_or(&mut self) -> Parsed<Condition> {
        let mut left = self.condition_and()?;
        loop {
            self.newlines()?;
            if !self.eat("||") {
                return Ok(left);
            }
            left = Condition::Or(Box::new(left), Box::new(self.condition_and()?));
        }
    }

    fn condition_and(&mut self) -> Parsed<Condition> {
        let mut left = self.condition_not()?;
        loop {
            self.newlines()?;
            if !self.eat("&&") {
                return Ok(left);
            }
            left = Condition::And(Box::new(left), Box::new(self.condition_not()?));
        }
    }

    fn condition_not(&mut self) -> Parsed<Condition> {
        self.deeper()?;
        self.newlines()?;
        let condition = if self.peek() == b'!' && is_meta(self.peek_at(1)) {
            self.at += 1;
            Condition::Not(Box::new(self.condition_not()?))
        } else if self.eat("(") {
            let inner = self.condition_or()?;
            self.newlines()?;
            if !self.eat(")") {
                return Err(self.unexpected());
            }
            inner
        } else {
            self.condition_primary()?
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn condition_primary(&mut self) -> Parsed<Condition> {
        let Some(first) = self.word()? else {
            return Err(self.unexpected());
        };
        if let Some(operator) = plain(&first)
            && operator.len() == 2
            && operator.starts_with('-')
        {
            self.blanks();
            if !self.looking_at("]]")
                && let Some(operand) = self.word()?
            {
                return Ok(Condition::Unary(operator, operand));
            }
            return Ok(Condition::Word(first));
        }
        self.blanks();
        if self.at_end() {
            return Err(self.error(Unexpected::EndOfFile));
        }
        if matches!(self.peek(), b'<' | b'>') {
            let operator = char::from(self.peek()).to_string();
            self.at += 1;
            let Some(right) = self.word()? else {
                return Err(self.unexpected());
            };
            return Ok(Condition::Binary(operator, first, right));
        }
        if self.looking_at("]]") || matches!(self.peek(), b'&' | b'|' | b')' | b'\n') {
            return Ok(Condition::Word(first));
        }
        let Some(operator) = self.word()?.as_ref().and_then(plain) else {
            return Err(self.unexpected());
        };
        let right = if operator == "=~" {
            self.regex_word()?
        } else {
            self.word()?
        };
        let Some(right) = right else {
            return Err(self.unexpected());
        };
        Ok(Condition::Binary(operator, first, right))
    }

    /// The right side of `=~`: parentheses and bars belong to it.
    fn regex_word(&mut self) -> Parsed<Option<Word>> {
        self.blanks();
        let start = self.at;
        let parts =
            self.parts(&|parser: &Parser<'_>| matches!(parser.peek(), b' ' | b'\t' | b'\n'))?;
        Ok((self.at > start).then(|| Word {
            parts,
            span: self.span_from(start),
        }))
    }
}

/// The text of a word without quotes or expansions.
fn plain(word: &Word) -> Option<String> {
    match word.parts.as_slice() {
        [Part::Literal(text)] => Some(text.text().into_owned()),
        _ => None,
    }
}
