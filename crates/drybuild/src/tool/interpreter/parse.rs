//! The part of Python and JavaScript that one-liners are made of: calls, attributes, strings, names, `+`.

use crate::labelled::Bytes;

/// An expression.
#[derive(Debug, Clone)]
pub(super) enum Expr {
    Text(Bytes),
    /// Pieces of an f-string or a template.
    Pieces(Vec<Expr>),
    Number(String),
    Name(String),
    Attribute(Box<Expr>, String),
    Index(Box<Expr>, Box<Expr>),
    /// Arguments with their names.
    Call(Box<Expr>, Vec<(Option<String>, Expr)>),
    Add(Box<Expr>, Box<Expr>),
    Percent(Box<Expr>, Box<Expr>),
    List(Vec<Expr>),
}

/// A statement.
#[derive(Debug, Clone)]
pub(super) enum Statement {
    /// `import os` and `from os import environ as e`: the name, and what it stands for.
    Bind(Vec<(String, String)>),
    Assign(String, Expr),
    Do(Expr),
}

/// Reads code; `None` where any of it is beyond this reader.
pub(super) fn parse(code: &Bytes) -> Option<Vec<Statement>> {
    let mut reader = Reader {
        code,
        text: String::from_utf8(code.data().to_vec()).ok()?,
        at: 0,
        is_behind_colon: false,
    };
    let mut statements = Vec::new();
    loop {
        reader.skip_breaks();
        if reader.peek().is_none() {
            return Some(statements);
        }
        if let Some(statement) = reader.statement()? {
            statements.push(statement);
        }
        reader.blanks();
        match reader.peek() {
            None | Some(';' | '\n') => {}
            _ if reader.is_behind_colon => {}
            _ => return None,
        }
        reader.is_behind_colon = false;
    }
}

