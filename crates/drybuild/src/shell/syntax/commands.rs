use std::rc::Rc;

use super::{
    AndOr, Assignment, CaseArm, Command, CommandKind, Connector, Dialect, Item, List, Part,
    Pipeline, Redirect, RedirectKind, Source, SyntaxError, Unexpected, Word,
    dollar::{is_name, is_name_start},
    parser::{Parsed, Parser},
    words::is_meta,
};
use crate::labelled::Bytes;

/// Words that end a list of commands where one could start.
const CLOSERS: [&str; 8] = ["then", "else", "elif", "fi", "do", "done", "esac", "}"];

impl Parser<'_> {
    /// The next complete line of commands.
    pub(super) fn line(&mut self) -> Parsed<Option<List>> {
        self.newlines()?;
        if self.at_end() {
            self.flush_heredocs()?;
            return Ok(None);
        }
        let list = self.items(true)?;
        if self.peek() == b'\n' {
            self.newline()?;
        } else if self.at_end() {
            self.flush_heredocs()?;
        } else {
            return Err(self.unexpected());
        }
        Ok(Some(list))
    }

    fn flush_heredocs(&mut self) -> Parsed<()> {
        for pending in std::mem::take(&mut self.pending) {
            self.heredoc_body(&pending)?;
        }
        Ok(())
    }

    /// The commands up to a word or operator that closes them; at least one.
    pub(super) fn list(&mut self) -> Parsed<List> {
        self.newlines()?;
        self.items(false)
    }

    fn required_list(&mut self, expecting: Option<&'static str>) -> Parsed<List> {
        let list = self.list()?;
        if list.is_empty() {
            let mut error = self.unexpected();
            error.expecting = expecting.filter(|_| self.at_end());
            return Err(error);
        }
        Ok(list)
    }

    fn items(&mut self, one_line: bool) -> Parsed<List> {
        let mut list = List::new();
        loop {
            self.blanks();
            if self.at_end() || self.closes() {
                break;
            }
            let and_or = Rc::new(self.and_or()?);
            self.blanks();
            let mut background = false;
            match self.peek() {
                b'&' if self.peek_at(1) != b'&' => {
                    self.at += 1;
                    background = true;
                }
                b';' if self.peek_at(1) != b';' && self.peek_at(1) != b'&' => self.at += 1,
                b'\n' if !one_line => {}
                _ => {
                    list.push(Item { and_or, background });
                    break;
                }
            }
            list.push(Item { and_or, background });
            if !one_line {
                self.newlines()?;
            } else {
                self.blanks();
                if self.peek() == b'\n' {
                    break;
                }
            }
        }
        Ok(list)
    }

    /// Whether a list ends here.
    fn closes(&self) -> bool {
        self.peek() == b')' || (self.peek() == b';' && matches!(self.peek_at(1), b';' | b'&')) || {
            let word = self.bare_word();
            CLOSERS.iter().any(|closer| closer.as_bytes() == word)
        }
    }

    /// The unquoted text up to the next separator, without consuming it.
    fn bare_word(&self) -> &[u8] {
        let rest = self.data.get(self.at..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| is_meta(*byte))
            .unwrap_or(rest.len());
        rest.get(..length).unwrap_or_default()
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let here = self.bare_word() == word.as_bytes();
        if here {
            self.at += word.len();
        }
        here
    }

    fn expect_word(&mut self, word: &'static str) -> Parsed<()> {
        self.newlines()?;
        if self.eat_word(word) {
            return Ok(());
        }
        let mut error = self.unexpected();
        error.expecting = Some(word);
        Err(error)
    }

    /// The error for what stands here.
    pub(super) fn unexpected(&self) -> SyntaxError {
        let found = match self.peek() {
            0 if self.at_end() => Unexpected::EndOfFile,
            b'\n' => Unexpected::Newline,
            b'<' | b'>' => Unexpected::Redirection,
            b'(' | b')' => Unexpected::Token(char::from(self.peek()).to_string()),
            b'&' if self.peek_at(1) == b'&' => Unexpected::Token("&&".to_owned()),
            b'|' if self.peek_at(1) == b'|' => Unexpected::Token("||".to_owned()),
            b';' if self.peek_at(1) == b';' => Unexpected::Token(";;".to_owned()),
            byte @ (b'&' | b'|' | b';') => Unexpected::Token(char::from(byte).to_string()),
            _ => {
                let word = String::from_utf8_lossy(self.bare_word()).into_owned();
                if CLOSERS.contains(&word.as_str()) {
                    Unexpected::Token(word)
                } else {
                    Unexpected::Word(word)
                }
            }
        };
        self.error(found)
    }

    fn and_or(&mut self) -> Parsed<AndOr> {
        let first = self.pipeline()?;
        let mut rest = Vec::new();
        loop {
            self.blanks();
            let connector = if self.eat("&&") {
                Connector::And
            } else if self.eat("||") {
                Connector::Or
            } else {
                return Ok(AndOr { first, rest });
            };
            self.newlines()?;
            rest.push((connector, self.pipeline()?));
        }
    }

    fn pipeline(&mut self) -> Parsed<Pipeline> {
        self.blanks();
        let mut negated = false;
        while self.bare_word() == b"!" {
            self.at += 1;
            negated = !negated;
            self.blanks();
        }
        if self.dialect == Dialect::Bash && self.bare_word() == b"time" {
            self.at += 4;
            self.blanks();
        }
        let mut commands = vec![self.command()?];
        loop {
            self.blanks();
            if self.peek() != b'|' || self.peek_at(1) == b'|' {
                return Ok(Pipeline { negated, commands });
            }
            self.at += 1;
            if self.dialect == Dialect::Bash && self.peek() == b'&' {
                // `|&` is `2>&1 |`.
                let span = self.span_from(self.at);
                self.at += 1;
                if let Some(last) = commands.last_mut() {
                    let target = Word {
                        parts: vec![Part::Literal("1".into())],
                        span: span.clone(),
                    };
                    let kind = RedirectKind::Duplicate {
                        target,
                        output: true,
                    };
                    last.redirects.push(Redirect {
                        fd: Some(2),
                        kind,
                        span,
                    });
                }
            }
            self.newlines()?;
            commands.push(self.command()?);
        }
    }

    fn command(&mut self) -> Parsed<Command> {
        self.blanks();
        self.deeper()?;
        let start = self.at;
        let line = self.line_number(start);
        let kind = self.compound()?;
        let compound = kind.is_some();
        let mut command = match kind {
            Some(kind) => Command {
                kind,
                redirects: Vec::new(),
                span: 0..0,
                line,
            },
            None => self.simple(line)?,
        };
        if compound && !matches!(command.kind, CommandKind::Function { .. }) {
            self.blanks();
            while let Some(redirect) = self.redirect()? {
                command.redirects.push(redirect);
                self.blanks();
            }
        }
        command.span = self.span_from(start);
        self.depth -= 1;
        Ok(command)
    }

    fn compound(&mut self) -> Parsed<Option<CommandKind>> {
        if self.peek() == b'(' {
            if self.dialect == Dialect::Bash
                && self.peek_at(1) == b'('
                && let Some(word) = self.arithmetic(2)?
            {
                return Ok(Some(CommandKind::Arithmetic(word)));
            }
            self.at += 1;
            let list = self.required_list(Some(")"))?;
            if self.peek() != b')' {
                let mut error = self.unexpected();
                error.expecting = Some(")");
                return Err(error);
            }
            self.at += 1;
            return Ok(Some(CommandKind::Subshell(list)));
        }
        let word = String::from_utf8_lossy(self.bare_word()).into_owned();
        let kind = match word.as_str() {
            "{" => {
                self.at += 1;
                let list = self.required_list(Some("}"))?;
                self.expect_word("}")?;
                CommandKind::Group(list)
            }
            "if" => {
                self.at += 2;
                self.if_arms()?
            }
            "while" | "until" => {
                self.at += word.len();
                let condition = self.required_list(Some("do"))?;
                let body = self.do_group()?;
                CommandKind::While {
                    until: word == "until",
                    condition,
                    body,
                }
            }
            "for" => {
                self.at += 3;
                self.for_loop()?
            }
            "case" => {
                self.at += 4;
                self.case()?
            }
            "[[" if self.dialect == Dialect::Bash => {
                self.at += 2;
                CommandKind::Test(self.condition()?)
            }
            "function" if self.dialect != Dialect::Dash => {
                self.at += 8;
                self.blanks();
                let name = String::from_utf8_lossy(self.bare_word()).into_owned();
                self.at += name.len();
                self.blanks();
                if self.eat("(") {
                    self.blanks();
                    self.eat(")");
                }
                self.function(name)?
            }
            "then" | "else" | "elif" | "fi" | "do" | "done" | "esac" | "}" => {
                return Err(self.unexpected());
            }
            _ => return Ok(None),
        };
        Ok(Some(kind))
    }

    fn function(&mut self, name: String) -> Parsed<CommandKind> {
        self.newlines()?;
        let body = self.command()?;
        Ok(CommandKind::Function {
            name,
            body: Rc::new(body),
        })
    }

    fn if_arms(&mut self) -> Parsed<CommandKind> {
        let mut arms = Vec::new();
        let mut otherwise = None;
        loop {
            let condition = self.required_list(Some("then"))?;
            self.expect_word("then")?;
            let body = self.required_list(Some("fi"))?;
            arms.push((condition, body));
            self.newlines()?;
            if self.eat_word("elif") {
                continue;
            }
            if self.eat_word("else") {
                otherwise = Some(self.required_list(Some("fi"))?);
            }
            self.expect_word("fi")?;
            return Ok(CommandKind::If { arms, otherwise });
        }
    }

    fn do_group(&mut self) -> Parsed<List> {
        self.newlines()?;
        if self.dialect == Dialect::Bash && self.eat_word("{") {
            let body = self.required_list(Some("}"))?;
            self.expect_word("}")?;
            return Ok(body);
        }
        self.expect_word("do")?;
        let body = self.required_list(Some("done"))?;
        self.expect_word("done")?;
        Ok(body)
    }

    fn for_loop(&mut self) -> Parsed<CommandKind> {
        self.blanks();
        if self.dialect == Dialect::Bash
            && self.looking_at("((")
            && let Some(word) = self.arithmetic(2)?
        {
            self.blanks();
            self.eat(";");
            let body = self.do_group()?;
            return Ok(CommandKind::ForArithmetic {
                parts: split_arithmetic(word),
                body,
            });
        }
        let name = String::from_utf8_lossy(self.bare_word()).into_owned();
        if !name.bytes().next().is_some_and(is_name_start) || !name.bytes().all(is_name) {
            return Err(self.error(Unexpected::BadForVariable));
        }
        self.at += name.len();
        self.newlines()?;
        let mut words = None;
        if self.eat_word("in") {
            let mut list = Vec::new();
            while let Some(word) = self.word()? {
                list.push(word);
            }
            words = Some(list);
            if !matches!(self.peek(), b';' | b'\n') || self.looking_at(";;") {
                return Err(self.unexpected());
            }
        }
        self.blanks();
        if !self.looking_at(";;") {
            self.eat(";");
        }
        let body = self.do_group()?;
        Ok(CommandKind::For { name, words, body })
    }

    fn case(&mut self) -> Parsed<CommandKind> {
        let Some(subject) = self.word()? else {
            return Err(self.unexpected());
        };
        self.expect_word("in")?;
        let mut arms = Vec::new();
        loop {
            self.newlines()?;
            if self.eat_word("esac") {
                return Ok(CommandKind::Case { subject, arms });
            }
            self.eat("(");
            let mut patterns = Vec::new();
            loop {
                match self.word()? {
                    Some(pattern) => patterns.push(pattern),
                    None => return Err(self.unexpected()),
                }
                self.blanks();
                if !self.eat("|") {
                    break;
                }
            }
            if !self.eat(")") {
                let mut error = self.unexpected();
                error.expecting = Some(")");
                return Err(error);
            }
            let body = self.list()?;
            self.newlines()?;
            let mut falls_through = false;
            if self.eat(";;&") || self.eat(";;") {
            } else if self.eat(";&") {
                falls_through = true;
            } else if self.bare_word() != b"esac" {
                let mut error = self.unexpected();
                error.expecting = Some(";;");
                return Err(error);
            }
            arms.push(CaseArm {
                patterns,
                body,
                falls_through,
            });
        }
    }

    fn simple(&mut self, line: usize) -> Parsed<Command> {
        let mut assignments = Vec::new();
        let mut words: Vec<Word> = Vec::new();
        let mut redirects = Vec::new();
        loop {
            self.blanks();
            if let Some(redirect) = self.redirect()? {
                redirects.push(redirect);
                continue;
            }
            if words.is_empty()
                && let Some(assignment) = self.assignment()?
            {
                assignments.push(assignment);
                continue;
            }
            if self.peek() == b'(' {
                match words.as_slice() {
                    [only] if assignments.is_empty() && redirects.is_empty() => {
                        let name = literal_text(only);
                        let after = self.at;
                        self.at += 1;
                        self.blanks();
                        if self.peek() != b')' {
                            self.at = after + 1;
                            let mut error = self.unexpected();
                            error.expecting = Some(")").filter(|_| self.dialect != Dialect::Bash);
                            return Err(error);
                        }
                        self.at += 1;
                        let Some(name) = name else { return Err(self.error(Unexpected::BadFunctionName)) };
                        let kind = self.function(name)?;
                        return Ok(Command { kind, redirects, span: 0..0, line });
                    }
                    // `declare -A m=(…)`, `local a=(…)`: the array is a word of its own to the builtin.
                    [.., last]
                        if self.dialect == Dialect::Bash
                            && last.parts.last().is_some_and(|part| matches!(part, Part::Literal(text) if text.data().ends_with(b"="))) =>
                    {
                        let start = self.at;
                        let elements = self.array()?;
                        let name = last.parts.first().and_then(|part| match part {
                            Part::Literal(text) => Some(text.text().trim_end_matches('=').to_owned()),
                            _ => None,
                        });
                        words.pop();
                        if let Some(name) = name {
                            let span = self.span_from(start);
                            words.push(Word { parts: vec![Part::Literal(name.as_str().into())], span: span.clone() });
                            let value = Source::Array(elements);
                            assignments.push(Assignment { name, subscript: None, append: false, value, span });
                        }
                        continue;
                    }
                    _ => return Err(self.unexpected()),
                }
            }
            match self.word()? {
                Some(word) => words.push(word),
                None => break,
            }
        }
        if words.is_empty() && assignments.is_empty() && redirects.is_empty() {
            return Err(self.unexpected());
        }
        Ok(Command {
            kind: CommandKind::Simple { assignments, words },
            redirects,
            span: 0..0,
            line,
        })
    }

    /// `name=`, `name+=` or `name[…]=` and its value.
    fn assignment(&mut self) -> Parsed<Option<Assignment>> {
        let start = self.at;
        if !is_name_start(self.peek()) {
            return Ok(None);
        }
        let name = self.name();
        let extended = self.dialect == Dialect::Bash;
        let mut subscript = None;
        if extended && self.peek() == b'[' {
            subscript = match self.subscript()? {
                Some(super::Subscript::Word(word)) => Some(word),
                _ => None,
            };
        }
        let append = extended && self.peek() == b'+' && self.peek_at(1) == b'=';
        self.at += usize::from(append);
        if self.peek() != b'=' {
            self.at = start;
            return Ok(None);
        }
        self.at += 1;
        let value = if extended && self.peek() == b'(' {
            Source::Array(self.array()?)
        } else {
            let from = self.at;
            let parts = self.parts(&|parser: &Parser<'_>| is_meta(parser.peek()))?;
            Source::Word(Word {
                parts,
                span: self.span_from(from),
            })
        };
        Ok(Some(Assignment {
            name,
            subscript,
            append,
            value,
            span: self.span_from(start),
        }))
    }

    fn array(&mut self) -> Parsed<Vec<(Option<Word>, Word)>> {
        self.at += 1;
        let mut elements = Vec::new();
        loop {
            self.newlines()?;
            if self.eat(")") {
                return Ok(elements);
            }
            let mut key = None;
            let start = self.at;
            if self.peek() == b'[' {
                if let Some(super::Subscript::Word(word)) = self.subscript()?
                    && self.eat("=")
                {
                    key = Some(word);
                } else {
                    self.at = start;
                }
            }
            let from = self.at;
            let parts = self.parts(&|parser: &Parser<'_>| is_meta(parser.peek()))?;
            if self.at == from && key.is_none() {
                return Err(self.unexpected());
            }
            elements.push((
                key,
                Word {
                    parts,
                    span: self.span_from(from),
                },
            ));
        }
    }
}

/// The text of a word that has no quotes and no expansions.
fn literal_text(word: &Word) -> Option<String> {
    match word.parts.as_slice() {
        [Part::Literal(text)] => Some(text.text().into_owned()),
        _ => None,
    }
}

/// The three parts of `for ((a; b; c))`.
fn split_arithmetic(word: Word) -> [Word; 3] {
    let mut parts: [Word; 3] = std::array::from_fn(|_| Word {
        parts: Vec::new(),
        span: word.span.clone(),
    });
    let mut index = 0;
    for part in word.parts.into_iter().flat_map(|part| match part {
        Part::Double(inner) => inner,
        other => vec![other],
    }) {
        if let Part::Literal(text) = &part {
            for (number, piece) in text.split(b';').into_iter().enumerate() {
                index += usize::from(number > 0);
                if let Some(target) = parts.get_mut(index) {
                    target.parts.push(Part::Double(vec![Part::Literal(piece)]));
                }
            }
        } else if let Some(target) = parts.get_mut(index) {
            target.parts.push(Part::Double(vec![part]));
        }
    }
    parts
}

/// A word made of plain text.
impl From<Bytes> for Word {
    fn from(text: Bytes) -> Self {
        Self {
            parts: vec![Part::Quoted(text)],
            span: 0..0,
        }
    }
}
