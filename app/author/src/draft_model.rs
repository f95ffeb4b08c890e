use serde::{Deserialize, Serialize};

/// A text larger than this is not shown: no topic is a tenth as long.
pub(crate) const MOST_BYTES: usize = 1024 * 1024;

/// A topic to begin with.
pub(crate) const EXAMPLE: &str = r#"+++
id = "my-topic"
title = "My topic"
tags = []
summary = "One or two sentences of plain text."
minutes = 5
+++

Say first what a reader will be able to do.

## The first step

```dockerfile title="Dockerfile"
FROM alpine
RUN echo hello
```

```quiz
id = "my-topic-step"
type = "single-choice"
---
What does `RUN` leave behind?

- [x] A layer.
  > Each `RUN` adds one.
- [ ] A container.
  > It is there while the step runs, and then it is gone.
```
"#;

/// A topic that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Draft {
    /// The name of its file without `.md`; `None` for one that was typed or pasted.
    pub(crate) id: Option<String>,
    /// Front matter and Markdown, with lines ended as a text area has them.
    pub(crate) text: String,
}

impl Draft {
    /// The topic in a file.
    pub(crate) fn of_file(name: &str, text: &str) -> Self {
        let id = name.strip_suffix(".md").unwrap_or(name);
        Self {
            id: Some(id.to_owned()),
            text: text
                .trim_start_matches('\u{feff}')
                .replace("\r\n", "\n")
                .replace('\r', "\n"),
        }
    }

    /// The name under which it is saved; `own` is what the topic calls itself.
    pub(crate) fn file_name(&self, own: Option<&str>) -> String {
        let id = self.id.as_deref().or(own).unwrap_or("topic");
        format!("{id}.md")
    }

    /// Whether there is nothing to be shown.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Why it is not shown, if it is too large.
    pub(crate) fn refusal(&self) -> Option<String> {
        refusal(self.text.len())
    }
}

/// Why a text of so many bytes is not shown, if it is too large.
pub(crate) fn refusal(bytes: usize) -> Option<String> {
    (bytes > MOST_BYTES).then(|| {
        let tenths = (bytes * 10).div_ceil(MOST_BYTES);
        format!(
            "The text has {}.{} MiB, and this page shows and keeps at most 1 MiB. Split it into several topics.",
            tenths / 10,
            tenths % 10
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_refused_above_one_mebibyte_and_not_before() {
        assert_eq!(refusal(MOST_BYTES), None);
        let reason = refusal(MOST_BYTES + 1).expect("too large");
        assert!(reason.starts_with("The text has 1.1 MiB,"), "{reason}");
        // Bytes count, not characters.
        let draft = Draft {
            id: None,
            text: "ä".repeat(MOST_BYTES / 2 + 1),
        };
        assert!(draft.refusal().is_some());
    }

    #[test]
    fn a_file_is_called_as_it_was_or_as_it_calls_itself() {
        let opened = Draft::of_file("arg-secrets.md", "\u{feff}a\r\nb\rc\n");
        assert_eq!(opened.text, "a\nb\nc\n");
        assert_eq!(opened.file_name(Some("other")), "arg-secrets.md");
        assert_eq!(Draft::default().file_name(Some("own")), "own.md");
        assert_eq!(Draft::default().file_name(None), "topic.md");
    }
}
