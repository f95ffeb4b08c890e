use course::{Course, Segment, Term, Topic};
use serde::{Deserialize, Serialize};

use crate::{Links, Route};

/// What a page carries: enough to render it here, and to make it come alive in the browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageData {
    /// Names this build of the site; data of another build is not mixed with it.
    pub build: String,
    /// The outline of the whole course.
    pub course: Course,
    /// What this page shows.
    pub page: Page,
    /// How the pages of this site link to each other.
    #[serde(default)]
    pub links: Links,
}

/// What one page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Page {
    /// The course's outline.
    Home,
    /// One topic.
    Topic(Topic),
    /// All tags with their topics.
    Tags,
    /// What a search has found.
    Search,
    /// The terms of the course, by name.
    Glossary(Vec<Term>),
}

/// The data of one topic, fetched when a reader goes there without a page load.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicFile {
    /// The [`PageData::build`] that it belongs to.
    pub build: String,
    /// The whole topic.
    pub topic: Topic,
}

/// The data of the glossary, fetched when a reader goes there without a page load.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlossaryFile {
    /// The [`PageData::build`] that it belongs to.
    pub build: String,
    /// All terms.
    pub terms: Vec<Term>,
}

/// What a page about the learner's work carries; the module `app/desk` reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskData {
    /// The [`PageData::build`] of the site.
    pub build: String,
    /// Which of these pages it is.
    pub page: Desk,
    /// The outline of the whole course.
    pub course: Course,
    /// The labs that have a goal, in reading order.
    pub labs: Vec<LabEntry>,
}

/// A page about the learner's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Desk {
    /// What was done, and what is left.
    Progress,
    /// What is to be answered again.
    Review,
    /// What a class has handed in.
    Results,
}

/// A lab in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabEntry {
    /// The id of the topic that it stands in.
    pub topic: String,
    /// Its permanent id.
    pub id: String,
    /// Its title.
    pub title: String,
}

impl Desk {
    /// The page's folder under the site's root, with a trailing slash.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Progress => "progress/",
            Self::Review => "review/",
            Self::Results => "results/",
        }
    }

    /// The page's heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Progress => "Progress",
            Self::Review => "Review",
            Self::Results => "Results of a class",
        }
    }
}

impl Page {
    /// Where this page is.
    pub fn route(&self) -> Route {
        match self {
            Self::Home => Route::Home,
            Self::Topic(topic) => Route::Topic(topic.id.clone()),
            Self::Tags => Route::Tags,
            Self::Search => Route::Search,
            Self::Glossary(_) => Route::Glossary,
        }
    }
}

impl PageData {
    /// The same page without the prose and the labs that stand in its HTML already: a hydrating page keeps
    /// what is there, so the text travels once.
    pub fn without_prose(&self) -> Self {
        let mut data = self.clone();
        if let Page::Glossary(terms) = &mut data.page {
            for term in terms {
                term.definition_html.clear();
            }
        }
        if let Page::Topic(topic) = &mut data.page {
            for segment in &mut topic.segments {
                match segment {
                    Segment::Prose { html } => html.clear(),
                    Segment::Lab(lab) => {
                        lab.task_html.clear();
                        lab.hints_html.clear();
                        lab.bench_html.clear();
                        lab.data.clear();
                    }
                    Segment::Question(_) => {}
                }
            }
        }
        data
    }
}
