//! The arguments of a tool: options, their values, operands.

use super::Entry;
use crate::labelled::Bytes;
use crate::shell::Process;

/// The arguments of a process, without its name.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments {
    words: Vec<(String, Bytes)>,
    with_value: &'static [&'static str],
}

impl Arguments {
    pub(super) fn of(process: &Process<'_>, entry: &Entry) -> Self {
        let args = process.args();
        Self {
            words: args
                .into_iter()
                .map(|word| (word.text().into_owned(), word))
                .collect(),
            with_value: entry.with_value,
        }
    }

    /// What is neither an option nor the value of one.
    pub(super) fn operands(&self) -> Vec<Bytes> {
        let mut operands = Vec::new();
        let mut words = self.words.iter();
        let mut only_operands = false;
        while let Some((text, word)) = words.next() {
            if only_operands || !text.starts_with('-') || text == "-" {
                operands.push(word.clone());
            } else if text == "--" {
                only_operands = true;
            } else if self.with_value.contains(&text.as_str()) {
                words.next();
            }
        }
        operands
    }

    /// Whether an option is given, with or without a value.
    pub(super) fn has(&self, name: &str) -> bool {
        self.words.iter().any(|(text, _)| {
            text == name
                || text
                    .strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with('='))
        })
    }

    /// The values of an option that is written `--name value`, `--name=value`, `-n value` or `-nvalue`.
    pub(super) fn values(&self, names: &str) -> Vec<Bytes> {
        let mut values = Vec::new();
        let mut words = self.words.iter();
        while let Some((text, word)) = words.next() {
            for name in names.split('|') {
                if text == name {
                    values.extend(words.next().map(|(_, value)| value.clone()));
                    break;
                }
                let Some(rest) = text.strip_prefix(name) else {
                    continue;
                };
                if rest.starts_with('=') {
                    values.push(word.from_offset(name.len() + 1));
                } else if name.len() == 2 && !name.starts_with("--") {
                    values.push(word.from_offset(name.len()));
                }
            }
        }
        values
    }

    /// All of them, each in quotes.
    pub(super) fn quoted(&self) -> Bytes {
        let mut line = Bytes::new();
        for (index, (_, word)) in self.words.iter().enumerate() {
            line.push_plain(if index == 0 { "\"" } else { " \"" });
            line.push(word);
            line.push_plain("\"");
        }
        line
    }
}
