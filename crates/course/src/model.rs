use serde::{Deserialize, Serialize};

mod decimal;
mod landmarks;
mod question;

pub use decimal::{Decimal, decimal};
pub use landmarks::{Landmarks, TermLandmark, TopicLandmarks};
pub use question::{
    Answer, FillIn, LabRef, Matching, Policy, Predict, Prompt, Question, QuestionKind, Reveal,
    Typed,
};

/// What every page needs to know of the whole course: the order, the names, the numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// Permanent id in kebab-case; the key under which a browser stores progress.
    pub id: String,
    /// Title as shown.
    pub title: String,
    /// One or two sentences of plain text.
    pub summary: String,
    /// BCP 47 tag: `en`.
    pub language: String,
    /// The author's version of the course.
    pub version: String,
    /// Licence of the content, as text.
    pub licence: String,
    /// Chapters in reading order.
    pub chapters: Vec<Chapter>,
}

/// A chapter and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// Permanent id in kebab-case.
    pub id: String,
    /// 1-based, generated.
    pub number: u32,
    /// Title as shown, without the number.
    pub title: String,
    /// Topics in reading order.
    pub topics: Vec<TopicMeta>,
}

/// A topic as lists and links show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicMeta {
    /// Permanent id in kebab-case; also the folder of its page.
    pub id: String,
    /// 1-based over the whole course, generated.
    pub number: u32,
    /// Title as shown, without the number.
    pub title: String,
    /// One or two sentences of plain text.
    pub summary: String,
    /// Tags in the author's order.
    pub tags: Vec<String>,
    /// The author's estimate of the time to read it and answer its questions.
    pub minutes: u32,
    /// Ids of the topics to read first.
    pub prerequisites: Vec<String>,
    /// Its questions in page order.
    pub questions: Vec<QuestionRef>,
}

/// As much of a question as a score needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionRef {
    /// The [`Question::id`].
    pub id: String,
    /// The [`Question::key`].
    pub key: String,
    /// The [`Question::aliases`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The id of the lab whose goal answers it; empty for most.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fixed_in: String,
}

/// A topic as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The [`TopicMeta::id`].
    pub id: String,
    /// The page's parts from top to bottom.
    pub segments: Vec<Segment>,
    /// Headings for the table of contents, in page order.
    pub headings: Vec<Heading>,
}

/// One part of a topic's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
// Tagged from outside: a tag inside makes serde read every segment twice, with code of its own that
// each reader of a page would wait for.
#[serde(rename_all = "kebab-case")]
pub enum Segment {
    /// Text, code, tables, figures: HTML made by the compiler, safe to insert as it is.
    Prose {
        /// The HTML.
        html: String,
    },
    /// A knowledge check.
    Question(Question),
    /// A lab.
    Lab(Lab),
}

/// A word of the course and what it means there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Permanent id in kebab-case, unique in the course; the anchor on the glossary's page.
    pub id: String,
    /// As shown.
    pub name: String,
    /// What it means, HTML whose links hold on a page one folder deep.
    pub definition_html: String,
    /// Ids of the topics that link to it, in reading order.
    pub topics: Vec<String>,
}

/// A heading below the topic's title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 4.
    pub level: u8,
    /// The element's id, unique in the topic.
    pub anchor: String,
    /// Plain text.
    pub text: String,
}

/// A lab: opaque to this crate but for its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lab {
    /// Permanent id in kebab-case, unique in the course.
    pub id: String,
    /// Title as shown.
    pub title: String,
    /// What the learner is asked to do, HTML; empty if nothing.
    pub task_html: String,
    /// Hints in the order in which they open, each HTML.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints_html: Vec<String>,
    /// What the lab's judge made of the block; the lab's module reads it.
    pub data: String,
    /// How the lab looks before it comes alive, HTML; empty until the site is built.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bench_html: String,
}
