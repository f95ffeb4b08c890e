//! The lock file of a course: which questions were published, by fingerprints of their key and of
//! their wording, so that an edit says which stored answers survive it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use course::{Compilation, Diagnostic, Question, ReadError, Segment, Severity, Source};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::site::hex;

/// Where it stands, from the folder of `course.toml`.
pub(crate) const FILE: &str = "questions.lock";

const HEAD: &str = "\
# Written by `layerwise lock`: the questions that learners have answers to.
# Keep it with the course. `layerwise check` says which answers an edit would lose.
";

/// The questions by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lock {
    #[serde(default)]
    questions: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The topic that it stood in.
    topic: String,
    /// [`Question::key`]: a stored answer holds as long as it is the same.
    key: String,
    /// Of everything that is shown: it may change freely.
    wording: String,
}

/// What becomes of the answers to the questions that were published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fate {
    pub(crate) kept: usize,
    /// Kept, to a question that now says the same in other words.
    pub(crate) reworded: usize,
    /// Kept under a new id.
    pub(crate) renamed: usize,
    pub(crate) lost: usize,
    pub(crate) new: usize,
}

impl Lock {
    /// The questions of a compiled course.
    pub(crate) fn of(compilation: &Compilation) -> Self {
        let entries = questions(compilation).map(|(topic, question)| {
            let entry = Entry {
                topic: topic.to_owned(),
                key: question.key.clone(),
                wording: wording(question),
            };
            (question.id.clone(), entry)
        });
        Self {
            questions: entries.collect(),
        }
    }

    /// Reads a course's lock file; a course that was never published has none.
    ///
    /// # Errors
    /// A problem at the place in the file where it is not one.
    pub(crate) fn read(source: &dyn Source) -> Result<Option<Self>, Box<Diagnostic>> {
        let text = match source.read(FILE) {
            Ok(text) => text,
            Err(error) if ReadError::is_not_found(&error) => return Ok(None),
            Err(error) => return Err(Box::new(problem("", 0..0, error.to_string()))),
        };
        toml::from_str(&text).map(Some).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            Box::new(problem(&text, span, error.message().to_owned()))
        })
    }

    /// Writes it beside `course.toml`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn write(&self, content: &Path) -> Result<usize> {
        let path = content.join(FILE);
        let text = format!("{HEAD}\n{}", toml::to_string(self)?);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(self.questions.len())
    }
}

/// Compares a course with its lock file: a problem for each question whose answers would be lost,
/// at the question or at the file of its topic.
pub(crate) fn compare(
    lock: &Lock,
    compilation: &Compilation,
    source: &dyn Source,
) -> (Fate, Vec<Diagnostic>) {
    let mut fate = Fate::default();
    let mut found = Vec::new();
    for (id, entry) in &lock.questions {
        let same = questions(compilation).find(|(_, question)| question.id == *id);
        let alias = questions(compilation).find(|(_, question)| question.aliases.contains(id));
        let Some((topic, question)) = same.or(alias) else {
            fate.lost += 1;
            found.push(gone(id, &entry.topic, source));
            continue;
        };
        if question.key != entry.key {
            fate.lost += 1;
            found.push(changed(&question.id, topic, source));
        } else if question.id != *id {
            fate.renamed += 1;
        } else if wording(question) != entry.wording {
            fate.reworded += 1;
        } else {
            fate.kept += 1;
        }
    }
    let known = |question: &Question| {
        let mut ids = std::iter::once(&question.id).chain(&question.aliases);
        ids.any(|id| lock.questions.contains_key(id))
    };
    fate.new = questions(compilation)
        .filter(|(_, question)| !known(question))
        .count();
    (fate, found)
}

impl Fate {
    /// “Of the answers to 12 questions 10 survive, 2 are lost; 1 question is new.”
    pub(crate) fn sentence(&self) -> String {
        let survive = self.kept + self.reworded + self.renamed;
        format!(
            "answers to {} questions: {survive} survive ({} reworded, {} renamed), {} lost; {} new",
            survive + self.lost,
            self.reworded,
            self.renamed,
            self.lost,
            self.new
        )
    }
}

fn questions(compilation: &Compilation) -> impl Iterator<Item = (&str, &Question)> {
    compilation.topics.iter().flat_map(|topic| {
        topic.segments.iter().filter_map(|segment| match segment {
            Segment::Question(question) => Some((topic.id.as_str(), question)),
            _ => None,
        })
    })
}

