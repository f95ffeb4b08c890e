use super::lex::{Token, tokens};
use crate::{labelled::Bytes, shell::regex::Regex};

/// A pattern with its action; no body prints the line.
pub(super) struct Rule {
    pub(super) pattern: Pattern,
    pub(super) body: Option<Vec<Statement>>,
}

pub(super) enum Pattern {
    Begin,
    End,
    Always,
    Expression(Expression),
    Range(Expression, Expression),
}

pub(super) enum Statement {
    Expression(Expression),
    Print {
        values: Vec<Expression>,
        formatted: bool,
        target: Option<(Expression, bool)>,
    },
    If(Expression, Box<Statement>, Option<Box<Statement>>),
    While(Expression, Box<Statement>),
    DoWhile(Box<Statement>, Expression),
    For(
        Option<Box<Statement>>,
        Option<Expression>,
        Option<Box<Statement>>,
        Box<Statement>,
    ),
    ForIn(String, String, Box<Statement>),
    Block(Vec<Statement>),
    Delete(String, Option<Vec<Expression>>),
    Next,
    Exit(Option<Expression>),
    Break,
    Continue,
}

#[derive(Clone)]
pub(super) enum Expression {
    Number(f64),
    Text(Bytes),
    Regex(Regex),
    Variable(String),
    Field(Box<Expression>),
    Element(String, Vec<Expression>),
    Assign(&'static str, Box<Expression>, Box<Expression>),
    Step {
        target: Box<Expression>,
        by: f64,
        before: bool,
    },
    Binary(&'static str, Box<Expression>, Box<Expression>),
    Unary(&'static str, Box<Expression>),
    Ternary(Box<Expression>, Box<Expression>, Box<Expression>),
    In(Vec<Expression>, String),
    Call(String, Vec<Expression>),
}

/// The rules of a program; `None` if it is not understood.
pub(super) fn parse(source: &Bytes) -> Option<Vec<Rule>> {
    let mut parser = Parser {
        tokens: tokens(source)?,
        at: 0,
        depth: 0,
        in_print: false,
    };
    let mut rules = Vec::new();
    loop {
        parser.separators();
        if parser.at >= parser.tokens.len() {
            return Some(rules);
        }
        rules.push(parser.rule()?);
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: u32,
    /// Inside `print` without parentheses: `>` redirects.
    in_print: bool,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn is(&self, operator: &str) -> bool {
        matches!(self.peek(), Some(Token::Operator(here)) if *here == operator)
    }

    fn eat(&mut self, operator: &str) -> bool {
        let here = self.is(operator);
        self.at += usize::from(here);
        here
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let here = matches!(self.peek(), Some(Token::Name(name, _)) if name == word);
        self.at += usize::from(here);
        here
    }

    fn expect(&mut self, operator: &str) -> Option<()> {
        self.eat(operator).then_some(())
    }

    fn newlines(&mut self) {
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
        } else if matches!(self.peek(), Some(Token::Name(name, _)) if name == "function" || name == "func")
        {
            return None;
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
                let Some(Token::Name(array, _)) = self.peek().cloned() else {
                    return None;
                };
                self.at += 1;
                let keys = if self.eat("[") {
                    let keys = self.list("]")?;
                    Some(keys)
                } else {
                    None
                };
                Some(Statement::Delete(array, keys))
            }
            "getline" | "return" | "nextfile" => None,
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
        let target = if self.is(">") || self.is(">>") {
            let appends = self.is(">>");
            self.at += 1;
            Some((self.concatenation()?, appends))
        } else if self.is("|") {
            return None;
        } else {
            None
        };
        Some(Statement::Print {
            values,
            formatted,
            target,
        })
    }

    fn list(&mut self, close: &str) -> Option<Vec<Expression>> {
        let outside = std::mem::replace(&mut self.in_print, false);
        let mut values = Vec::new();
        self.newlines();
        while !self.eat(close) {
            values.push(self.expression()?);
            self.newlines();
            if !self.eat(",") && !self.is(close) {
                return None;
            }
            self.newlines();
        }
        self.in_print = outside;
        Some(values)
    }

    fn expression(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > 60 {
            return None;
        }
        let left = self.ternary()?;
        let mut result = Some(left);
        for operator in ["=", "+=", "-=", "*=", "/=", "%=", "^="] {
            if self.is(operator) {
                let left = result.take()?;
                if !matches!(
                    left,
                    Expression::Variable(_) | Expression::Field(_) | Expression::Element(..)
                ) {
                    return None;
                }
                self.at += 1;
                self.newlines();
                let right = self.expression()?;
                let plain = match operator {
                    "+=" => "+",
                    "-=" => "-",
                    "*=" => "*",
                    "/=" => "/",
                    "%=" => "%",
                    "^=" => "^",
                    _ => "",
                };
                result = Some(Expression::Assign(plain, Box::new(left), Box::new(right)));
                break;
            }
        }
        self.depth -= 1;
        result
    }

    fn ternary(&mut self) -> Option<Expression> {
        let condition = self.or()?;
        if !self.eat("?") {
            return Some(condition);
        }
        let first = self.expression()?;
        self.expect(":")?;
        let second = self.expression()?;
        Some(Expression::Ternary(
            Box::new(condition),
            Box::new(first),
            Box::new(second),
        ))
    }

    fn or(&mut self) -> Option<Expression> {
        let mut left = self.and()?;
        while self.eat("||") {
            self.newlines();
            left = Expression::Binary("||", Box::new(left), Box::new(self.and()?));
        }
        Some(left)
    }

    fn and(&mut self) -> Option<Expression> {
        let mut left = self.membership()?;
        while self.eat("&&") {
            self.newlines();
            left = Expression::Binary("&&", Box::new(left), Box::new(self.membership()?));
        }
        Some(left)
    }

    fn membership(&mut self) -> Option<Expression> {
        let mut left = self.matching()?;
        while self.eat_word("in") {
            let Some(Token::Name(array, _)) = self.peek().cloned() else {
                return None;
            };
            self.at += 1;
            left = Expression::In(vec![left], array);
        }
        Some(left)
    }

    fn matching(&mut self) -> Option<Expression> {
        let mut left = self.comparison()?;
        loop {
            let operator = if self.eat("~") {
                "~"
            } else if self.eat("!~") {
                "!~"
            } else {
                return Some(left);
            };
            left = Expression::Binary(operator, Box::new(left), Box::new(self.comparison()?));
        }
    }

    fn comparison(&mut self) -> Option<Expression> {
        let left = self.concatenation()?;
        for operator in ["<=", ">=", "==", "!=", "<", ">"] {
            if self.is(operator) && !(operator == ">" && self.in_print) {
                self.at += 1;
                return Some(Expression::Binary(
                    operator,
                    Box::new(left),
                    Box::new(self.concatenation()?),
                ));
            }
        }
        Some(left)
    }

    fn concatenation(&mut self) -> Option<Expression> {
        let mut left = self.sum()?;
        loop {
            let joins = match self.peek() {
                Some(Token::Number(_) | Token::Text(_) | Token::Regex(_)) => true,
                Some(Token::Name(name, _)) => name != "in",
                Some(Token::Operator(operator)) => {
                    matches!(*operator, "$" | "!" | "(" | "-" | "+" | "++" | "--")
                }
                _ => false,
            };
            if !joins {
                return Some(left);
            }
            left = Expression::Binary(" ", Box::new(left), Box::new(self.sum()?));
        }
    }

    fn sum(&mut self) -> Option<Expression> {
        let mut left = self.product()?;
        loop {
            let operator = if self.eat("+") {
                "+"
            } else if self.eat("-") {
                "-"
            } else {
                return Some(left);
            };
            left = Expression::Binary(operator, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Option<Expression> {
        let mut left = self.unary()?;
        loop {
            let operator = if self.eat("*") {
                "*"
            } else if self.eat("/") {
                "/"
            } else if self.eat("%") {
                "%"
            } else {
                return Some(left);
            };
            left = Expression::Binary(operator, Box::new(left), Box::new(self.unary()?));
        }
    }

    fn unary(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > 60 {
            return None;
        }
        let result = if self.eat("!") {
            Expression::Unary("!", Box::new(self.unary()?))
        } else if self.eat("-") {
            Expression::Unary("-", Box::new(self.unary()?))
        } else if self.eat("+") {
            Expression::Unary("+", Box::new(self.unary()?))
        } else {
            let base = self.postfix()?;
            if self.eat("^") || self.eat("**") {
                Expression::Binary("^", Box::new(base), Box::new(self.unary()?))
            } else {
                base
            }
        };
        self.depth -= 1;
        Some(result)
    }

    fn postfix(&mut self) -> Option<Expression> {
        for (operator, by) in [("++", 1.0), ("--", -1.0)] {
            if self.eat(operator) {
                let target = Box::new(self.primary()?);
                return Some(Expression::Step {
                    target,
                    by,
                    before: true,
                });
            }
        }
        let value = self.primary()?;
        let settable = matches!(
            value,
            Expression::Variable(_) | Expression::Field(_) | Expression::Element(..)
        );
        for (operator, by) in [("++", 1.0), ("--", -1.0)] {
            if settable && self.eat(operator) {
                return Some(Expression::Step {
                    target: Box::new(value),
                    by,
                    before: false,
                });
            }
        }
        Some(value)
    }

    fn primary(&mut self) -> Option<Expression> {
        let token = self.peek().cloned()?;
        self.at += 1;
        Some(match token {
            Token::Number(number) => Expression::Number(number),
            Token::Text(text) => Expression::Text(text),
            Token::Regex(regex) => Expression::Regex(Regex::extended(&regex, false)?),
            Token::Operator("$") => Expression::Field(Box::new(self.postfix_of_field()?)),
            Token::Operator("(") => {
                let mut list = self.list(")")?;
                if list.len() > 1 {
                    self.eat_word("in").then_some(())?;
                    let Some(Token::Name(array, _)) = self.peek().cloned() else {
                        return None;
                    };
                    self.at += 1;
                    return Some(Expression::In(list, array));
                }
                list.pop()?
            }
            Token::Name(name, called) => match name.as_str() {
                "length" | "substr" | "index" | "split" | "sub" | "gsub" | "match" | "sprintf"
                | "tolower" | "toupper" | "int" | "sqrt" => {
                    let arguments = if self.eat("(") {
                        self.list(")")?
                    } else {
                        Vec::new()
                    };
                    Expression::Call(name, arguments)
                }
                "getline" | "system" | "close" | "srand" | "rand" | "systime" | "strftime"
                | "gensub" | "function" => return None,
                _ if called => return None,
                _ if self.eat("[") => Expression::Element(name, self.list("]")?),
                _ => Expression::Variable(name),
            },
            _ => return None,
        })
    }

    fn postfix_of_field(&mut self) -> Option<Expression> {
        if self.eat("-") {
            return Some(Expression::Unary("-", Box::new(self.primary()?)));
        }
        if self.is("++") || self.is("--") {
            return self.postfix();
        }
        self.primary()
    }
}
