//! Expressions of awk, by their precedence.

use super::{
    lex::Token,
    parse::Parser,
    tree::{Expression, Reader},
};
use crate::shell::regex::Regex;

impl Parser {
    pub(super) fn list(&mut self, close: &str) -> Option<Vec<Expression>> {
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

    pub(super) fn expression(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > 60 {
            return None;
        }
        let left = self.ternary()?;
        let mut result = Some(left);
        for operator in ["=", "+=", "-=", "*=", "/=", "%=", "^=", "**="] {
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
                    "^=" | "**=" => "^",
                    _ => "",
                };
                result = Some(Expression::Assign(plain, Box::new(left), Box::new(right)));
                break;
            }
        }
        self.depth -= 1;
        result
    }

    pub(super) fn ternary(&mut self) -> Option<Expression> {
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
            let array = self.word()?;
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
        let left = self.piped()?;
        for operator in ["<=", ">=", "==", "!=", "<", ">"] {
            if self.is(operator) && !(operator == ">" && self.in_print) {
                self.at += 1;
                return Some(Expression::Binary(
                    operator,
                    Box::new(left),
                    Box::new(self.piped()?),
                ));
            }
        }
        Some(left)
    }

    /// `command | getline`
    fn piped(&mut self) -> Option<Expression> {
        let mut left = self.concatenation()?;
        while self.is("|")
            && matches!(self.tokens.get(self.at + 1), Some(Token::Name(name, _)) if name == "getline")
        {
            self.at += 2;
            let target = self.getline_target()?;
            left = Expression::Getline(Reader::Command(Box::new(left)), target);
        }
        Some(left)
    }

    /// The variable behind `getline`, if there is one.
    #[expect(
        clippy::option_option,
        reason = "the outer option says whether it was understood"
    )]
    fn getline_target(&mut self) -> Option<Option<Box<Expression>>> {
        let here = match self.peek() {
            Some(Token::Name(name, called)) => !called && name != "in",
            Some(Token::Operator(operator)) => *operator == "$",
            _ => false,
        };
        if here {
            return self.primary().map(Box::new).map(Some);
        }
        Some(None)
    }

    pub(super) fn concatenation(&mut self) -> Option<Expression> {
        let mut left = self.sum()?;
        loop {
            let joins = match self.peek() {
                Some(Token::Number(_) | Token::Text(_) | Token::Regex(_)) => true,
                Some(Token::Name(name, _)) => name != "in" && name != "getline",
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
                    let array = self.word()?;
                    return Some(Expression::In(list, array));
                }
                Expression::Group(Box::new(list.pop()?))
            }
            Token::Name(name, called) => match name.as_str() {
                "length" | "substr" | "index" | "split" | "sub" | "gsub" | "match" | "sprintf"
                | "tolower" | "toupper" | "int" | "sqrt" | "exp" | "log" | "sin" | "cos"
                | "atan2" | "system" | "close" | "fflush" | "rand" | "srand" => {
                    let arguments = if self.eat("(") {
                        self.list(")")?
                    } else {
                        Vec::new()
                    };
                    Expression::Call(name, arguments)
                }
                "getline" => {
                    let target = self.getline_target()?;
                    if self.eat("<") {
                        let path = Box::new(self.sum()?);
                        Expression::Getline(Reader::File(path), target)
                    } else {
                        Expression::Getline(Reader::Main, target)
                    }
                }
                "systime" | "strftime" | "gensub" | "function" | "func" => return None,
                _ if called => {
                    self.expect("(")?;
                    Expression::Own(name, self.list(")")?)
                }
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
