use crate::compiler::checked::Checked;
use crate::compiler::front_matter::{FrontMatter, read_front_matter};
use crate::compiler::manifest::Manifest;
use crate::compiler::source::{Source, read_text};

/// A topic's file.
pub(crate) struct File<'m> {
    pub(crate) id: &'m str,
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A topic between its front matter and its page.
pub(crate) struct Draft<'f> {
    pub(crate) id: &'f str,
    pub(crate) front_matter: FrontMatter,
    /// Where the Markdown begins.
    pub(crate) body: usize,
    pub(crate) checked: Checked<'f>,
}

impl<'f> Draft<'f> {
    pub(crate) fn new(file: &'f File<'_>) -> Self {
        let mut checked = Checked::new(&file.path, &file.text);
        let (front_matter, body) = read_front_matter(file.id, &mut checked);
        Self {
            id: file.id,
            front_matter,
            body,
            checked,
        }
    }
}

/// The id of the topic that a file holds, if it holds one.
pub(crate) fn topic_id(path: &str) -> Option<&str> {
    path.strip_prefix("topics/")?.strip_suffix(".md")
}

pub(crate) fn topic_path(id: &str) -> String {
    format!("topics/{id}.md")
}

/// Reads the topics in the order of `course.toml`; one that cannot be read is reported.
pub(crate) fn read_topics<'m>(
    manifest: &'m Manifest,
    source: &dyn Source,
    checked: &mut Checked<'_>,
) -> Vec<File<'m>> {
    let mut files = Vec::new();
    for topic in manifest.chapters.iter().flat_map(|chapter| &chapter.topics) {
        let path = topic_path(&topic.value);
        match read_text(source, &path) {
            Ok(text) => files.push(File {
                id: &topic.value,
                path,
                text,
            }),
            Err(error) => {
                let files = source.list("topics").unwrap_or_default();
                let ids = files.iter().filter_map(|file| topic_id(file));
                checked
                    .error("topic-file", topic.span.clone(), format!("{path}: {error}"))
                    .suggest(&topic.value, ids)
                    .hint("a topic is named by its id: its file in `topics` without `.md`");
            }
        }
    }
    files
}
