//! Values of secrets are not printed: three asterisks stand for them.

use serde_json::Value;

const MASKED: &str = "***";

/// Lines of a value that are shorter stand for nothing alone.
const SHORTEST_LINE: usize = 8;

/// What is not to be printed.
#[derive(Debug, Default)]
pub(crate) struct Mask {
    /// The longest first.
    texts: Vec<String>,
}

impl Mask {
    /// Hides values of at least four bytes, and the lines of those that have several.
    pub(crate) fn new<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut texts: Vec<String> = Vec::new();
        for value in values {
            let value = String::from_utf8_lossy(value);
            let whole = value.trim();
            let lines = whole.lines().map(str::trim);
            let lines = lines.filter(|line| line.len() >= SHORTEST_LINE && *line != whole);
            texts.extend(lines.map(str::to_owned));
            if whole.len() >= 4 {
                texts.push(whole.to_owned());
            }
        }
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        texts.dedup();
        Self { texts }
    }

    /// The text without the values.
    pub(crate) fn text(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for secret in &self.texts {
            if out.contains(secret.as_str()) {
                out = out.replace(secret.as_str(), MASKED);
            }
        }
        out
    }

    /// The document without the values, in its texts and its keys.
    pub(crate) fn json(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::Array(list) => list.into_iter().map(|value| self.json(value)).collect(),
            Value::Object(fields) => {
                let fields = fields.into_iter();
                fields
                    .map(|(key, value)| (self.text(&key), self.json(value)))
                    .collect()
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn neither_values_nor_their_lines_are_shown() {
        let mask = Mask::new([b"s3cret".as_slice(), b"first line\nsecond line\n", b"abc"]);
        assert_eq!(mask.text("a s3cret b abc"), "a *** b abc");
        assert_eq!(mask.text("> first line <"), "> *** <");
        let shown = mask.json(json!({ "s3cret": ["x-s3cret", 1] }));
        assert_eq!(shown, json!({ "***": ["x-***", 1] }));
    }
}
