//! Word expansion with a stage's variables.

use dockerfile::{ExpandError, Expansion, Lex};

use crate::environment::Environment;

impl dockerfile::Env for Environment {
    fn get(&self, name: &str) -> Option<&str> {
        self.get(name)
    }
}

/// One word to one word, or to several where quotes allow it.
pub(in super::super) fn expand(
    escape: char,
    word: &str,
    environment: &Environment,
) -> Result<Expansion, ExpandError> {
    Lex::new(escape).expand(word, environment)
}

/// Text of a here-document, in which quotes mean nothing.
pub(in super::super) fn expand_text(
    text: &str,
    environment: &Environment,
) -> Result<Expansion, ExpandError> {
    Lex {
        skip_quotes: true,
        ..Lex::new('\\')
    }
    .expand(text, environment)
}

/// An instruction for the log; one that cannot be expanded is shown as it is.
pub(in super::super) fn expand_name(escape: char, code: &str, environment: &Environment) -> String {
    Lex::new(escape)
        .expand(code, environment)
        .map_or_else(|_| code.to_owned(), |e| e.text)
}

/// The same for `RUN`, whose shell sees the quotes and the variables that are not set.
pub(in super::super) fn expand_name_of_run(
    escape: char,
    code: &str,
    environment: &Environment,
) -> String {
    let expansion = dockerfile::expand_progress_name(code, environment, escape);
    expansion.map_or_else(|_| code.to_owned(), |e| e.text)
}