/// Of the question as the page shows it.
fn wording(question: &Question) -> String {
    // A question is made of texts and lists: nothing in it could fail.
    hex(&Sha256::digest(
        serde_json::to_vec(question).unwrap_or_default(),
    ))
}

fn changed(id: &str, topic: &str, source: &dyn Source) -> Diagnostic {
    at_question(
        id,
        topic,
        source,
        format!("what is right in `{id}` has changed: answers that were given to it are lost"),
    )
    .hint("undo the change of the options or of their marks, if only the wording was meant")
    .hint("else publish it: `layerwise lock` makes this the state to compare with")
}

fn gone(id: &str, topic: &str, source: &dyn Source) -> Diagnostic {
    at_question(
        id,
        topic,
        source,
        format!("the question `{id}` is gone, and answers that were given to it with it"),
    )
    .hint(format!(
        "if it has another id now, write `aliases = [\"{id}\"]` below that id"
    ))
    .hint("else publish it: `layerwise lock` makes this the state to compare with")
}

fn at_question(id: &str, topic: &str, source: &dyn Source, message: String) -> Diagnostic {
    let file = format!("topics/{topic}.md");
    let Ok(text) = source.read(&file) else {
        return problem("", 0..0, message);
    };
    let text = text.replace("\r\n", "\n");
    let written = format!("id = \"{id}\"");
    let span = text
        .find(&written)
        .map_or(0..0, |start| start..start + written.len());
    Diagnostic::new(
        Severity::Warning,
        "answers-lost",
        &file,
        &text,
        span,
        message,
    )
}

fn problem(text: &str, span: std::ops::Range<usize>, message: String) -> Diagnostic {
    Diagnostic::new(Severity::Error, "answers-lost", FILE, text, span, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Files = BTreeMap<String, Vec<u8>>;

    fn files(options: &str) -> Files {
        let mut files = Files::new();
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/author-mistakes/sound");
        crate::bundle::add_folder(&folder, &mut files).expect("the sound course");
        let text = String::from_utf8(files["topics/two.md"].clone()).expect("text");
        let (before, rest) = text.split_once("id = \"how-many\"").expect("the question");
        let (_, after) = rest.split_once("```\n").expect("its end");
        let text = format!("{before}{options}```\n{after}");
        files.insert("topics/two.md".to_owned(), text.into_bytes());
        files
    }

    /// What becomes of the answers when the question is edited, and what is reported.
    fn fate(edited: &str) -> (Fate, Vec<String>) {
        let compiled = |files: &Files| course::compile(files, &crate::lab_judge::DryBuildJudge);
        let published = files(PUBLISHED);
        let lock = Lock::of(&compiled(&published));
        let written = toml::to_string(&lock).expect("TOML");
        assert_eq!(toml::from_str::<Lock>(&written).expect("TOML"), lock);
        let edited = files(edited);
        let (fate, found) = compare(&lock, &compiled(&edited), &edited);
        let shown = found
            .iter()
            .map(|found| format!("{}:{}", found.file, found.line));
        (fate, shown.collect())
    }

    const PUBLISHED: &str =
        "id = \"how-many\"\n---\nHow many?\n\n- [x] Three\n  > Yes.\n- [ ] Four\n  > No.\n";

    #[test]
    fn an_answer_survives_what_does_not_change_its_key() {
        let one = |change: &dyn Fn(&mut Fate)| {
            let mut fate = Fate::default();
            change(&mut fate);
            fate
        };
        let place = vec!["topics/two.md:16".to_owned()];
        for (edited, expected, places) in [
            (PUBLISHED.to_owned(), one(&|fate| fate.kept = 1), vec![]),
            (
                PUBLISHED.replace("How many?", "How many are there?"),
                one(&|fate| fate.reworded = 1),
                vec![],
            ),
            (
                PUBLISHED.replace("Four", "Five"),
                one(&|fate| fate.lost = 1),
                place,
            ),
            (
                PUBLISHED.replace("how-many\"", "number\"\naliases = [\"how-many\"]"),
                one(&|fate| fate.renamed = 1),
                vec![],
            ),
            (
                PUBLISHED.replace("how-many", "number"),
                one(&|fate| (fate.lost, fate.new) = (1, 1)),
                vec!["topics/two.md:1".to_owned()],
            ),
        ] {
            assert_eq!(fate(&edited), (expected, places), "{edited}");
        }
    }
}