struct Reader<'a> {
    code: &'a Bytes,
    text: String,
    at: usize,
    is_behind_colon: bool,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, wanted: &str) -> bool {
        self.blanks();
        let is_there = self.rest().starts_with(wanted);
        if is_there {
            self.at += wanted.len();
        }
        is_there
    }

    /// A word of its own.
    fn eat_word(&mut self, wanted: &str) -> bool {
        self.blanks();
        let rest = self.rest();
        let is_there = rest
            .strip_prefix(wanted)
            .is_some_and(|behind| !behind.starts_with(is_name));
        if is_there {
            self.at += wanted.len();
        }
        is_there
    }

    fn blanks(&mut self) {
        while self
            .peek()
            .is_some_and(|letter| matches!(letter, ' ' | '\t' | '\r'))
        {
            self.at += 1;
        }
    }

    /// Between brackets a line break is a blank.
    fn space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn skip_breaks(&mut self) {
        loop {
            let before = self.at;
            while self
                .peek()
                .is_some_and(|letter| letter.is_whitespace() || letter == ';')
            {
                self.at += 1;
            }
            if self.rest().starts_with('#') || self.rest().starts_with("//") {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            }
            if self.at == before {
                return;
            }
        }
    }

    fn name(&mut self) -> Option<String> {
        self.blanks();
        let rest = self.rest();
        let end = rest.find(|letter| !is_name(letter)).unwrap_or(rest.len());
        let name = rest.get(..end)?.to_owned();
        let is_word = name.starts_with(|letter: char| !letter.is_ascii_digit());
        if name.is_empty() || !is_word {
            return None;
        }
        self.at += end;
        Some(name)
    }

    fn dotted(&mut self) -> Option<String> {
        let mut name = self.name()?;
        while self.rest().starts_with('.') {
            self.at += 1;
            name = format!("{name}.{}", self.name()?);
        }
        Some(name)
    }

    /// `None` inside: the statement does nothing that matters here.
    fn statement(&mut self) -> Option<Option<Statement>> {
        let start = self.at;
        for word in [
            "if", "for", "while", "def", "try", "class", "function", "async", "lambda", "return",
            "raise",
        ] {
            if self.eat_word(word) {
                return None;
            }
        }
        if self.eat_word("pass") {
            return Some(None);
        }
        if self.eat_word("import") {
            return self.imports().map(Some);
        }
        if self.eat_word("from") {
            let module = self.dotted()?;
            if !self.eat_word("import") {
                return None;
            }
            return self.named(&module).map(Some);
        }
        if self.eat_word("with") {
            let value = self.expression()?;
            let is_named = self.eat_word("as");
            let name = if is_named {
                self.name()?
            } else {
                "_".to_owned()
            };
            if !self.eat(":") {
                return None;
            }
            // What follows on the line is a statement of its own.
            self.is_behind_colon = true;
            return Some(Some(Statement::Assign(name, value)));
        }
        for word in ["const", "let", "var"] {
            if self.eat_word(word) {
                if self.eat("{") {
                    return self.destructured().map(Some);
                }
                let name = self.name()?;
                return self
                    .eat("=")
                    .then(|| self.expression())?
                    .map(|value| Some(Statement::Assign(name, value)));
            }
        }
        if let Some(name) = self.name()
            && self.eat("=")
            && !self.rest().starts_with(['=', '>'])
        {
            return self
                .expression()
                .map(|value| Some(Statement::Assign(name, value)));
        }
        self.at = start;
        self.expression().map(|value| Some(Statement::Do(value)))
    }

    fn imports(&mut self) -> Option<Statement> {
        let mut bound = Vec::new();
        loop {
            let module = self.dotted()?;
            let name = if self.eat_word("as") {
                self.name()?
            } else {
                module.clone()
            };
            bound.push((name, module));
            if !self.eat(",") {
                return Some(Statement::Bind(bound));
            }
        }
    }

    fn named(&mut self, module: &str) -> Option<Statement> {
        let mut bound = Vec::new();
        loop {
            let member = self.name()?;
            let name = if self.eat_word("as") {
                self.name()?
            } else {
                member.clone()
            };
            bound.push((name, format!("{module}.{member}")));
            if !self.eat(",") {
                return Some(Statement::Bind(bound));
            }
        }
    }

    /// `{readFileSync} = require('fs')`.
    fn destructured(&mut self) -> Option<Statement> {
        let mut members = Vec::new();
        loop {
            members.push(self.name()?);
            if self.eat("}") {
                break;
            }
            if !self.eat(",") {
                return None;
            }
        }
        if !self.eat("=") {
            return None;
        }
        let Expr::Call(function, arguments) = self.expression()? else {
            return None;
        };
        let (Expr::Name(name), [(_, Expr::Text(module))]) = (*function, arguments.as_slice())
        else {
            return None;
        };
        let module = module.text();
        let module = module.strip_prefix("node:").unwrap_or(&module);
        let bound = members
            .into_iter()
            .map(|member| (member.clone(), format!("{module}.{member}")))
            .collect();
        (name == "require").then_some(Statement::Bind(bound))
    }

    fn expression(&mut self) -> Option<Expr> {
        let mut left = self.term()?;
        loop {
            self.blanks();
            if self.rest().starts_with("+=") || self.rest().starts_with("++") {
                return None;
            }
            if self.eat("+") {
                left = Expr::Add(Box::new(left), Box::new(self.term()?));
            } else if self.eat("%") {
                left = Expr::Percent(Box::new(left), Box::new(self.term()?));
            } else {
                return Some(left);
            }
        }
    }

    fn term(&mut self) -> Option<Expr> {
        self.space();
        let mut value = self.atom()?;
        loop {
            let next = self.peek();
            match next {
                Some('.') => {
                    self.at += 1;
                    value = Expr::Attribute(Box::new(value), self.name()?);
                }
                Some('(') => {
                    self.at += 1;
                    let arguments = self.arguments(')')?;
                    value = Expr::Call(Box::new(value), arguments);
                }
                Some('[') => {
                    self.at += 1;
                    let index = self.expression()?;
                    if !self.eat("]") {
                        return None;
                    }
                    value = Expr::Index(Box::new(value), Box::new(index));
                }
                _ => return Some(value),
            }
        }
    }

    fn arguments(&mut self, end: char) -> Option<Vec<(Option<String>, Expr)>> {
        let mut arguments = Vec::new();
        loop {
            self.space();
            if self.peek()? == end {
                self.at += 1;
                return Some(arguments);
            }
            let start = self.at;
            let named = self
                .name()
                .filter(|_| self.eat("=") && !self.rest().starts_with(['=', '>']));
            if named.is_none() {
                self.at = start;
            }
            arguments.push((named, self.expression()?));
            self.space();
            if self.peek()? == ',' {
                self.at += 1;
            }
        }
    }

    fn atom(&mut self) -> Option<Expr> {
        let first = self.peek()?;
        let rest = self.rest();
        let letters = rest.find(['\'', '"', '`']).unwrap_or(rest.len());
        let prefix = rest.get(..letters).unwrap_or_default().to_lowercase();
        if matches!(
            prefix.as_str(),
            "" | "f" | "b" | "r" | "rb" | "br" | "fr" | "u"
        ) && letters < rest.len()
        {
            self.at += letters;
            return self.string(prefix.contains('f'), prefix.contains('r'));
        }
        match first {
            '(' => {
                self.at += 1;
                let mut parts = self.arguments(')')?;
                match parts.len() {
                    1 => parts.pop().map(|(_, value)| value),
                    _ => Some(Expr::List(
                        parts.into_iter().map(|(_, value)| value).collect(),
                    )),
                }
            }
            '[' => {
                self.at += 1;
                let parts = self.arguments(']')?;
                Some(Expr::List(
                    parts.into_iter().map(|(_, value)| value).collect(),
                ))
            }
            digit if digit.is_ascii_digit() => {
                let end = rest
                    .find(|letter: char| !letter.is_ascii_alphanumeric())
                    .unwrap_or(rest.len());
                let number = rest.get(..end)?.to_owned();
                self.at += end;
                Some(Expr::Number(number))
            }
            _ => self.name().map(Expr::Name),
        }
    }

    fn string(&mut self, is_format: bool, is_raw: bool) -> Option<Expr> {
        let quote = self.peek()?;
        let triple: String = std::iter::repeat_n(quote, 3).collect();
        let end = if self.rest().starts_with(&triple) {
            triple
        } else {
            quote.to_string()
        };
        self.at += end.len();
        let holes = match (is_format, quote) {
            (true, _) => Some("{"),
            (false, '`') => Some("${"),
            _ => None,
        };
        let mut pieces = Vec::new();
        let mut text = Bytes::new();
        loop {
            if self.rest().starts_with(&end) {
                self.at += end.len();
                pieces.push(Expr::Text(text));
                return if pieces.len() == 1 {
                    pieces.pop()
                } else {
                    Some(Expr::Pieces(pieces))
                };
            }
            if let Some(open) = holes.filter(|open| self.rest().starts_with(open)) {
                self.at += open.len();
                pieces.push(Expr::Text(std::mem::take(&mut text)));
                pieces.push(self.expression()?);
                if !self.eat("}") {
                    return None;
                }
                continue;
            }
            let letter = self.peek()?;
            let length = letter.len_utf8();
            if letter == '\\' && !is_raw {
                let escaped = self.rest().chars().nth(1)?;
                text.push_plain(match escaped {
                    'n' => "\n".to_owned(),
                    't' => "\t".to_owned(),
                    'r' => "\r".to_owned(),
                    '\n' => String::new(),
                    'x' | 'u' | 'N' | '0'..='9' => return None,
                    other => other.to_string(),
                });
                self.at += 1 + escaped.len_utf8();
                continue;
            }
            text.push(&self.code.slice(self.at..self.at + length));
            self.at += length;
        }
    }
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}
