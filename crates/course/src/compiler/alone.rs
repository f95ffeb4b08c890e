use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::compiler::atlas::{Atlas, Place};
use crate::compiler::checked::Checked;
use crate::compiler::code_judge::{CodeBlock, Judge};
use crate::compiler::compile::{meta, sorted};
use crate::compiler::cross_check::{check_anchors, check_prerequisites};
use crate::compiler::diagnostic::Diagnostic;
use crate::compiler::draft::{Draft, File, topic_path};
use crate::compiler::front_matter::read_front_matter;
use crate::compiler::glossary::TermEntry;
use crate::compiler::id::Ids;
use crate::compiler::lab::LabBlock;
use crate::compiler::question::settle;
use crate::compiler::source::{ReadError, Source, as_read};
use crate::compiler::topic::{CompiledTopic, CourseIds, Surroundings, compile_topic};
use crate::model::{Heading, Landmarks, Topic, TopicMeta};

/// What a topic is called that does not say it.
const NAMELESS: &str = "topic";

/// What became of one topic, held against the landmarks of a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alone {
    /// As lists and links would show it.
    pub meta: TopicMeta,
    /// The topic.
    pub topic: Topic,
    /// Its problems by place, as [`compile`](crate::compile) words them.
    pub diagnostics: Vec<Diagnostic>,
    /// What could not be checked without the course's files, each a phrase that begins with what it is about.
    pub unchecked: Vec<String>,
}

/// Compiles one topic of which there is no more than its text.
///
/// `id` is the name of its file without `.md`, or `None` where the text has no file: it is then called what it calls
/// itself. Links, terms, ids and prerequisites are held against the landmarks; files are not read. Deterministic, and
/// never fails.
pub fn compile_alone(
    text: &str,
    id: Option<&str>,
    landmarks: &Landmarks,
    judge: &dyn Judge,
) -> Alone {
    let text = as_read(text);
    let own = own_id(&text);
    let id = match id {
        Some(id) => id,
        None if own.is_empty() => NAMELESS,
        None => &own,
    };
    let file = File {
        id,
        path: topic_path(id),
        text,
    };
    let mut draft = Draft::new(&file);
    let files = Elsewhere::new(&landmarks.figures);
    let atlas = survey(id, landmarks);
    let around = Surroundings {
        atlas: &atlas,
        source: &files,
        judge,
    };
    let mut ids = taken_ids(id, landmarks);
    let mut made = compile_topic(id, draft.body, &around, &mut ids, &mut draft.checked);

    let labs = labs(id, &made, landmarks);
    settle(
        &made.lab_uses,
        &mut made.topic,
        &labs,
        &files,
        judge,
        &mut draft.checked,
    );
    check_prerequisites(&mut draft, &atlas);
    let mut topics = others(id, landmarks);
    topics.push(made.topic);
    check_anchors(&topics, &made.links, &mut draft.checked);

    let mut unchecked = Vec::new();
    if !is_listed(id, landmarks) {
        unchecked.push(format!(
            "`{id}`: this site has no such topic; list it in `course.toml`"
        ));
    }
    unchecked.extend(files.asked().map(|path| format!("{path}: the file")));
    let lab =
        |lab: &LabBlock<'_>| format!("lab `{}`: its files, its goal and its solution", lab.id);
    unchecked.extend(made.labs.iter().map(lab));
    let foretold = made
        .lab_uses
        .iter()
        .filter(|lab_use| lab_use.forecast.is_some());
    unchecked.extend(foretold.map(|lab_use| {
        format!(
            "question `{}`: what the build of lab `{}` does",
            lab_use.question, lab_use.lab.value
        )
    }));
    let line = |at: usize| {
        draft
            .checked
            .text
            .get(..at)
            .unwrap_or("")
            .matches('\n')
            .count()
            + 1
    };
    let claim = |block: &CodeBlock<'_>| {
        format!(
            "line {}: what the code block claims",
            line(block.span.start)
        )
    };
    unchecked.extend(made.claims.iter().map(claim));
    let drawing = |at: &usize| format!("line {}: how the diagram is drawn", line(*at));
    unchecked.extend(made.undrawn.iter().map(drawing));
    let number = atlas.places.get(id).map_or(0, |place| place.number);
    // The last one is the one that was put there.
    let topic = topics.pop().unwrap_or_else(|| empty(id));
    Alone {
        meta: meta(&draft, &topic, number),
        topic,
        diagnostics: sorted(draft.checked),
        unchecked,
    }
}

