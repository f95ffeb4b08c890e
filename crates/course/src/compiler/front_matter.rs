use std::ops::Range;

use crate::compiler::checked::Checked;
use crate::compiler::fields::{At, Fields};
use crate::compiler::publication::read_updated;

/// What a topic says of itself between its two `+++` lines.
pub(crate) struct FrontMatter {
    /// As written; empty if it is not there.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) tags: Vec<String>,
    pub(crate) summary: String,
    pub(crate) minutes: u32,
    pub(crate) prerequisites: Vec<At<String>>,
    pub(crate) updated: Option<String>,
}

/// Reads the front matter; also returns where the Markdown after it begins.
pub(crate) fn read_front_matter(id: &str, checked: &mut Checked<'_>) -> (FrontMatter, usize) {
    let (head, body) = split(checked);
    let toml = checked.text.get(head.clone()).unwrap_or("");
    let mut fields = Fields::parse(toml, head.start, checked);
    if head.is_empty() {
        return (FrontMatter::empty(), body);
    }
    let written = fields.text("id", checked);
    if !written.value.is_empty() && written.value != id {
        checked
            .error(
                "id-mismatch",
                written.span.clone(),
                format!("the id must be the file's name, `{id}`"),
            )
            .hint("rename the file, or correct the id");
    }
    let tags = fields.texts("tags", checked);
    for (index, tag) in tags.iter().enumerate() {
        if tags
            .iter()
            .take(index)
            .any(|earlier| earlier.value == tag.value)
        {
            let message = format!("the tag `{}` is given twice", tag.value);
            checked
                .warning("duplicate-id", tag.span.clone(), message)
                .hint("remove one of them");
        }
    }
    let front_matter = FrontMatter {
        id: written.value,
        title: fields.text("title", checked).value,
        tags: tags.into_iter().map(|tag| tag.value).collect(),
        summary: fields.text("summary", checked).value,
        minutes: fields.number("minutes", checked),
        prerequisites: fields.texts("prerequisites", checked),
        updated: read_updated(&mut fields, checked),
    };
    fields.finish(checked);
    if body_is_empty(checked.text, body) {
        checked
            .warning("empty-topic", body..body, "the topic has no text")
            .hint("write it, or take the topic out of its chapter in `course.toml`");
    }
    (front_matter, body)
}

fn body_is_empty(text: &str, body: usize) -> bool {
    text.get(body..).unwrap_or("").trim().is_empty()
}

impl FrontMatter {
    fn empty() -> Self {
        let (id, title, summary) = Default::default();
        Self {
            id,
            title,
            tags: Vec::new(),
            summary,
            minutes: 0,
            prerequisites: Vec::new(),
            updated: None,
        }
    }
}

/// The range between the fences, and where the text after them begins.
fn split(checked: &mut Checked<'_>) -> (Range<usize>, usize) {
    const FENCE: &str = "+++\n";
    let Some(rest) = checked.text.strip_prefix(FENCE) else {
        let mut hint = "begin the file with a line `+++`, TOML, and another line `+++`";
        if checked.text.starts_with("---") {
            hint = "front matter is TOML between `+++` lines here, not YAML between `---` lines";
        }
        checked
            .error("front-matter", 0..0, "the topic has no front matter")
            .hint(hint);
        return (0..0, 0);
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "+++" {
            let start = FENCE.len();
            return (start..start + at, start + at + line.len());
        }
        at += line.len();
    }
    checked
        .error("front-matter", 0..3, "the front matter is not closed")
        .hint("add a line `+++`");
    (0..0, checked.text.len())
}
