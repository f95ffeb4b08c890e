//! Rules, functions and statements of awk.

use super::{
    lex::{Token, tokens},
    tree::{Expression, Function, Pattern, Program, Rule, Statement, Target},
};
use crate::labelled::Bytes;

/// Why a program does not parse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It ends where something is still missing: awk itself refuses it.
    Unfinished,
    /// `**`, which mawk refuses.
    Power,
    /// Something that is not understood here.
    Other,
}

/// The rules of a program.
pub(super) fn parse(source: &Bytes, busybox: bool) -> Result<Program, Fault> {
    let mut parser = Parser {
        tokens: tokens(source).ok_or(Fault::Other)?,
        at: 0,
        depth: 0,
        in_print: false,
    };
    let power = |token: &Token| matches!(token, Token::Operator("**" | "**="));
    if !busybox && parser.tokens.iter().any(power) {
        return Err(Fault::Power);
    }
    let mut program = Program::default();
    loop {
        parser.separators();
        if parser.at >= parser.tokens.len() {
            return Ok(program);
        }
        let read = if parser.eat_word("function") || parser.eat_word("func") {
            parser
                .function()
                .map(|function| program.functions.push(function))
        } else {
            parser.rule().map(|rule| program.rules.push(rule))
        };
        if read.is_none() {
            return Err(if parser.at >= parser.tokens.len() {
                Fault::Unfinished
            } else {
                Fault::Other
            });
        }
    }
}

pub(super) struct Parser {
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    pub(super) depth: u32,
    /// Inside `print` without parentheses: `>` redirects.
    pub(super) in_print: bool,
}

impl Parser {
    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn is(&self, operator: &str) -> bool {
        matches!(self.peek(), Some(Token::Operator(here)) if *here == operator)
    }

