use std::collections::{BTreeMap, BTreeSet};

use crate::compiler::atlas::Atlas;
use crate::compiler::checked::Checked;
use crate::compiler::fields::{At, Fields};
use crate::compiler::id::{Ids, check_id};
use crate::compiler::markdown::{Origin, Page, TopicLink, plain_text_of};
use crate::compiler::source::{Source, read_text};
use crate::model::Term;

/// The file with all terms of a course, and the folder where several such files may stand.
const FILE: &str = "glossary.toml";
const FOLDER: &str = "glossary";

/// A file of terms.
pub(crate) struct GlossaryFile {
    path: String,
    text: String,
}

/// The terms of one file as written.
pub(crate) struct Glossary<'f> {
    pub(crate) checked: Checked<'f>,
    entries: Vec<Entry>,
}

struct Entry {
    id: At<String>,
    name: At<String>,
    definition: At<String>,
}

/// As much of a term as a link to it needs.
#[derive(Clone, Debug)]
pub(crate) struct TermEntry {
    pub(crate) name: String,
    /// Plain text: it is shown inside a line.
    pub(crate) definition: String,
}

/// Reads the files of terms, in the order of their paths; one that cannot be read is reported.
pub(crate) fn read_glossary_files(
    source: &dyn Source,
    checked: &mut Checked<'_>,
) -> Vec<GlossaryFile> {
    let mut paths = source.list(FOLDER).unwrap_or_default();
    paths.retain(|path| path.ends_with(".toml"));
    paths.push(FILE.to_owned());
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        match read_text(source, &path) {
            Ok(text) => files.push(GlossaryFile { path, text }),
            Err(error) if error.is_not_found() => {}
            Err(error) => {
                checked.error("glossary", 0..0, format!("{path}: {error}"));
            }
        }
    }
    files
}

/// Reads the terms of one file; `ids` are those of the whole course.
pub(crate) fn read_glossary<'f>(file: &'f GlossaryFile, ids: &mut Ids) -> Glossary<'f> {
    let mut checked = Checked::new(&file.path, &file.text);
    let mut fields = Fields::parse(checked.text, 0, &mut checked);
    let mut entries = Vec::new();
    for mut table in fields.tables("terms", &mut checked) {
        let id = table.text("id", &mut checked);
        check_id(&id, &mut checked);
        let free = ids.claim(&id, &mut checked);
        let entry = Entry {
            name: table.text("name", &mut checked),
            definition: table.text("definition", &mut checked),
            id,
        };
        table.finish(&mut checked);
        if free && !entry.id.value.is_empty() {
            entries.push(entry);
        }
    }
    fields.finish(&mut checked);
    Glossary { checked, entries }
}

impl Glossary<'_> {
    /// What links to the terms need.
    pub(crate) fn survey(&self, terms: &mut BTreeMap<String, TermEntry>) {
        for entry in &self.entries {
            terms.insert(
                entry.id.value.clone(),
                TermEntry {
                    name: entry.name.value.clone(),
                    definition: plain_text_of(&entry.definition.value),
                },
            );
        }
    }

    /// Renders the definitions; `uses` are the topics in reading order with the terms that each
    /// links to.
    pub(crate) fn compile(
        &mut self,
        atlas: &Atlas,
        source: &dyn Source,
        uses: &[(&str, &BTreeSet<String>)],
        terms: &mut Vec<Term>,
    ) -> Vec<TopicLink> {
        let mut links = Vec::new();
        for entry in &self.entries {
            let topics: Vec<String> = uses
                .iter()
                .filter(|(_, used)| used.contains(&entry.id.value))
                .map(|(topic, _)| (*topic).to_owned())
                .collect();
            let origin = Origin::of_value(&entry.definition, self.checked.text);
            let mut page = Page::new(FOLDER, atlas, source, &mut self.checked);
            let definition_html = page.fragment(&entry.definition.value, origin);
            links.extend(page.links);
            terms.push(Term {
                id: entry.id.value.clone(),
                name: entry.name.value.clone(),
                definition_html,
                topics,
            });
        }
        links
    }

    /// Reports terms that no topic links to.
    pub(crate) fn check_unused(&mut self, uses: &[(&str, &BTreeSet<String>)]) {
        for entry in &self.entries {
            if uses.iter().any(|(_, used)| used.contains(&entry.id.value)) {
                continue;
            }
            let message = format!("no topic links to the term `{}`", entry.id.value);
            self.checked
                .warning("unused-term", entry.id.span.clone(), message)
                .hint(format!(
                    "write `[{}](term:{})` where it is first used",
                    entry.name.value, entry.id.value
                ));
        }
    }
}
