use std::collections::{BTreeMap, BTreeSet};

use crate::compiler::atlas::{Atlas, Place};
use crate::compiler::checked::Checked;
use crate::compiler::code_judge::{CodeBlock, Judge};
use crate::compiler::cross_check::{
    check_anchors, check_prerequisites, check_unused, unused_files,
};
use crate::compiler::diagnostic::{Diagnostic, Severity};
use crate::compiler::draft::{Draft, read_topics};
use crate::compiler::giveaway::check_habit;
use crate::compiler::glossary::{read_glossary, read_glossary_files};
use crate::compiler::id::Ids;
use crate::compiler::manifest::{MANIFEST, Manifest, ManifestChapter, read_manifest};
use crate::compiler::publication::Publication;
use crate::compiler::question::settle;
use crate::compiler::recorder::Recorder;
use crate::compiler::source::{Source, read_text};
use crate::compiler::topic::{CourseIds, Surroundings, compile_topic};
use crate::model::{
    Chapter, Course, Lab, QuestionKind, QuestionRef, Segment, Term, Topic, TopicMeta,
};

/// What became of a course's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compilation {
    /// The course; `None` only if there is no readable `course.toml`. Whether it may be published
    /// is said by [`Compilation::diagnostics`]: an error anywhere means that it may not.
    pub course: Option<Course>,
    /// The topics in reading order; one whose file cannot be read is missing here.
    pub topics: Vec<Topic>,
    /// The terms of the glossary, by name.
    pub glossary: Vec<Term>,
    /// What the course changes of the look: a style sheet that comes after all others, which stands
    /// two folders below the site's root.
    pub theme_css: String,
    /// Paths of the figures used, sorted; the site has each under the same path.
    pub assets: Vec<String>,
    /// Where and as of when it is published.
    pub publication: Publication,
    /// All problems: those of `course.toml`, of the glossary, then those of each topic in reading order, by place;
    /// what a lab's judge says of other files comes after the topic's own.
    /// At most 200 errors and 200 warnings a file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Compilation {
    /// Whether a problem forbids to publish the course.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Compiles a course.
///
/// Deterministic: the same files and the same judge give the same result. Never fails; what is
/// wrong with the files is in [`Compilation::diagnostics`].
pub fn compile(source: &dyn Source, judge: &dyn Judge) -> Compilation {
    compile_recorded(&Recorder::new(source), judge)
}

fn compile_recorded(source: &Recorder<'_>, judge: &dyn Judge) -> Compilation {
    let text = match read_text(source, MANIFEST) {
        Ok(text) => text,
        Err(error) => {
            let problem = Diagnostic::new(
                Severity::Error,
                "course",
                MANIFEST,
                "",
                0..0,
                error.to_string(),
            )
            .hint("a course is a folder with a `course.toml`");
            return Compilation {
                course: None,
                topics: Vec::new(),
                glossary: Vec::new(),
                theme_css: String::new(),
                assets: Vec::new(),
                publication: Publication::default(),
                diagnostics: vec![problem],
            };
        }
    };
    let mut checked = Checked::new(MANIFEST, &text);
    let manifest = read_manifest(source, &mut checked);
    let files = read_topics(&manifest, source, &mut checked);
    let mut drafts: Vec<_> = files.iter().map(Draft::new).collect();
    let glossary_files = read_glossary_files(source, &mut checked);
    let mut term_ids = Ids::new("term");
    let mut glossaries: Vec<_> = glossary_files
        .iter()
        .map(|file| read_glossary(file, &mut term_ids))
        .collect();
    let mut atlas = survey(&manifest, &drafts);
    for glossary in &glossaries {
        glossary.survey(&mut atlas.terms);
    }

    let around = Surroundings {
        atlas: &atlas,
        source,
        judge,
    };
    let mut ids = CourseIds {
        questions: Ids::new("question"),
        labs: Ids::new("lab"),
    };
    let mut topics = Vec::new();
    let mut links = Vec::new();
    let mut terms = Vec::new();
    let mut labs = Vec::new();
    let mut lab_uses = Vec::new();
    let mut tallies = Vec::new();
    let mut assets = BTreeSet::from_iter(manifest.theme.logo.clone());
    let mut claims = Vec::new();
    for draft in &mut drafts {
        let made = compile_topic(draft.id, draft.body, &around, &mut ids, &mut draft.checked);
        topics.push(made.topic);
        links.push(made.links);
        terms.push(made.terms);
        tallies.push(made.tally);
        labs.extend(made.labs.into_iter().map(|block| (draft.id, block)));
        lab_uses.push(made.lab_uses);
        assets.extend(made.assets);
        claims.push(made.claims);
    }
    for ((draft, uses), topic) in drafts.iter_mut().zip(&lab_uses).zip(&mut topics) {
        settle(uses, topic, &labs, source, judge, &mut draft.checked);
    }
    for (draft, links) in drafts.iter_mut().zip(&links) {
        check_prerequisites(draft, &atlas);
        check_anchors(&topics, links, &mut draft.checked);
    }
    let uses: Vec<_> = drafts.iter().map(|draft| draft.id).zip(&terms).collect();
    let mut glossary = Vec::new();
    for file in &mut glossaries {
        let links = file.compile(&atlas, source, &uses, &mut glossary);
        if manifest.is_whole() {
            file.check_unused(&uses);
        }
        check_anchors(&topics, &links, &mut file.checked);
    }
    glossary.sort_by_cached_key(|term| (term.name.to_lowercase(), term.id.clone()));
    for (draft, claims) in drafts.iter_mut().zip(&claims) {
        check_claims(claims, &topics, &around, &mut draft.checked);
    }
    // Without some of its topics much would seem unused that is not.
    let is_whole = manifest.is_whole();
    if is_whole {
        check_unused(&manifest, source, &mut checked);
    }
    check_habit(tallies.into_iter(), &mut checked);

    let course = assemble(&manifest, &drafts, &topics);
    let publication = Publication {
        url: manifest.url.clone(),
        updated: drafts.iter().filter_map(updated).collect(),
    };
    let mut diagnostics = sorted(checked);
    diagnostics.extend(glossaries.into_iter().flat_map(|file| sorted(file.checked)));
    diagnostics.extend(drafts.into_iter().flat_map(|draft| sorted(draft.checked)));
    if is_whole {
        diagnostics.extend(unused_files(source));
    }
    let assets = assets.into_iter().collect();
    Compilation {
        course: Some(course),
        topics,
        glossary,
        theme_css: manifest.theme.css,
        assets,
        publication,
        diagnostics,
    }
}

