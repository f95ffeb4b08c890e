//! The values of expressions.

use std::cmp::Ordering;

use super::{
    run::{Machine, Stop},
    text::formatted_number,
    tree::Expression,
    value::{Value, calculate, comparable, number, place, text, truth, whole},
};
use crate::{labelled::Bytes, shell::regex::Regex};

impl Machine<'_, '_, '_> {
    /// A value as text: numbers that are not whole by the format in a variable.
    pub(super) fn shown(&self, value: &Value, format: &str) -> Bytes {
        match value {
            Value::Number(number) => match whole(*number, self.process.is_busybox()) {
                Some(digits) => digits.into(),
                None => formatted_number(&self.global(format), *number),
            },
            value => text(value),
        }
    }

    fn calculated(&mut self, operator: &str, left: f64, right: f64) -> Result<Value, Stop> {
        if self.process.is_busybox() {
            if operator == "^" {
                return Err(self.fatal("Math support is not compiled in"));
            }
            if matches!(operator, "/" | "%") && right == 0.0 {
                return Err(self.fatal("Division by zero"));
            }
        }
        Ok(Value::Number(calculate(operator, left, right)))
    }

    pub(super) fn key(&mut self, keys: &[Expression]) -> Result<Vec<u8>, Stop> {
        let mut parts = Vec::new();
        for key in keys {
            let key = self.value(key)?;
            parts.push(self.shown(&key, "CONVFMT").data().to_vec());
        }
        Ok(parts.join(self.global("SUBSEP").data()))
    }

    pub(super) fn value(&mut self, expression: &Expression) -> Result<Value, Stop> {
        self.count()?;
        let flag = |truth: bool| Value::Number(f64::from(u8::from(truth)));
        Ok(match expression {
            Expression::Number(number) => Value::Number(*number),
            Expression::Text(text) => Value::Text(text.clone()),
            Expression::Regex(regex) => {
                flag(regex.is_match(self.fields.first().map(Bytes::data).unwrap_or_default()))
            }
            Expression::Variable(name) => self.variable(name),
            Expression::Group(inner) => self.value(inner)?,
            Expression::Own(name, arguments) => self.call_own(name, arguments)?,
            Expression::Getline(reader, target) => self.getline(reader, target.as_deref())?,
            Expression::Field(index) => {
                let index = place(number(&self.value(index)?));
                Value::Input(self.fields.get(index).cloned().unwrap_or_default())
            }
            Expression::Element(array, keys) => {
                let key = self.key(keys)?;
                self.array(array)
                    .entry(key)
                    .or_insert(Value::Input(Bytes::new()))
                    .clone()
            }
            Expression::Assign(operator, target, value) => {
                let value = self.value(value)?;
                let value = match *operator {
                    "" => value,
                    operator => {
                        let old = number(&self.value(target)?);
                        self.calculated(operator, old, number(&value))?
                    }
                };
                self.store(target, value.clone())?;
                value
            }
            Expression::Step { target, by, before } => {
                let old = number(&self.value(target)?);
                self.store(target, Value::Number(old + by))?;
                Value::Number(if *before { old + by } else { old })
            }
            Expression::Unary(operator, value) => {
                let value = self.value(value)?;
                match *operator {
                    "!" => flag(!truth(&value)),
                    "-" => Value::Number(-number(&value)),
                    _ => Value::Number(number(&value)),
                }
            }
            Expression::Ternary(condition, first, second) => {
                let chosen = if truth(&self.value(condition)?) {
                    first
                } else {
                    second
                };
                self.value(chosen)?
            }
            Expression::In(keys, array) => {
                let key = self.key(keys)?;
                flag(self.array(array).contains_key(&key))
            }
            Expression::Binary(operator, left, right) => self.binary(operator, left, right)?,
            Expression::Call(name, arguments) => self.call(name, arguments)?,
        })
    }

    fn binary(
        &mut self,
        operator: &str,
        left: &Expression,
        right: &Expression,
    ) -> Result<Value, Stop> {
        let flag = |truth: bool| Value::Number(f64::from(u8::from(truth)));
        let first = self.value(left)?;
        match operator {
            "&&" if !truth(&first) => return Ok(flag(false)),
            "||" if truth(&first) => return Ok(flag(true)),
            "&&" | "||" => return Ok(flag(truth(&self.value(right)?))),
            "~" | "!~" => {
                let Some(regex) = self.regex(right)? else {
                    return Ok(flag(false));
                };
                return Ok(flag(
                    regex.is_match(text(&first).data()) == (operator == "~"),
                ));
            }
            _ => {}
        }
        let second = self.value(right)?;
        Ok(match operator {
            " " => {
                let mut joined = self.shown(&first, "CONVFMT");
                joined.push(&self.shown(&second, "CONVFMT"));
                Value::Text(joined)
            }
            "<" | "<=" | ">" | ">=" | "==" | "!=" => {
                let order = match (comparable(&first), comparable(&second)) {
                    (Some(left), Some(right)) => {
                        left.partial_cmp(&right).unwrap_or(Ordering::Equal)
                    }
                    _ => text(&first).data().cmp(text(&second).data()),
                };
                flag(match operator {
                    "<" => order.is_lt(),
                    "<=" => order.is_le(),
                    ">" => order.is_gt(),
                    ">=" => order.is_ge(),
                    "==" => order.is_eq(),
                    _ => order.is_ne(),
                })
            }
            _ => self.calculated(operator, number(&first), number(&second))?,
        })
    }

    /// An expression where a regular expression is wanted.
    pub(super) fn regex(&mut self, expression: &Expression) -> Result<Option<Regex>, Stop> {
        if let Expression::Regex(regex) = expression {
            return Ok(Some(regex.clone()));
        }
        let source = text(&self.value(expression)?);
        let regex = Regex::extended(source.data(), false);
        if regex.is_none() {
            self.process
                .note("this regular expression is not understood");
        }
        Ok(regex)
    }

    pub(super) fn store(&mut self, target: &Expression, value: Value) -> Result<(), Stop> {
        match target {
            Expression::Variable(name) if name == "NF" => {
                let count = place(number(&value)).min(10_000);
                self.fields.resize(count + 1, Bytes::new());
                self.rebuild();
            }
            Expression::Variable(name) => self.assign_variable(name, value),
            Expression::Group(inner) => return self.store(inner, value),
            Expression::Element(array, keys) => {
                let key = self.key(keys)?;
                self.array(array).insert(key, value);
            }
            Expression::Field(index) => {
                let index = place(number(&self.value(index)?)).min(10_000);
                if index == 0 {
                    self.set_line(text(&value));
                    return Ok(());
                }
                if index >= self.fields.len() {
                    self.fields.resize(index + 1, Bytes::new());
                }
                if let Some(field) = self.fields.get_mut(index) {
                    *field = text(&value);
                }
                self.rebuild();
            }
            _ => {}
        }
        Ok(())
    }

    /// Makes the line of its fields.
    fn rebuild(&mut self) {
        let separator = self.global("OFS");
        let mut line = Bytes::new();
        for (index, field) in self.fields.iter().skip(1).enumerate() {
            if index > 0 {
                line.push(&separator);
            }
            line.push(field);
        }
        if let Some(first) = self.fields.first_mut() {
            *first = line;
        }
        let count = self.fields.len().saturating_sub(1);
        self.set("NF", Value::Number(count as f64));
    }
}
