//! Statements of awk.

use super::{
    run::{Machine, Stop},
    tree::{Expression, Statement},
    value::{Value, byte, number, text, truth},
};
use crate::labelled::Bytes;

impl Machine<'_, '_, '_> {
    pub(super) fn block(&mut self, statements: &[Statement]) -> Result<(), Stop> {
        statements
            .iter()
            .try_for_each(|statement| self.statement(statement))
    }

    /// One round of a loop; true if the loop ends.
    fn round(&mut self, body: &Statement) -> Result<bool, Stop> {
        match self.statement(body) {
            Ok(()) | Err(Stop::Continue) => Ok(false),
            Err(Stop::Break) => Ok(true),
            Err(stop) => Err(stop),
        }
    }

    fn statement(&mut self, statement: &Statement) -> Result<(), Stop> {
        self.count()?;
        match statement {
            Statement::Expression(expression) => {
                self.value(expression)?;
            }
            Statement::Print {
                values,
                formatted,
                target,
            } => {
                let out = if *formatted {
                    self.formatted(values)?
                } else {
                    self.line_of(values)?
                };
                match target {
                    None => self.emit(&out),
                    Some((kind, name)) => {
                        let name = text(&self.value(name)?);
                        self.send(*kind, name, &out);
                    }
                }
            }
            Statement::If(condition, then, otherwise) => {
                if truth(&self.value(condition)?) {
                    self.statement(then)?;
                } else if let Some(otherwise) = otherwise {
                    self.statement(otherwise)?;
                }
            }
            Statement::While(condition, body) => {
                while truth(&self.value(condition)?) {
                    if self.round(body)? {
                        break;
                    }
                }
            }
            Statement::DoWhile(body, condition) => loop {
                if self.round(body)? || !truth(&self.value(condition)?) {
                    break;
                }
            },
            Statement::For(start, condition, step, body) => {
                if let Some(start) = start {
                    self.statement(start)?;
                }
                loop {
                    if let Some(condition) = condition
                        && !truth(&self.value(condition)?)
                    {
                        break;
                    }
                    if self.round(body)? {
                        break;
                    }
                    if let Some(step) = step {
                        self.statement(step)?;
                    }
                }
            }
            Statement::ForIn(item, array, body) => {
                let busybox = self.process.is_busybox();
                let mut keys: Vec<Vec<u8>> = self.array(array).keys().cloned().collect();
                super::order::sort(&mut keys, busybox);
                for key in keys {
                    self.assign_variable(item, Value::Input(key.into()));
                    if self.round(body)? {
                        break;
                    }
                }
            }
            Statement::Block(statements) => self.block(statements)?,
            Statement::Delete(array, keys) => match keys {
                None => self.array(array).clear(),
                Some(keys) => {
                    let key = self.key(keys)?;
                    self.array(array).remove(&key);
                }
            },
            Statement::NextFile => return Err(Stop::NextFile),
            Statement::Return(value) => {
                let value = match value {
                    Some(value) => self.value(value)?,
                    None => Value::Input(Bytes::new()),
                };
                return Err(Stop::Return(value));
            }
            Statement::Next => return Err(Stop::Next),
            Statement::Break => return Err(Stop::Break),
            Statement::Continue => return Err(Stop::Continue),
            Statement::Exit(status) => {
                let status = match status {
                    Some(status) => number(&self.value(status)?),
                    None => 0.0,
                };
                return Err(Stop::Exit(byte(status)));
            }
        }
        Ok(())
    }

    /// The line of a `print`.
    fn line_of(&mut self, values: &[Expression]) -> Result<Bytes, Stop> {
        let mut out = Bytes::new();
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                out.push(&self.global("OFS"));
            }
            let value = match self.value(value) {
                Ok(value) => value,
                Err(stop) => {
                    // BusyBox writes each value as soon as it has it.
                    if self.process.is_busybox() {
                        self.emit(&out);
                    }
                    return Err(stop);
                }
            };
            out.push(&self.shown(&value, "OFMT"));
        }
        if values.is_empty() {
            out = self.fields.first().cloned().unwrap_or_default();
        }
        out.push(&self.global("ORS"));
        Ok(out)
    }
}