/// What the topic calls itself; empty if it does not.
fn own_id(text: &str) -> String {
    // What is wrong here is said when the text is read in earnest.
    let mut unsaid = Checked::new("", text);
    read_front_matter("", &mut unsaid).0.id
}

/// Where the topics stand; one that the course does not list comes last.
fn survey(id: &str, landmarks: &Landmarks) -> Atlas {
    let mut places = BTreeMap::new();
    let (mut chapter, mut last) = (1, 0);
    for listed in &landmarks.course.chapters {
        chapter = listed.number;
        for topic in &listed.topics {
            last = topic.number;
            let number = topic.number;
            places.insert(topic.id.clone(), Place { chapter, number });
        }
    }
    let number = last + 1;
    places
        .entry(id.to_owned())
        .or_insert(Place { chapter, number });
    let entry = |term: &crate::model::TermLandmark| TermEntry {
        name: term.name.clone(),
        definition: term.definition.clone(),
    };
    Atlas {
        places,
        terms: landmarks
            .terms
            .iter()
            .map(|term| (term.id.clone(), entry(term)))
            .collect(),
    }
}

fn is_listed(id: &str, landmarks: &Landmarks) -> bool {
    let mut topics = landmarks
        .course
        .chapters
        .iter()
        .flat_map(|chapter| &chapter.topics);
    topics.any(|topic| topic.id == id)
}

/// Ids that other topics have taken.
fn taken_ids(id: &str, landmarks: &Landmarks) -> CourseIds {
    let mut ids = CourseIds {
        questions: Ids::new("question"),
        labs: Ids::new("lab"),
    };
    let listed = landmarks
        .course
        .chapters
        .iter()
        .flat_map(|chapter| &chapter.topics);
    for topic in listed.filter(|topic| topic.id != id) {
        for question in &topic.questions {
            ids.questions.take(&question.id, &topic_path(&topic.id));
        }
    }
    for (topic, has) in landmarks.topics.iter().filter(|(topic, _)| *topic != id) {
        for lab in &has.labs {
            ids.labs.take(lab, &topic_path(topic));
        }
    }
    ids
}

/// The topic's own labs, and the names of all others.
fn labs<'t>(
    id: &'t str,
    made: &CompiledTopic<'t>,
    landmarks: &'t Landmarks,
) -> Vec<(&'t str, LabBlock<'t>)> {
    let mut labs: Vec<_> = made.labs.iter().map(|block| (id, block.clone())).collect();
    for (topic, has) in landmarks.topics.iter().filter(|(topic, _)| *topic != id) {
        labs.extend(has.labs.iter().map(|lab| {
            let block = LabBlock {
                id: lab.clone(),
                title: String::new(),
                file: "",
                text: "",
                span: 0..0,
            };
            (topic.as_str(), block)
        }));
    }
    labs
}

/// The other topics with nothing but their headings.
fn others(id: &str, landmarks: &Landmarks) -> Vec<Topic> {
    let heading = |anchor: &String| Heading {
        level: 2,
        anchor: anchor.clone(),
        text: String::new(),
    };
    landmarks
        .topics
        .iter()
        .filter(|(topic, _)| *topic != id)
        .map(|(topic, has)| Topic {
            headings: has.anchors.iter().map(heading).collect(),
            ..empty(topic)
        })
        .collect()
}

fn empty(id: &str) -> Topic {
    Topic {
        id: id.to_owned(),
        segments: Vec::new(),
        headings: Vec::new(),
    }
}

/// The files of a course that are not at hand. It remembers which of them were asked for and are not known.
struct Elsewhere<'l> {
    figures: &'l [String],
    asked: RefCell<BTreeSet<String>>,
}

impl<'l> Elsewhere<'l> {
    fn new(figures: &'l [String]) -> Self {
        Self {
            figures,
            asked: RefCell::default(),
        }
    }

    fn asked(self) -> impl Iterator<Item = String> {
        self.asked.into_inner().into_iter()
    }
}

impl Source for Elsewhere<'_> {
    fn read_bytes(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        if !self.figures.iter().any(|figure| figure == path) {
            self.asked.borrow_mut().insert(path.to_owned());
        }
        Err(ReadError::elsewhere())
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, ReadError> {
        let below = |path: &&String| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        Ok(self.figures.iter().filter(below).cloned().collect())
    }
}
