//! `$(( ))`, `(( ))`, `let`, array subscripts.

use super::{Shell, Stop};
use crate::{
    labelled::Bytes,
    shell::syntax::{Dialect, Span},
};

/// The value of an arithmetic expression; an error is printed and ends the shell.
pub(crate) fn evaluate(shell: &mut Shell, text: &Bytes, span: &Span) -> Result<i64, Stop> {
    let source = text.text().into_owned();
    let mut evaluation = Evaluation {
        shell,
        text: source.as_bytes(),
        at: 0,
        span,
        depth: 0,
        skip: 0,
    };
    let result = evaluation.comma().and_then(|value| {
        evaluation.blanks();
        if evaluation.at < evaluation.text.len() {
            Err(Fault::Syntax)
        } else {
            Ok(value)
        }
    });
    match result {
        Ok(value) => Ok(value),
        Err(Fault::Stop(stop)) => Err(stop),
        Err(fault) => {
            let at = evaluation.at.min(source.len());
            let message = complaint(shell, &fault, &source, source.get(at..).unwrap_or_default());
            shell.complain(span, &message);
            Err(shell.fatal())
        }
    }
}

enum Fault {
    Syntax,
    Primary,
    /// A number that starts with 0 and is not octal.
    Octal,
    DivisionByZero,
    Stop(Stop),
}

fn complaint(shell: &Shell, fault: &Fault, source: &str, rest: &str) -> String {
    match (shell.dialect(), fault) {
        (Dialect::Dash, Fault::DivisionByZero) => {
            format!("arithmetic expression: division by zero: \"{source}\"")
        }
        (Dialect::Dash, Fault::Primary) => {
            format!("arithmetic expression: expecting primary: \"{source}\"")
        }
        (Dialect::Dash, _) => format!("arithmetic expression: expecting EOF: \"{source}\""),
        (Dialect::Ash, Fault::DivisionByZero) => "divide by zero".to_owned(),
        (Dialect::Ash, _) => "arithmetic syntax error".to_owned(),
        (Dialect::Bash, Fault::DivisionByZero) => {
            format!(
                "{source}: division by 0 (error token is \"{}\")",
                rest.trim_start()
            )
        }
        (Dialect::Bash, Fault::Octal) => format!(
            "{source}: value too great for base (error token is \"{}\")",
            rest.trim_start()
        ),
        (Dialect::Bash, Fault::Primary) => {
            format!(
                "{source}: syntax error: operand expected (error token is \"{}\")",
                rest.trim_start()
            )
        }
        (Dialect::Bash, _) => format!(
            "{source}: syntax error in expression (error token is \"{}\")",
            rest.trim_start()
        ),
    }
}

struct Evaluation<'a> {
    shell: &'a mut Shell,
    text: &'a [u8],
    at: usize,
    span: &'a Span,
    depth: u32,
    /// Above 0: a side that is not taken; nothing is assigned.
    skip: u32,
}

/// An operand: its value, and the variable that it came from.
struct Operand {
    value: i64,
    name: Option<String>,
}

const BINARY: [(&[&str], u8); 10] = [
    (&["||"], 1),
    (&["&&"], 2),
    (&["|"], 3),
    (&["^"], 4),
    (&["&"], 5),
    (&["==", "!="], 6),
    (&["<=", ">=", "<", ">"], 7),
    (&["<<", ">>"], 8),
    (&["+", "-"], 9),
    (&["*", "/", "%"], 10),
];

