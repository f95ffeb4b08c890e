use crate::compiler::checked::Checked;
use crate::compiler::fields::{At, Fields};
use crate::compiler::id::{Ids, check_id};
use crate::compiler::publication::read_url;
use crate::compiler::source::Source;
use crate::compiler::theme::{Theme, read_theme};

/// Where the course is described.
pub(crate) const MANIFEST: &str = "course.toml";

/// `course.toml` as written.
pub(crate) struct Manifest {
    pub(crate) id: At<String>,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) language: String,
    pub(crate) version: String,
    pub(crate) licence: String,
    pub(crate) url: Option<String>,
    pub(crate) chapters: Vec<ManifestChapter>,
    pub(crate) theme: Theme,
}

/// One `[[chapters]]`.
pub(crate) struct ManifestChapter {
    pub(crate) id: String,
    pub(crate) title: String,
    /// Ids of its topics, none listed twice in the course.
    pub(crate) topics: Vec<At<String>>,
}

impl Manifest {
    /// Whether every chapter has topics, so that all of the course is there.
    pub(crate) fn is_whole(&self) -> bool {
        let has_topics = |chapter: &ManifestChapter| !chapter.topics.is_empty();
        !self.chapters.is_empty() && self.chapters.iter().all(has_topics)
    }
}

/// First parts of addresses that the site keeps for itself; no topic may take one.
const RESERVED: [&str; 14] = [
    "app", "assets", "author", "data", "figures", "glossary", "hosting", "lab", "print",
    "progress", "results", "review", "search", "tags",
];

pub(crate) fn read_manifest(source: &dyn Source, checked: &mut Checked<'_>) -> Manifest {
    let mut fields = Fields::parse(checked.text, 0, checked);
    let id = fields.text("id", checked);
    check_id(&id, checked);
    let title = fields.text("title", checked).value;
    let summary = fields.text("summary", checked).value;
    let language = fields.text("language", checked);
    check_language(&language, checked);
    let language = language.value;
    let version = fields.text("version", checked).value;
    let licence = fields.text("licence", checked).value;
    let url = read_url(&mut fields, checked);
    let mut chapter_ids = Ids::new("chapter");
    let mut topic_ids = Ids::new("topic");
    let mut chapters = Vec::new();
    for table in fields.tables("chapters", checked) {
        chapters.push(read_chapter(
            table,
            &mut chapter_ids,
            &mut topic_ids,
            checked,
        ));
    }
    let theme = match fields.optional_table("theme", checked) {
        Some(mut table) => {
            let theme = read_theme(&mut table, source, checked);
            table.finish(checked);
            theme
        }
        None => Theme::default(),
    };
    fields.finish(checked);
    Manifest {
        id,
        title,
        summary,
        language,
        version,
        licence,
        url,
        chapters,
        theme,
    }
}

/// Reports what is no BCP 47 tag: letters and digits in short pieces, the first of two or three
/// letters.
fn check_language(language: &At<String>, checked: &mut Checked<'_>) {
    let mut pieces = language.value.split('-');
    let first = pieces.next().unwrap_or("");
    let is_tag = matches!(first.len(), 2 | 3)
        && first.chars().all(|c| c.is_ascii_alphabetic())
        && pieces.all(|piece| {
            (1..=8).contains(&piece.len()) && piece.chars().all(|c| c.is_ascii_alphanumeric())
        });
    if !is_tag && !language.value.is_empty() {
        checked
            .error(
                "language",
                language.span.clone(),
                format!("`{}` is not a language tag", language.value),
            )
            .hint("write its short name: `en`, `de`, `pt-BR`");
    }
}

fn read_chapter(
    mut fields: Fields<'_>,
    chapter_ids: &mut Ids,
    topic_ids: &mut Ids,
    checked: &mut Checked<'_>,
) -> ManifestChapter {
    let id = fields.text("id", checked);
    check_id(&id, checked);
    chapter_ids.claim(&id, checked);
    let title = fields.text("title", checked).value;
    let mut topics = fields.texts("topics", checked);
    topics.retain(|topic| {
        check_id(topic, checked);
        if RESERVED.contains(&topic.value.as_str()) {
            checked
                .error(
                    "invalid-id",
                    topic.span.clone(),
                    format!("the site uses `{}` itself", topic.value),
                )
                .hint("choose another id for the topic");
        }
        topic_ids.claim(topic, checked)
    });
    if topics.is_empty() {
        checked
            .error(
                "missing-key",
                fields.span.clone(),
                "this chapter has no topics",
            )
            .hint("list the ids of its topics: `topics = [\"first-topic\"]`");
    }
    fields.finish(checked);
    ManifestChapter {
        id: id.value,
        title,
        topics,
    }
}