/// Numbers the topics and notes what a link to one prints.
fn survey(manifest: &Manifest, drafts: &[Draft<'_>]) -> Atlas {
    let mut places = BTreeMap::new();
    let mut number = 0;
    for (chapter, index) in manifest.chapters.iter().zip(1..) {
        for topic in &chapter.topics {
            if drafts.iter().any(|draft| draft.id == topic.value) {
                number += 1;
                places.insert(
                    topic.value.clone(),
                    Place {
                        chapter: index,
                        number,
                    },
                );
            }
        }
    }
    Atlas {
        places,
        terms: BTreeMap::new(),
    }
}

/// Labs of any topic may be named, so that this has to wait for all of them.
fn check_claims(
    claims: &[CodeBlock<'_>],
    topics: &[Topic],
    around: &Surroundings<'_>,
    checked: &mut Checked<'_>,
) {
    if claims.is_empty() {
        return;
    }
    let labs: Vec<&Lab> = topics
        .iter()
        .flat_map(|topic| &topic.segments)
        .filter_map(|segment| match segment {
            Segment::Lab(lab) => Some(lab),
            _ => None,
        })
        .collect();
    let found = around.judge.judge_code(claims, &labs, around.source);
    checked.diagnostics.extend(found);
}

fn assemble(manifest: &Manifest, drafts: &[Draft<'_>], topics: &[Topic]) -> Course {
    let metas = || drafts.iter().zip(topics).zip(1..);
    let chapter = |(chapter, number): (&ManifestChapter, u32)| Chapter {
        id: chapter.id.clone(),
        number,
        title: chapter.title.clone(),
        topics: metas()
            .filter(|((draft, _), _)| chapter.topics.iter().any(|id| id.value == draft.id))
            .map(|((draft, topic), number)| meta(draft, topic, number))
            .collect(),
    };
    Course {
        id: manifest.id.value.clone(),
        title: manifest.title.clone(),
        summary: manifest.summary.clone(),
        language: manifest.language.clone(),
        version: manifest.version.clone(),
        licence: manifest.licence.clone(),
        chapters: manifest.chapters.iter().zip(1..).map(chapter).collect(),
    }
}

pub(crate) fn meta(draft: &Draft<'_>, topic: &Topic, number: u32) -> TopicMeta {
    let question = |segment: &Segment| match segment {
        Segment::Question(question) => Some(QuestionRef {
            id: question.id.clone(),
            key: question.key.clone(),
            aliases: question.aliases.clone(),
            fixed_in: match &question.kind {
                QuestionKind::FixIt(lab) => lab.id.clone(),
                _ => String::new(),
            },
        }),
        _ => None,
    };
    TopicMeta {
        id: topic.id.clone(),
        number,
        title: draft.front_matter.title.clone(),
        summary: draft.front_matter.summary.clone(),
        tags: draft.front_matter.tags.clone(),
        minutes: draft.front_matter.minutes,
        prerequisites: draft
            .front_matter
            .prerequisites
            .iter()
            .map(|id| id.value.clone())
            .collect(),
        questions: topic.segments.iter().filter_map(question).collect(),
    }
}

fn updated(draft: &Draft<'_>) -> Option<(String, String)> {
    let date = draft.front_matter.updated.clone()?;
    Some((draft.id.to_owned(), date))
}

pub(crate) fn sorted(checked: Checked<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = checked.diagnostics;
    let own = checked.file;
    diagnostics.sort_by_key(|problem| {
        let other = (problem.file != own).then(|| problem.file.clone());
        (other, problem.span.start)
    });
    diagnostics
}
