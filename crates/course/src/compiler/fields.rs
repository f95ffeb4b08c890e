use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::compiler::checked::Checked;

/// A TOML table whose keys are taken one by one; what is left at the end is unknown.
///
/// Unlike a derived deserializer it reports every problem, not the first alone, each at its place.
pub(crate) struct Fields<'t> {
    /// The whole table, where a missing key is reported.
    pub(crate) span: Range<usize>,
    base: usize,
    entries: Vec<Entry<'t>>,
    asked: Vec<&'static str>,
}

struct Entry<'t> {
    key: String,
    key_span: Range<usize>,
    value: Spanned<DeValue<'t>>,
    taken: bool,
}

/// A value and its place in the file.
#[derive(Clone, Debug)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) span: Range<usize>,
}

impl<'t> Fields<'t> {
    /// Parses a piece of TOML that starts at `base` in the file.
    pub(crate) fn parse(toml: &'t str, base: usize, checked: &mut Checked<'_>) -> Self {
        let (table, errors) = DeTable::parse_recoverable(toml);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            checked
                .error("toml-syntax", shift(span, base), error.message())
                .hint("this is TOML: `key = \"text\"`, `key = 5`, `key = [\"one\", \"two\"]`");
        }
        Self::from_table(table.into_inner(), base..base + toml.len(), base)
    }

    fn from_table(table: DeTable<'t>, span: Range<usize>, base: usize) -> Self {
        let entry = |(key, value): (Spanned<_>, Spanned<DeValue<'t>>)| Entry {
            key_span: shift(key.span(), base),
            key: std::borrow::Cow::into_owned(key.into_inner()),
            value: Spanned::new(shift(value.span(), base), value.into_inner()),
            taken: false,
        };
        let mut entries: Vec<_> = table.into_iter().map(entry).collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        Self {
            span,
            base,
            entries,
            asked: Vec::new(),
        }
    }

    /// A required string, not empty.
    pub(crate) fn text(&mut self, key: &'static str, checked: &mut Checked<'_>) -> At<String> {
        let Some(found) = self.optional_text(key, checked) else {
            self.missing(key, checked);
            return At {
                value: String::new(),
                span: self.span.clone(),
            };
        };
        let written = checked.text.get(found.span.clone()).unwrap_or("");
        if found.value.trim().is_empty() && written.starts_with(['"', '\'']) {
            checked
                .error(
                    "missing-key",
                    found.span.clone(),
                    format!("`{key}` is empty"),
                )
                .hint("write it between the quotation marks");
        }
        found
    }

    /// A string that may be absent.
    pub(crate) fn optional_text(
        &mut self,
        key: &'static str,
        checked: &mut Checked<'_>,
    ) -> Option<At<String>> {
        let (span, value) = self.take(key)?;
        match value {
            DeValue::String(text) => Some(At {
                value: text.into_owned(),
                span,
            }),
            other => {
                wrong_type(key, "a string", &other, span.clone(), checked);
                Some(At {
                    value: String::new(),
                    span,
                })
            }
        }
    }

    /// A required whole number from 0.
    pub(crate) fn number(&mut self, key: &'static str, checked: &mut Checked<'_>) -> u32 {
        let Some((span, value)) = self.take(key) else {
            self.missing(key, checked);
            return 0;
        };
        let number = match &value {
            DeValue::Integer(number) => number.as_str().replace('_', "").parse::<i64>().ok(),
            _ => None,
        };
        match number {
            Some(..=0) => {
                checked
                    .error("wrong-type", span, format!("`{key}` must be at least 1"))
                    .hint("write a whole number: `5`");
                0
            }
            Some(number) => u32::try_from(number).unwrap_or(u32::MAX),
            None => {
                wrong_type(key, "a whole number", &value, span, checked);
                0
            }
        }
    }

    /// A whole number from 1 that may be absent.
    pub(crate) fn optional_count(
        &mut self,
        key: &'static str,
        checked: &mut Checked<'_>,
    ) -> Option<u32> {
        let (span, value) = self.take(key)?;
        let number = match &value {
            DeValue::Integer(number) => number.as_str().replace('_', "").parse().ok(),
            _ => None,
        };
        let counted = number.filter(|number| *number > 0);
        if counted.is_none() {
            wrong_type(key, "a whole number from 1", &value, span, checked);
        }
        counted
    }

    /// `true` or `false`; `None` if it is absent.
    pub(crate) fn optional_flag(
        &mut self,
        key: &'static str,
        checked: &mut Checked<'_>,
    ) -> Option<bool> {
        let (span, value) = self.take(key)?;
        if let DeValue::Boolean(flag) = value {
            return Some(flag);
        }
        wrong_type(key, "`true` or `false`", &value, span, checked);
        None
    }

    /// A list of strings; an absent one is empty.
    pub(crate) fn texts(
        &mut self,
        key: &'static str,
        checked: &mut Checked<'_>,
    ) -> Vec<At<String>> {
        let Some((span, value)) = self.take(key) else {
            return Vec::new();
        };
        let DeValue::Array(array) = value else {
            wrong_type(key, "a list of strings", &value, span, checked);
            return Vec::new();
        };
        let base = self.base;
        let mut texts = Vec::new();
        for item in array {
            let span = shift(item.span(), base);
            match item.into_inner() {
                DeValue::String(text) => texts.push(At {
                    value: text.into_owned(),
                    span,
                }),
                other => wrong_type(key, "a list of strings", &other, span, checked),
            }
        }
        texts
    }

    /// Tables under `[[key]]`, in order.
    pub(crate) fn tables(&mut self, key: &'static str, checked: &mut Checked<'_>) -> Vec<Self> {
        let Some((span, value)) = self.take(key) else {
            self.missing(key, checked);
            return Vec::new();
        };
        let DeValue::Array(array) = value else {
            wrong_type(key, "tables", &value, span, checked);
            return Vec::new();
        };
        let base = self.base;
        let mut tables = Vec::new();
        for item in array {
            let span = shift(item.span(), base);
            match item.into_inner() {
                DeValue::Table(table) => tables.push(Self::from_table(table, span, base)),
                other => wrong_type(key, "tables", &other, span, checked),
            }
        }
        tables
    }

    /// The table under `[key]`, if there is one.
    pub(crate) fn optional_table(
        &mut self,
        key: &'static str,
        checked: &mut Checked<'_>,
    ) -> Option<Self> {
        let (span, value) = self.take(key)?;
        match value {
            DeValue::Table(table) => Some(Self::from_table(table, span, self.base)),
            other => {
                wrong_type(key, "a table", &other, span, checked);
                None
            }
        }
    }

    /// Reports the keys that nobody asked for.
    pub(crate) fn finish(self, checked: &mut Checked<'_>) {
        for entry in self.entries.iter().filter(|entry| !entry.taken) {
            checked
                .error(
                    "unknown-key",
                    entry.key_span.clone(),
                    format!("unknown key `{}`", entry.key),
                )
                .suggest(&entry.key, self.asked.iter().copied())
                .hint(format!("known keys: {}", self.asked.join(", ")));
        }
    }

    fn take(&mut self, key: &'static str) -> Option<(Range<usize>, DeValue<'t>)> {
        self.asked.push(key);
        let entry = self.entries.iter_mut().find(|entry| entry.key == key)?;
        entry.taken = true;
        Some((entry.value.span(), entry.value.get_ref().clone()))
    }

    fn missing(&self, key: &'static str, checked: &mut Checked<'_>) {
        checked
            .error(
                "missing-key",
                self.span.start..self.span.start,
                format!("missing key `{key}`"),
            )
            .hint(format!("add `{key} = …`"));
    }
}

fn wrong_type(
    key: &str,
    wanted: &str,
    found: &DeValue<'_>,
    span: Range<usize>,
    checked: &mut Checked<'_>,
) {
    let message = format!("`{key}` must be {wanted}, not {}", found.type_str());
    let example = match wanted {
        "a string" => format!("`{key} = \"…\"`"),
        "a list of strings" => format!("`{key} = [\"…\", \"…\"]`"),
        "tables" => format!("`[[{key}]]`, once for each"),
        "a table" => format!("`[{key}]`, with its keys below"),
        "`true` or `false`" => format!("`{key} = true`"),
        _ => format!("`{key} = 5`"),
    };
    checked
        .error("wrong-type", span, message)
        .hint(format!("write {example}"));
}

fn shift(span: Range<usize>, base: usize) -> Range<usize> {
    span.start + base..span.end + base
}