impl Evaluation<'_> {
    fn blanks(&mut self) {
        while matches!(self.text.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn looking_at(&self, text: &str) -> bool {
        self.text
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(text.as_bytes()))
    }

    fn eat(&mut self, text: &str) -> bool {
        self.blanks();
        let here = self.looking_at(text);
        if here {
            self.at += text.len();
        }
        here
    }

    fn comma(&mut self) -> Result<i64, Fault> {
        self.blanks();
        if self.at >= self.text.len() {
            return Ok(0);
        }
        let mut value = self.assignment()?;
        while self.shell.dialect() != Dialect::Dash && self.eat(",") {
            value = self.assignment()?;
        }
        Ok(value)
    }

    fn assignment(&mut self) -> Result<i64, Fault> {
        self.depth += 1;
        if self.depth > 100 {
            return Err(Fault::Syntax);
        }
        let start = self.at;
        if let Some(name) = self.name() {
            self.blanks();
            for operator in [
                "<<=", ">>=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "=",
            ] {
                if self.looking_at(operator) && !(operator == "=" && self.looking_at("==")) {
                    self.at += operator.len();
                    let right = self.assignment()?;
                    let value = match operator.strip_suffix('=') {
                        Some("") | None => right,
                        Some(plain) => {
                            let left = self.value_of(&name)?;
                            self.apply(plain, left, right)?
                        }
                    };
                    self.store(&name, value)?;
                    self.depth -= 1;
                    return Ok(value);
                }
            }
            self.at = start;
        }
        let value = self.ternary()?;
        self.depth -= 1;
        Ok(value)
    }

    fn ternary(&mut self) -> Result<i64, Fault> {
        let condition = self.binary(1)?;
        if !self.eat("?") {
            return Ok(condition);
        }
        let taken = condition != 0;
        self.skip += u32::from(!taken);
        let first = self.assignment()?;
        self.skip -= u32::from(!taken);
        if !self.eat(":") {
            return Err(Fault::Syntax);
        }
        self.skip += u32::from(taken);
        let second = self.assignment()?;
        self.skip -= u32::from(taken);
        Ok(if taken { first } else { second })
    }

    fn binary(&mut self, level: u8) -> Result<i64, Fault> {
        if level > 10 {
            return self.power();
        }
        let mut left = self.binary(level + 1)?;
        'next: loop {
            self.blanks();
            let operators = BINARY
                .get(usize::from(level) - 1)
                .map_or(&[][..], |(operators, _)| *operators);
            for operator in operators {
                if !self.looking_at(operator) || self.is_longer(operator) {
                    continue;
                }
                self.at += operator.len();
                let skips = (*operator == "&&" && left == 0) || (*operator == "||" && left != 0);
                self.skip += u32::from(skips);
                let right = self.binary(level + 1)?;
                self.skip -= u32::from(skips);
                left = self.apply(operator, left, right)?;
                continue 'next;
            }
            return Ok(left);
        }
    }

    /// Whether the operator here is a longer one that merely starts so.
    fn is_longer(&self, operator: &str) -> bool {
        let next = self
            .text
            .get(self.at + operator.len())
            .copied()
            .unwrap_or(0);
        match operator {
            "|" => next == b'|' || next == b'=',
            "&" => next == b'&' || next == b'=',
            "<" | ">" => next == b'<' || next == b'>',
            "*" => next == b'=' || (next == b'*' && self.shell.dialect() != Dialect::Dash),
            "<<" | ">>" | "^" | "+" | "-" | "/" | "%" => next == b'=',
            _ => false,
        }
    }

    fn apply(&mut self, operator: &str, left: i64, right: i64) -> Result<i64, Fault> {
        let shift = u32::try_from(right & 63).unwrap_or(0);
        Ok(match operator {
            "||" => i64::from(left != 0 || right != 0),
            "&&" => i64::from(left != 0 && right != 0),
            "|" => left | right,
            "^" => left ^ right,
            "&" => left & right,
            "==" => i64::from(left == right),
            "!=" => i64::from(left != right),
            "<=" => i64::from(left <= right),
            ">=" => i64::from(left >= right),
            "<" => i64::from(left < right),
            ">" => i64::from(left > right),
            "<<" => left.wrapping_shl(shift),
            ">>" => left.wrapping_shr(shift),
            "+" => left.wrapping_add(right),
            "-" => left.wrapping_sub(right),
            "*" => left.wrapping_mul(right),
            "/" | "%" if right == 0 => {
                if self.skip > 0 {
                    return Ok(0);
                }
                // Bash names the divisor as the offending token.
                while self.at > 0
                    && self
                        .text
                        .get(self.at - 1)
                        .is_some_and(u8::is_ascii_alphanumeric)
                {
                    self.at -= 1;
                }
                return Err(Fault::DivisionByZero);
            }
            "/" => left.wrapping_div(right),
            _ => left.wrapping_rem(right),
        })
    }

    fn power(&mut self) -> Result<i64, Fault> {
        let base = self.unary()?;
        self.blanks();
        if self.shell.dialect() == Dialect::Dash || !self.looking_at("**") {
            return Ok(base);
        }
        self.at += 2;
        let exponent = self.power()?;
        Ok(base.wrapping_pow(u32::try_from(exponent.clamp(0, 10_000)).unwrap_or(0)))
    }

    fn unary(&mut self) -> Result<i64, Fault> {
        self.blanks();
        self.depth += 1;
        if self.depth > 100 {
            return Err(Fault::Syntax);
        }
        let steps = self.shell.dialect() != Dialect::Dash;
        let value = if steps && (self.looking_at("++") || self.looking_at("--")) {
            let up = self.looking_at("++");
            self.at += 2;
            self.blanks();
            let Some(name) = self.name() else {
                return Err(Fault::Primary);
            };
            let value = self.value_of(&name)?.wrapping_add(if up { 1 } else { -1 });
            self.store(&name, value)?;
            value
        } else if self.eat("!") {
            i64::from(self.unary()? == 0)
        } else if self.eat("~") {
            !self.unary()?
        } else if self.eat("+") {
            self.unary()?
        } else if self.eat("-") {
            self.unary()?.wrapping_neg()
        } else {
            let operand = self.primary()?;
            self.blanks();
            match operand.name {
                Some(name) if steps && (self.looking_at("++") || self.looking_at("--")) => {
                    let delta = if self.looking_at("++") { 1 } else { -1 };
                    self.at += 2;
                    self.store(&name, operand.value.wrapping_add(delta))?;
                    operand.value
                }
                _ => operand.value,
            }
        };
        self.depth -= 1;
        Ok(value)
    }

    fn primary(&mut self) -> Result<Operand, Fault> {
        self.blanks();
        if self.eat("(") {
            let value = self.comma()?;
            if !self.eat(")") {
                return Err(Fault::Syntax);
            }
            return Ok(Operand { value, name: None });
        }
        if let Some(name) = self.name() {
            let value = self.value_of(&name)?;
            return Ok(Operand {
                value,
                name: Some(name),
            });
        }
        let start = self.at;
        while self
            .text
            .get(self.at)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b'_'))
        {
            self.at += 1;
        }
        let digits =
            String::from_utf8_lossy(self.text.get(start..self.at).unwrap_or_default()).into_owned();
        match number(&digits) {
            Some(value) => Ok(Operand { value, name: None }),
            None => {
                self.at = start;
                let octal = digits.starts_with('0')
                    && digits.len() > 1
                    && digits.bytes().all(|byte| byte.is_ascii_digit());
                Err(if octal { Fault::Octal } else { Fault::Primary })
            }
        }
    }

    /// A variable, with its subscript if there is one.
    fn name(&mut self) -> Option<String> {
        self.blanks();
        let start = self.at;
        if !self
            .text
            .get(start)
            .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
        {
            return None;
        }
        while self
            .text
            .get(self.at)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        {
            self.at += 1;
        }
        if self.shell.dialect() == Dialect::Bash && self.text.get(self.at) == Some(&b'[') {
            let rest = self.text.get(self.at..).unwrap_or_default();
            self.at += rest
                .iter()
                .position(|byte| *byte == b']')
                .map_or(0, |length| length + 1);
        }
        Some(
            String::from_utf8_lossy(self.text.get(start..self.at).unwrap_or_default()).into_owned(),
        )
    }

    fn value_of(&mut self, name: &str) -> Result<i64, Fault> {
        let value = if name.contains('[') {
            self.shell.element(name, self.span).map_err(Fault::Stop)?
        } else {
            self.shell.variable(name).cloned()
        };
        let Some(value) = value else {
            if self.shell.scope.options.nounset && self.skip == 0 {
                let message = match self.shell.dialect() {
                    Dialect::Bash => format!("{name}: unbound variable"),
                    _ => format!("{name}: parameter not set"),
                };
                self.shell.complain(self.span, &message);
                return Err(Fault::Stop(self.shell.fatal()));
            }
            return Ok(0);
        };
        let text = value.text().trim().to_owned();
        if !value.is_known() {
            self.shell.note(
                self.span,
                format!("the value of `{name}` is not known here: counted as 0"),
            );
            return Ok(0);
        }
        if text.is_empty() {
            return Ok(0);
        }
        if let Some(number) = text
            .strip_prefix('-')
            .map_or_else(|| number(&text), |rest| number(rest).map(i64::wrapping_neg))
        {
            return Ok(number);
        }
        if self.depth > 30 {
            return Err(Fault::Syntax);
        }
        if self.shell.dialect() == Dialect::Dash {
            self.shell
                .complain(self.span, &format!("Illegal number: {text}"));
            return Err(Fault::Stop(self.shell.fatal()));
        }
        let depth = self.depth;
        let mut inner = Evaluation {
            shell: self.shell,
            text: text.as_bytes(),
            at: 0,
            span: self.span,
            depth: depth + 10,
            skip: self.skip,
        };
        inner.comma()
    }

    fn store(&mut self, name: &str, value: i64) -> Result<(), Fault> {
        if self.skip > 0 {
            return Ok(());
        }
        let text = Bytes::from(value.to_string());
        let stored = if name.contains('[') {
            self.shell.set_element(name, text, self.span)
        } else {
            self.shell.assign(name, text, self.span)
        };
        stored.map_err(Fault::Stop)
    }
}

/// A constant: decimal, octal, hexadecimal or `base#digits`.
fn number(text: &str) -> Option<i64> {
    if let Some(hex) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return i64::from_str_radix(hex, 16).ok();
    }
    if let Some((base, digits)) = text.split_once('#') {
        let base = base.parse().ok().filter(|base| (2..=36).contains(base))?;
        return i64::from_str_radix(digits, base).ok();
    }
    if text.len() > 1 && text.starts_with('0') {
        return i64::from_str_radix(text, 8).ok();
    }
    text.parse().ok()
}
