use std::collections::BTreeMap;

use crate::compiler::glossary::TermEntry;

/// Where every topic of the course stands, and what its terms mean: what a link needs to know.
#[derive(Debug, Default)]
pub(crate) struct Atlas {
    pub(crate) places: BTreeMap<String, Place>,
    /// By id.
    pub(crate) terms: BTreeMap<String, TermEntry>,
}

/// The generated numbers of a topic.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The chapter's number, from 1.
    pub(crate) chapter: u32,
    /// The topic's number, from 1 over the whole course.
    pub(crate) number: u32,
}

impl Atlas {
    pub(crate) fn topics(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }
}
