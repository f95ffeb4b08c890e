//! Variables: global ones, and the parameters of the program's own functions.

use std::collections::BTreeMap;

use super::{
    run::{Machine, Stop},
    tree::{Expression, Function},
    value::Value,
};
use crate::labelled::Bytes;

/// Functions nested deeper than this are not run.
const DEEPEST: usize = 60;

/// What a parameter is bound to.
#[derive(Clone)]
pub(super) enum Local {
    Scalar(Value),
    /// The array of this name.
    Array(String),
    /// Nothing yet: it becomes the array of this name if it is used as one.
    Untouched(String),
}

impl Machine<'_, '_, '_> {
    pub(super) fn variable(&self, name: &str) -> Value {
        match self.frames.last().and_then(|frame| frame.get(name)) {
            Some(Local::Scalar(value)) => value.clone(),
            Some(_) => Value::Input(Bytes::new()),
            None => self
                .globals
                .get(name)
                .cloned()
                .unwrap_or(Value::Input(Bytes::new())),
        }
    }

    pub(super) fn assign_variable(&mut self, name: &str, value: Value) {
        match self.frames.last_mut().and_then(|frame| frame.get_mut(name)) {
            Some(slot) => *slot = Local::Scalar(value),
            None => self.set(name, value),
        }
    }

    /// The name under which an array is kept.
    pub(super) fn array_name(&mut self, name: &str) -> String {
        match self.frames.last_mut().and_then(|frame| frame.get_mut(name)) {
            Some(slot) => match slot.clone() {
                Local::Array(real) => real,
                Local::Untouched(real) => {
                    *slot = Local::Array(real.clone());
                    real
                }
                Local::Scalar(_) => name.to_owned(),
            },
            None => name.to_owned(),
        }
    }

    pub(super) fn array(&mut self, name: &str) -> &mut BTreeMap<Vec<u8>, Value> {
        let real = self.array_name(name);
        self.arrays.entry(real).or_default()
    }

    /// Calls a function of the program.
    pub(super) fn call_own(&mut self, name: &str, arguments: &[Expression]) -> Result<Value, Stop> {
        let program = self.program;
        let Some(function) = program
            .functions
            .iter()
            .find(|function| function.name == name)
        else {
            let message = if self.process.is_busybox() {
                "Call to undefined function".to_owned()
            } else {
                format!("line 1: function {name} never defined")
            };
            return Err(self.fatal(&message));
        };
        if self.frames.len() >= DEEPEST {
            self.process
                .note("functions of `awk` are nested too deeply to be followed");
            return Err(Stop::Exit(0));
        }
        let frame = self.frame(function, arguments)?;
        self.frames.push(frame);
        let result = self.block(&function.body);
        self.frames.pop();
        match result {
            Err(Stop::Return(value)) => Ok(value),
            Ok(()) => Ok(Value::Input(Bytes::new())),
            Err(stop) => Err(stop),
        }
    }

    fn frame(
        &mut self,
        function: &Function,
        arguments: &[Expression],
    ) -> Result<BTreeMap<String, Local>, Stop> {
        let depth = self.frames.len();
        let mut frame = BTreeMap::new();
        for (index, parameter) in function.parameters.iter().enumerate() {
            let fresh = format!("{parameter} {depth}");
            self.arrays.remove(&fresh);
            let local = match arguments.get(index) {
                None => Local::Untouched(fresh),
                Some(Expression::Variable(name)) => self.passed(name),
                Some(expression) => Local::Scalar(self.value(expression)?),
            };
            frame.insert(parameter.clone(), local);
        }
        Ok(frame)
    }

    /// A variable as it is given to a function: arrays by name, everything else by value.
    fn passed(&self, name: &str) -> Local {
        match self.frames.last().and_then(|frame| frame.get(name)) {
            Some(local) => local.clone(),
            None if self.arrays.contains_key(name) => Local::Array(name.to_owned()),
            None => match self.globals.get(name) {
                Some(value) => Local::Scalar(value.clone()),
                None => Local::Untouched(name.to_owned()),
            },
        }
    }
}
