//! Simple commands: assignments, functions, builtins, programs.

use std::{collections::BTreeMap, rc::Rc};

use super::{Shell, Stop, Value, Variable, compound::Ran};
use crate::{
    labelled::Bytes,
    shell::{
        Exit, builtins,
        syntax::{Assignment, Command, Dialect, Source, Word},
    },
};

impl Shell {
    pub(super) fn run_simple(
        &mut self,
        command: &Command,
        assignments: &[Assignment],
        words: &[Word],
    ) -> Ran {
        self.scope.line = command.line;
        self.scope.substituted = None;
        let span = &command.span;
        let fds = self.scope.fds.clone();
        let readers = self.shared.readers.len();
        let fields = self.fields(words)?;
        let Some(name) = fields.first().map(|name| name.text().into_owned()) else {
            let mut traced = Vec::new();
            for assignment in assignments {
                let value = self.perform(assignment)?;
                let sign = if assignment.append { "+" } else { "" };
                traced.extend(value.map(|value| (format!("{}{sign}", assignment.name), value)));
            }
            self.trace_command(&traced, &[], span);
            let exit = self.scope.substituted.unwrap_or(Exit::SUCCESS);
            let done = self.redirect(&command.redirects)?;
            self.scope.fds = fds;
            return Ok(if done { exit } else { self.redirect_failure() });
        };
        let function = self.scope.functions.get(&name).cloned();
        let builtin = builtins::find(&name, self.dialect()).filter(|_| function.is_none());
        let special = function.is_none() && builtins::is_special(&name);
        let keeps = special && self.dialect() != Dialect::Bash;
        let mut values = Vec::new();
        let mut hidden: Vec<(String, Option<Variable>)> = Vec::new();
        let declares = matches!(
            name.as_str(),
            "declare" | "local" | "typeset" | "readonly" | "export"
        );
        for assignment in assignments
            .iter()
            .filter(|assignment| !(declares && matches!(assignment.value, Source::Array(_))))
        {
            let Source::Word(word) = &assignment.value else {
                continue;
            };
            let value = self.assigned(word)?;
            values.push((assignment.name.clone(), value));
        }
        self.trace_command(&values, &fields, span);
        if matches!(name.as_str(), "export" | "readonly") && self.dialect() == Dialect::Bash {
            self.trace_exported(&fields, span);
        }
        if !self.redirect(&command.redirects)? {
            self.scope.fds = fds;
            let exit = self.redirect_failure();
            return if special && self.dialect() != Dialect::Bash {
                Err(Stop::Exit(exit))
            } else {
                Ok(exit)
            };
        }
        for (name, value) in values {
            if !keeps {
                hidden.push((name.clone(), self.scope.variables.get(&name).cloned()));
            }
            self.assign(&name, value, span)?;
            if !keeps {
                self.variable_mut(&name).exported = true;
            }
        }
        let result = if let Some(body) = function {
            self.call(&body, fields.get(1..).unwrap_or_default(), span)
        } else if let Some(builtin) = builtin {
            let result = builtin(self, &fields, span);
            if declares && result.is_ok() {
                for assignment in assignments
                    .iter()
                    .filter(|assignment| matches!(assignment.value, Source::Array(_)))
                {
                    self.perform(assignment)?;
                }
            }
            result
        } else {
            Ok(self.invoke(&fields, span))
        };
        for (name, old) in hidden.into_iter().rev() {
            match old {
                Some(old) => *self.variable_mut(&name) = old,
                None => self.unset(&name),
            }
        }
        // `exec` without a command changes the shell's own descriptors.
        if !(name == "exec" && fields.len() == 1) {
            self.scope.fds = fds;
        }
        self.run_readers(readers);
        result
    }

    fn redirect_failure(&self) -> Exit {
        Exit::Known(if self.dialect() == Dialect::Dash {
            2
        } else {
            1
        })
    }

    /// Calls a function.
    fn call(
        &mut self,
        body: &Rc<Command>,
        arguments: &[Bytes],
        span: &std::ops::Range<usize>,
    ) -> Ran {
        let positional = std::mem::replace(&mut self.scope.positional, Rc::new(arguments.to_vec()));
        let loops = std::mem::take(&mut self.scope.loops);
        self.scope.locals.push(Vec::new());
        let result = self
            .nested(span, |shell| shell.run_command(body))
            .unwrap_or(Ok(Exit::Unknown));
        for (name, old) in self
            .scope
            .locals
            .pop()
            .unwrap_or_default()
            .into_iter()
            .rev()
        {
            match old {
                Some(old) => *self.variable_mut(&name) = old,
                None => self.unset(&name),
            }
        }
        self.scope.positional = positional;
        self.scope.loops = loops;
        match result {
            Err(Stop::Return(exit)) => Ok(exit),
            other => other,
        }
    }

    /// Performs an assignment of the shell itself; the value, for the trace.
    fn perform(&mut self, assignment: &Assignment) -> Result<Option<Bytes>, Stop> {
        let span = &assignment.span;
        let name = assignment.name.as_str();
        match &assignment.value {
            Source::Word(word) => {
                let value = self.assigned(word)?;
                if let Some(subscript) = &assignment.subscript {
                    let key = self.single(subscript)?;
                    self.set_item(name, &key, value.clone(), assignment.append, span)?;
                    return Ok(None);
                }
                let added = value.clone();
                let value = if assignment.append {
                    if self
                        .scope
                        .variables
                        .get(name)
                        .is_some_and(|variable| variable.integer)
                    {
                        let mut sum = self.variable(name).cloned().unwrap_or_else(|| "0".into());
                        sum.push_plain("+");
                        sum.push(&value);
                        sum
                    } else {
                        let mut joined = self.variable(name).cloned().unwrap_or_default();
                        joined.push(&value);
                        joined
                    }
                } else {
                    value
                };
                self.assign(name, value.clone(), span)?;
                Ok(Some(if assignment.append { added } else { value }))
            }
            Source::Array(elements) => {
                self.trace_array(name, elements, assignment.append, span);
                self.perform_array(name, elements, assignment.append, span)?;
                Ok(None)
            }
        }
    }

    fn perform_array(
        &mut self,
        name: &str,
        elements: &[(Option<Word>, Word)],
        append: bool,
        span: &std::ops::Range<usize>,
    ) -> Result<(), Stop> {
        let named = matches!(
            self.scope
                .variables
                .get(name)
                .map(|variable| &variable.value),
            Some(Some(Value::Named(_)))
        );
        let mut next = 0;
        if !append {
            let empty = if named {
                Value::Named(BTreeMap::new())
            } else {
                Value::Indexed(BTreeMap::new())
            };
            self.variable_mut(name).value = Some(empty);
        } else if let Some(Value::Indexed(items)) = &self.variable_mut(name).value {
            next = items.keys().last().map_or(0, |last| last + 1);
        } else if self.variable(name).is_some() {
            next = 1;
        } else if !named {
            self.variable_mut(name).value = Some(Value::Indexed(BTreeMap::new()));
        }
        for (key, word) in elements {
            if let Some(key) = key {
                let key = self.single(key)?;
                let value = self.single(word)?;
                if !named {
                    next = super::evaluate(self, &key, span)? + 1;
                }
                self.set_item(name, &key, value, false, span)?;
                continue;
            }
            for value in self.fields(std::slice::from_ref(word))? {
                self.set_item(name, &next.to_string().into(), value, false, span)?;
                next += 1;
            }
        }
        Ok(())
    }
}
