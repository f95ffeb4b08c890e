use serde::{Deserialize, Serialize};

/// The first file of an index: it says what can be found and where the rest is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Directory {
    /// What can be found; the other files name these by their number.
    pub(crate) places: Vec<Place>,
    /// The files with words, in the order of the words.
    pub(crate) shelves: Vec<Shelf>,
    /// The files with texts.
    pub(crate) texts: Vec<String>,
}

/// A section that can be found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The id of its topic; empty for a chapter.
    pub topic: String,
    /// The element in the page; empty for the page's top.
    pub anchor: String,
    /// The heading, or the title of the topic or chapter.
    pub title: String,
    /// What it stands in: the topic and the chapter of a heading, the chapter of a topic.
    pub within: String,
    /// Which of the files with texts has its own, and where in it; nothing for a chapter.
    pub text: Option<(u32, u32)>,
}

/// A file with words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelf {
    /// Its first word; its last one is before the next file's first.
    pub first: String,
    /// Its name.
    pub file: String,
}
