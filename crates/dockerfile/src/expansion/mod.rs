//! BuildKit's word lexer (`frontend/dockerfile/shell/lex.go`): quotes, escapes, `$variables`.
//!
//! In: one word of an instruction and an environment. Out: the expanded text, the words it splits
//! into, and which variables were found or missing. It is no shell: no field splitting by `IFS`,
//! no command substitution, no globbing.

mod glob;
mod lexer;
mod modifier;
mod name;

use crate::Version;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

/// The variables that words are expanded with.
pub trait Env {
    /// The value of a variable, `None` when it is not set.
    fn get(&self, name: &str) -> Option<&str>;
}

/// How a word is read. The default is how arguments of instructions are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "BuildKit's switches, each independent"
)]
pub struct Lex {
    /// The escape character of the Dockerfile.
    pub escape: char,
    /// Keep quotes in the result.
    pub raw_quotes: bool,
    /// Keep escape characters in the result.
    pub raw_escapes: bool,
    /// Take quotes as ordinary characters: how heredoc bodies are expanded.
    pub skip_quotes: bool,
    /// Leave variables that are not set as they are written.
    pub skip_unset: bool,
    /// Which modifiers there are.
    pub version: Version,
}

/// An expanded word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Expansion {
    /// The whole result.
    pub text: String,
    /// The result split at blanks that are not quoted.
    pub words: Vec<String>,
    /// Names that were looked up and are set.
    pub matched: BTreeSet<String>,
    /// Names that were looked up and are not set.
    pub unmatched: BTreeSet<String>,
}

/// Why a word cannot be expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ExpandError {
    /// BuildKit's text: `failed to process "…": …`.
    pub message: String,
    /// Names that were looked up before the error and are set.
    pub matched: BTreeSet<String>,
    /// Names that were looked up before the error and are not set.
    pub unmatched: BTreeSet<String>,
}

/// Expands a word as arguments of instructions are: quotes removed, unset variables empty.
///
/// ```
/// let env = [("V", "1.2")];
/// let expansion = dockerfile::expand("'a b'-${V%.*}${X:-x}", &env, '\\')?;
/// assert_eq!(expansion.text, "a b-1x");
/// assert!(expansion.unmatched.contains("X"));
/// # Ok::<(), dockerfile::ExpandError>(())
/// ```
pub fn expand(word: &str, env: &dyn Env, escape: char) -> Result<Expansion, ExpandError> {
    Lex::new(escape).expand(word, env)
}

/// Expands the text of a step for progress output: quotes kept, unset variables as written.
pub fn expand_progress_name(
    text: &str,
    env: &dyn Env,
    escape: char,
) -> Result<Expansion, ExpandError> {
    Lex::new(escape).for_progress().expand(text, env)
}

impl Lex {
    /// The default with an escape character.
    pub fn new(escape: char) -> Self {
        Self {
            escape,
            raw_quotes: false,
            raw_escapes: false,
            skip_quotes: false,
            skip_unset: false,
            version: Version::CURRENT,
        }
    }

    /// As the text of a step is expanded for progress output: quotes kept, unset variables as written.
    #[must_use]
    pub fn for_progress(self) -> Self {
        Self {
            raw_quotes: true,
            skip_unset: true,
            ..self
        }
    }

    /// Expands a word; takes time linear in it but for patterns, which take pattern times value.
    pub fn expand(self, word: &str, env: &dyn Env) -> Result<Expansion, ExpandError> {
        lexer::Lexer::new(self, word, env).run(word)
    }
}

impl fmt::Display for ExpandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ExpandError {}

/// No variables at all.
impl Env for () {
    fn get(&self, _name: &str) -> Option<&str> {
        None
    }
}

/// The last pair of a name counts.
impl<K: AsRef<str>, V: AsRef<str>> Env for [(K, V)] {
    fn get(&self, name: &str) -> Option<&str> {
        let pair = self.iter().rev().find(|(key, _)| key.as_ref() == name);
        pair.map(|(_, value)| value.as_ref())
    }
}

impl<K: AsRef<str>, V: AsRef<str>, const N: usize> Env for [(K, V); N] {
    fn get(&self, name: &str) -> Option<&str> {
        Env::get(self.as_slice(), name)
    }
}

impl<K: AsRef<str>, V: AsRef<str>> Env for Vec<(K, V)> {
    fn get(&self, name: &str) -> Option<&str> {
        Env::get(self.as_slice(), name)
    }
}

impl Env for BTreeMap<String, String> {
    fn get(&self, name: &str) -> Option<&str> {
        BTreeMap::get(self, name).map(String::as_str)
    }
}

impl Env for HashMap<String, String> {
    fn get(&self, name: &str) -> Option<&str> {
        HashMap::get(self, name).map(String::as_str)
    }
}

impl<E: Env + ?Sized> Env for &E {
    fn get(&self, name: &str) -> Option<&str> {
        (**self).get(name)
    }
}

#[cfg(test)]
mod tests;
