use course::{Landmarks, Topic, TopicMeta};
use serde::{Deserialize, Serialize};

/// What the page says; JSON text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Message {
    /// What the topic can lead to. Said once, before anything else.
    Course(Box<Landmarks>),
    /// A text to be shown.
    Text(Written),
}

/// A topic as it is written at some moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Comes back with the preview; a later text has a higher one.
    pub number: u32,
    /// The name of its file without `.md`; `None` if it has none.
    pub id: Option<String>,
    /// Front matter and Markdown.
    pub text: String,
}

/// What the compiler says; JSON text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// It is ready for messages.
    Ready,
    /// What became of the text with this number.
    Shown(u32, Box<Preview>),
}

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The topic as lists and links would show it.
    pub meta: TopicMeta,
    /// The topic.
    pub topic: Topic,
    /// Its problems by place.
    pub problems: Vec<Problem>,
    /// What could not be checked without the course's files, as phrases.
    pub unchecked: Vec<String>,
}

/// A problem, as `layerwise check` words it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The rule's name in kebab-case: `missing-alt`.
    pub rule: String,
    /// UTF-16 units in the text from which it was made: where a text area's selection begins and ends.
    pub utf16: (u32, u32),
    /// 1-based.
    pub line: u32,
    /// 1-based, in characters.
    pub column: u32,
    /// Lower case, no full stop.
    pub message: String,
    /// What to do about it, most useful first.
    pub hints: Vec<String>,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It forbids to publish the course.
    Error,
    /// Worse than it could be, or likely a mistake.
    Warning,
}
