use std::{collections::BTreeMap, rc::Rc};

use super::{Shell, Stop};
use crate::{
    labelled::Bytes,
    shell::syntax::{Dialect, Span},
};

/// Bytes that a variable holds at most.
const LONGEST_VALUE: usize = 1 << 16;

/// A variable of the shell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variable {
    pub(crate) value: Option<Value>,
    pub(crate) exported: bool,
    pub(crate) readonly: bool,
    pub(crate) integer: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Value {
    Text(Bytes),
    Indexed(BTreeMap<i64, Bytes>),
    Named(BTreeMap<Vec<u8>, Bytes>),
}

impl Value {
    /// The value of the name without a subscript.
    pub(crate) fn text(&self) -> Option<&Bytes> {
        match self {
            Self::Text(text) => Some(text),
            Self::Indexed(items) => items.get(&0),
            Self::Named(items) => items.get(b"0".as_slice()),
        }
    }
}

impl Shell {
    pub(crate) fn variable(&self, name: &str) -> Option<&Bytes> {
        self.scope.variables.get(name)?.value.as_ref()?.text()
    }

    /// The value as text, empty if unset.
    pub(crate) fn text_of(&self, name: &str) -> String {
        self.variable(name)
            .map(|value| value.text().into_owned())
            .unwrap_or_default()
    }

    pub(crate) fn variable_mut(&mut self, name: &str) -> &mut Variable {
        Rc::make_mut(&mut self.scope.variables)
            .entry(name.to_owned())
            .or_default()
    }

    /// Sets a variable without looking whether it may be set.
    pub(crate) fn set(&mut self, name: &str, value: Bytes) -> &mut Variable {
        let variable = self.variable_mut(name);
        variable.value = Some(Value::Text(value));
        variable
    }

    /// Sets a variable as an assignment does.
    pub(crate) fn assign(&mut self, name: &str, value: Bytes, span: &Span) -> Result<(), Stop> {
        let known = self.scope.variables.get(name);
        if known.is_some_and(|variable| variable.readonly) {
            let message = if self.dialect() == Dialect::Bash {
                format!("{name}: readonly variable")
            } else {
                format!("{name}: is read only")
            };
            self.complain(span, &message);
            return Err(self.fatal());
        }
        let value = if known.is_some_and(|variable| variable.integer) {
            Bytes::from(super::evaluate(self, &value, span)?.to_string())
        } else {
            let step = self.step(span, format!("is kept in the variable `{name}`"));
            value.stepped(|| step)
        };
        let value = if value.len() > LONGEST_VALUE {
            self.note(
                span,
                format!("the value of `{name}` is too long to be followed: it is cut off"),
            );
            value.slice(0..LONGEST_VALUE)
        } else {
            value
        };
        let export = self.scope.options.allexport;
        let variable = self.variable_mut(name);
        match &mut variable.value {
            Some(Value::Indexed(items)) => {
                items.insert(0, value);
            }
            Some(Value::Named(items)) => {
                items.insert(b"0".to_vec(), value);
            }
            _ => variable.value = Some(Value::Text(value)),
        }
        variable.exported |= export;
        Ok(())
    }

    pub(crate) fn unset(&mut self, name: &str) {
        Rc::make_mut(&mut self.scope.variables).remove(name);
    }

    /// The environment that a child gets.
    pub(crate) fn environment(&self) -> Vec<(String, Bytes)> {
        self.scope
            .variables
            .iter()
            .filter(|(_, variable)| variable.exported)
            .filter_map(|(name, variable)| {
                Some((name.clone(), variable.value.as_ref()?.text()?.clone()))
            })
            .collect()
    }

    /// Replaces all variables by an environment.
    pub(crate) fn import(&mut self, environment: &[(String, Bytes)]) {
        let variables = environment
            .iter()
            .map(|(name, value)| {
                let value = Some(Value::Text(value.clone()));
                (
                    name.clone(),
                    Variable {
                        value,
                        exported: true,
                        ..Variable::default()
                    },
                )
            })
            .collect();
        self.scope.variables = Rc::new(variables);
        let path = Bytes::from(self.files.cwd.as_slice());
        self.set("PWD", path).exported = true;
        for (name, value) in [("IFS", " \t\n"), ("OPTIND", "1"), ("PS4", "+ ")] {
            self.set(name, value.into()).exported = false;
        }
        match self.dialect() {
            Dialect::Dash => {}
            Dialect::Ash => self.raise_level(),
            Dialect::Bash => {
                self.raise_level();
                self.set("BASH_VERSION", "5.2.15(1)-release".into());
                self.set("BASH", "/bin/bash".into());
                self.set("HOSTNAME", "buildkitsandbox".into());
                self.set("OSTYPE", "linux-gnu".into());
                self.set("UID", self.files.user.uid.to_string().into());
                self.set("EUID", self.files.user.uid.to_string().into());
                self.set("_", "/bin/bash".into()).exported = true;
            }
        }
        if !self.scope.variables.contains_key("PATH") {
            self.set(
                "PATH",
                "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin".into(),
            );
        }
    }

    fn raise_level(&mut self) {
        let level: u32 = self.text_of("SHLVL").parse().unwrap_or(0);
        self.set("SHLVL", (level + 1).to_string().into()).exported = true;
    }
}
