//! Word expansion with a stage's variables.

use std::cell::RefCell;

use dockerfile::{ExpandError, Expansion, Lex};

use crate::environment::Environment;

impl dockerfile::Env for Environment {
    fn get(&self, name: &str) -> Option<&str> {
        self.get(name)
    }
}

/// One word to one word, or to several where quotes allow it.
pub(in super::super) fn expand(
    lex: Lex,
    word: &str,
    environment: &Environment,
) -> Result<Expansion, ExpandError> {
    lex.expand(word, environment)
}

/// The same, and the names that are not set in the order in which they were looked up.
pub(in super::super) fn expand_noting_missing(
    lex: Lex,
    word: &str,
    environment: &Environment,
) -> (Result<Expansion, ExpandError>, Vec<String>) {
    let lookup = Lookup {
        environment,
        missing: RefCell::default(),
    };
    let expansion = lex.expand(word, &lookup);
    (expansion, lookup.missing.into_inner())
}

struct Lookup<'a> {
    environment: &'a Environment,
    missing: RefCell<Vec<String>>,
}

impl dockerfile::Env for Lookup<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        let value = self.environment.get(name);
        if value.is_none() && !self.missing.borrow().iter().any(|n| n == name) {
            self.missing.borrow_mut().push(name.to_owned());
        }
        value
    }
}

/// An instruction for the log; one that cannot be expanded is shown as it is.
pub(in super::super) fn expand_name(lex: Lex, code: &str, environment: &Environment) -> String {
    lex.expand(code, environment)
        .map_or_else(|_| code.to_owned(), |e| e.text)
}

/// The same for `RUN`, whose shell sees the quotes and the variables that are not set.
pub(in super::super) fn expand_name_of_run(
    lex: Lex,
    code: &str,
    environment: &Environment,
) -> String {
    let expansion = lex.for_progress().expand(code, environment);
    expansion.map_or_else(|_| code.to_owned(), |e| e.text)
}
