//! `--name=value` before the arguments: `instructions/bflag.go`.

use super::fault::Fault;
use super::{Keyword, suggest};
use crate::letter_case::lower;
use crate::{Feature, Node, Version, Word};

/// What a flag takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FlagType {
    /// `--name`, `--name=true` or `--name=false`.
    Bool,
    /// `--name=value`, once.
    String,
    /// `--name=value`, any number of times.
    Strings,
}

/// The flags that an instruction was given, all of them known to it.
pub(super) struct Flags {
    /// Name and value in source order; a bool's value is `true` or `false`.
    given: Vec<(&'static str, Word)>,
}

impl Flags {
    /// Checks the node's flags against those that the instruction has.
    pub(super) fn read(
        version: Version,
        node: &Node,
        known: &[(&'static str, FlagType)],
    ) -> Result<Self, Fault> {
        let mut flags = Self { given: Vec::new() };
        if node.flags.is_empty() {
            return Ok(flags);
        }
        let keyword = Keyword::of(&node.keyword.text);
        let is_known = |name: &str| {
            let feature = keyword.and_then(|keyword| Feature::of_flag(keyword, name));
            feature.is_none_or(|feature| version.knows(feature))
        };
        for word in &node.flags {
            let written = word.text.split('=').next().unwrap_or_default();
            let value = word.behind('=');
            let name = written.strip_prefix("--").unwrap_or(written);
            // Versions without suggestions begin with a capital letter and leave the dashes out.
            let (capital, shown) = if version.suggests() {
                (false, written)
            } else {
                (true, name)
            };
            let fault = |message: String| Fault::at(message, word.span);
            let found = known.iter().find(|(known, _)| *known == name);
            let Some(&(known_name, kind)) = found.filter(|(name, _)| is_known(name)) else {
                if capital {
                    return Err(fault(format!("Unknown flag: {shown}")));
                }
                let names = known.iter().map(|(name, _)| *name);
                let mut names: Vec<_> = names.filter(|name| is_known(name)).collect();
                names.sort_unstable();
                return Err(fault(suggest::append(
                    format!("unknown flag: {written}"),
                    name,
                    &names,
                )));
            };
            if kind != FlagType::Strings && flags.find(known_name).is_some() {
                let word = if capital { "Duplicate" } else { "duplicate" };
                return Err(fault(format!("{word} flag specified: {shown}")));
            }
            let value = match (kind, value) {
                (FlagType::Bool, None) => Word {
                    text: arcstr::literal_substr!("true"),
                    span: word.span,
                },
                (FlagType::Bool, Some(value)) if !value.is_empty() => {
                    let truth = lower(&value.text);
                    if !matches!(truth.as_str(), "true" | "false") {
                        let word = if capital { "Expecting" } else { "expecting" };
                        return Err(fault(format!(
                            "{word} boolean value for flag {shown}, not: {value}"
                        )));
                    }
                    Word {
                        text: truth.into(),
                        span: value.span,
                    }
                }
                (FlagType::String | FlagType::Strings, Some(value)) => value,
                _ => {
                    let word = if capital { "Missing" } else { "missing" };
                    return Err(fault(format!("{word} a value on flag: {shown}")));
                }
            };
            flags.given.push((known_name, value));
        }
        Ok(flags)
    }

    /// The flag's value, however empty.
    pub(super) fn string(&self, name: &str) -> Option<Word> {
        self.find(name).cloned()
    }

    fn find(&self, name: &str) -> Option<&Word> {
        let found = self.given.iter().find(|(given, _)| *given == name);
        found.map(|(_, value)| value)
    }

    /// The flag's value unless it is empty, which counts as not given.
    pub(super) fn non_empty(&self, name: &str) -> Option<Word> {
        self.find(name).filter(|value| !value.is_empty()).cloned()
    }

    /// All values of a flag that may be repeated.
    pub(super) fn strings(&self, name: &str) -> Vec<Word> {
        let values = self.given.iter().filter(|(given, _)| *given == name);
        values.map(|(_, value)| value.clone()).collect()
    }

    /// Whether a flag is on; `None` when it is not given.
    pub(super) fn bool(&self, name: &str) -> Option<bool> {
        self.find(name).map(|value| value.text == "true")
    }

    /// The names given, sorted, once each.
    pub(super) fn used(&self) -> Vec<String> {
        let mut names: Vec<_> = self
            .given
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
