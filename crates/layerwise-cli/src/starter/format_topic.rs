const FRONT_MATTER: &str = r#"+++
id = "the-format"
title = "The format of a course"
tags = ["example"]
summary = "Every construct that a topic can have: how it is written, and what it becomes."
minutes = 20
+++
"#;

/// What is of use to those who work on the engine only.
const INSIDE: &str = "## What the compiler emits";

/// The documentation of the format as a topic that shows what it tells: after each example, a
/// block of the language `markdown`, stands what it becomes.
pub(super) fn format_topic(document: &str) -> String {
    let mut topic = FRONT_MATTER.to_owned();
    let mut example: Option<(String, String)> = None;
    let mut skipped = false;
    for line in document.lines() {
        match &mut example {
            Some((fence, text)) if line == fence.as_str() => {
                topic.push_str(&format!("{line}\n\n{text}"));
                example = None;
                continue;
            }
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
            None => {
                if let Some(fence) = line
                    .strip_suffix("markdown")
                    .filter(|fence| is_fence(fence))
                {
                    example = Some((fence.to_owned(), String::new()));
                } else if line.starts_with("## ") {
                    skipped = line == INSIDE;
                }
            }
        }
        // The title is in the front matter.
        if !skipped && !line.starts_with("# ") {
            topic.push_str(line);
            topic.push('\n');
        }
    }
    topic
}

fn is_fence(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|byte| byte == b'`')
}

#[cfg(test)]
mod tests {
    use super::{FRONT_MATTER, format_topic};

    #[test]
    fn an_example_is_shown_and_then_becomes_what_it_shows() {
        let document = "# Title\n\n## A\n\n````markdown\n```text\na\n```\n````\n\n\
                        ## What the compiler emits\n\nx\n\n## Z\n\nz\n";
        let body =
            "\n## A\n\n````markdown\n```text\na\n```\n````\n\n```text\na\n```\n\n## Z\n\nz\n";
        assert_eq!(format_topic(document), format!("{FRONT_MATTER}{body}"));
    }
}