    pub(super) fn eat(&mut self, operator: &str) -> bool {
        let here = self.is(operator);
        self.at += usize::from(here);
        here
    }

    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let here = matches!(self.peek(), Some(Token::Name(name, _)) if name == word);
        self.at += usize::from(here);
        here
    }

    pub(super) fn expect(&mut self, operator: &str) -> Option<()> {
        self.eat(operator).then_some(())
    }

    pub(super) fn newlines(&mut self) {
        while matches!(self.peek(), Some(Token::Newline)) {
            self.at += 1;
        }
    }

    fn separators(&mut self) {
        while matches!(self.peek(), Some(Token::Newline)) || self.is(";") {
            self.at += 1;
        }
    }

    fn rule(&mut self) -> Option<Rule> {
        let pattern = if self.eat_word("BEGIN") {
            Pattern::Begin
        } else if self.eat_word("END") {
            Pattern::End
        } else if self.is("{") {
            Pattern::Always
        } else {
            let first = self.expression()?;
            if self.eat(",") {
                self.newlines();
                Pattern::Range(first, self.expression()?)
            } else {
                Pattern::Expression(first)
            }
        };
        let body = if self.is("{") {
            Some(self.block()?)
        } else {
            None
        };
        Some(Rule { pattern, body })
    }

    /// A name that stands alone.
    pub(super) fn word(&mut self) -> Option<String> {
        let Some(Token::Name(name, _)) = self.peek() else {
            return None;
        };
        let name = name.clone();
        self.at += 1;
        Some(name)
    }

    fn function(&mut self) -> Option<Function> {
        let name = self.word()?;
        self.expect("(")?;
        let mut parameters = Vec::new();
        while !self.eat(")") {
            parameters.push(self.word()?);
            self.newlines();
            if !self.eat(",") && !self.is(")") {
                return None;
            }
            self.newlines();
        }
        self.newlines();
        let body = self.block()?;
        Some(Function {
            name,
            parameters,
            body,
        })
    }

    fn block(&mut self) -> Option<Vec<Statement>> {
        self.expect("{")?;
        let mut statements = Vec::new();
        loop {
            self.separators();
            if self.eat("}") {
                return Some(statements);
            }
            statements.push(self.statement()?);
        }
    }

    fn body(&mut self) -> Option<Box<Statement>> {
        self.newlines();
        if self.eat(";") {
            return Some(Box::new(Statement::Block(Vec::new())));
        }
        self.statement().map(Box::new)
    }

    fn condition(&mut self) -> Option<Expression> {
        self.expect("(")?;
        let condition = self.expression()?;
        self.expect(")")?;
        Some(condition)
    }

    fn statement(&mut self) -> Option<Statement> {
        self.depth += 1;
        if self.depth > 60 {
            return None;
        }
        let statement = self.plain_statement();
        self.depth -= 1;
        statement
    }

    fn plain_statement(&mut self) -> Option<Statement> {
        if self.is("{") {
            return self.block().map(Statement::Block);
        }
        if self.eat_word("if") {
            let condition = self.condition()?;
            let then = self.body()?;
            let before = self.at;
            self.separators();
            if self.eat_word("else") {
                return Some(Statement::If(condition, then, Some(self.body()?)));
            }
            self.at = before;
            return Some(Statement::If(condition, then, None));
        }
        if self.eat_word("while") {
            let condition = self.condition()?;
            return Some(Statement::While(condition, self.body()?));
        }
        if self.eat_word("do") {
            let body = self.body()?;
            self.separators();
            self.eat_word("while").then_some(())?;
            return Some(Statement::DoWhile(body, self.condition()?));
        }
        if self.eat_word("for") {
            return self.for_loop();
        }
        self.simple()
    }

    fn for_loop(&mut self) -> Option<Statement> {
        self.expect("(")?;
        if let (
            Some(Token::Name(item, _)),
            Some(Token::Name(word, _)),
            Some(Token::Name(array, _)),
            Some(Token::Operator(")")),
        ) = (
            self.tokens.get(self.at).cloned(),
            self.tokens.get(self.at + 1),
            self.tokens.get(self.at + 2).cloned(),
            self.tokens.get(self.at + 3),
        ) && word == "in"
        {
            self.at += 4;
            return Some(Statement::ForIn(item, array, self.body()?));
        }
        let start = if self.is(";") {
            None
        } else {
            Some(Box::new(self.simple()?))
        };
        self.expect(";")?;
        let condition = if self.is(";") {
            None
        } else {
            Some(self.expression()?)
        };
        self.expect(";")?;
        let step = if self.is(")") {
            None
        } else {
            Some(Box::new(self.simple()?))
        };
        self.expect(")")?;
        Some(Statement::For(start, condition, step, self.body()?))
    }

    fn simple(&mut self) -> Option<Statement> {
        let name = match self.peek() {
            Some(Token::Name(name, _)) => name.clone(),
            _ => String::new(),
        };
        match name.as_str() {
            "print" | "printf" => {
                self.at += 1;
                self.print(name == "printf")
            }
            "next" => {
                self.at += 1;
                Some(Statement::Next)
            }
            "break" => {
                self.at += 1;
                Some(Statement::Break)
            }
            "continue" => {
                self.at += 1;
                Some(Statement::Continue)
            }
            "exit" => {
                self.at += 1;
                let status = if self.ends() {
                    None
                } else {
                    Some(self.expression()?)
                };
                Some(Statement::Exit(status))
            }
            "delete" => {
                self.at += 1;
                let array = self.word()?;
                let keys = if self.eat("[") {
                    let keys = self.list("]")?;
                    Some(keys)
                } else {
                    None
                };
                Some(Statement::Delete(array, keys))
            }
            "nextfile" => {
                self.at += 1;
                Some(Statement::NextFile)
            }
            "return" => {
                self.at += 1;
                let value = if self.ends() {
                    None
                } else {
                    Some(self.expression()?)
                };
                Some(Statement::Return(value))
            }
            _ => self.expression().map(Statement::Expression),
        }
    }

    fn ends(&self) -> bool {
        matches!(self.peek(), None | Some(Token::Newline))
            || self.is(";")
            || self.is("}")
            || self.is(">")
            || self.is(">>")
            || self.is("|")
    }

    fn print(&mut self, formatted: bool) -> Option<Statement> {
        let mut values = Vec::new();
        let start = self.at;
        let mut listed = false;
        if self.eat("(") {
            // `print (a, b)` is a list, `print (a) b` an expression.
            if let Some(list) = self.list(")")
                && self.ends()
            {
                values = list;
                listed = true;
            } else {
                self.at = start;
            }
        }
        if !listed && !self.ends() {
            self.in_print = true;
            loop {
                let value = self.expression();
                let Some(value) = value else {
                    self.in_print = false;
                    return None;
                };
                values.push(value);
                if !self.eat(",") {
                    break;
                }
                self.newlines();
            }
            self.in_print = false;
        }
        let mut target = None;
        for (operator, kind) in [
            (">>", Target::Append),
            (">", Target::File),
            ("|", Target::Command),
        ] {
            if target.is_none() && self.eat(operator) {
                let before = std::mem::replace(&mut self.in_print, true);
                let name = self.ternary();
                self.in_print = before;
                target = Some((kind, name?));
            }
        }
        Some(Statement::Print {
            values,
            formatted,
            target,
        })
    }
}
