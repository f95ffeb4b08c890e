use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::query::{Hit, Reply, Search, WhichPage};

/// What a page says to a searcher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message {
    /// A query. A later one takes the place of an earlier one that has no answer yet.
    Ask(Ask),
    /// A file that was asked for; empty if it could not be had.
    File {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
    },
}

/// A query with what is wanted of its hits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// As typed.
    pub query: String,
    /// How many hits.
    pub most: usize,
    /// Whether each comes with an excerpt.
    pub excerpts: bool,
}

/// What a searcher says to a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Told {
    /// Files of the index that it needs; each is asked for once.
    Needs(Vec<String>),
    /// The answer to the newest query.
    Found {
        /// That query.
        ask: Ask,
        /// The best hits, best first.
        hits: Vec<Hit>,
        /// How many there are in all.
        total: usize,
    },
}

/// A searcher that works by messages, as between a page and a worker.
#[derive(Clone, Debug, Default)]
pub struct Session {
    search: Search,
    asked_for: BTreeSet<String>,
    open: Option<Ask>,
}

impl Session {
    /// Takes a message; what is to be said of it, if anything.
    pub fn hear(&mut self, message: Message) -> Option<Told> {
        match message {
            Message::Ask(ask) => self.open = Some(ask),
            Message::File { name, text } => self.search.take(&name, &text),
        }
        let ask = self.open.clone()?;
        let page = WhichPage {
            most: ask.most,
            excerpts: ask.excerpts,
        };
        match self.search.ask(&ask.query, page) {
            Reply::Needs(mut names) => {
                names.retain(|name| self.asked_for.insert(name.clone()));
                (!names.is_empty()).then_some(Told::Needs(names))
            }
            Reply::Found(hits, total) => {
                self.open = None;
                Some(Told::Found { ask, hits, total })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Entry, index};

    fn ask(query: &str) -> Message {
        Message::Ask(Ask {
            query: query.to_owned(),
            most: 5,
            excerpts: false,
        })
    }

    #[test]
    fn each_file_is_asked_for_once_and_only_the_newest_query_is_answered() {
        let entries = ["cache", "mount"].map(|title| Entry {
            topic: title.to_owned(),
            title: title.to_owned(),
            ..Entry::default()
        });
        let files = index(&entries, |kind, bytes| {
            format!("{kind}-{}.json", bytes.len())
        });
        let text = |name: &str| {
            files
                .iter()
                .find(|file| file.name == name)
                .map(|file| file.text.clone())
        };
        let mut session = Session::default();
        let Some(Told::Needs(first)) = session.hear(ask("mount")) else {
            panic!("the first file is needed");
        };
        assert_eq!(session.hear(ask("cache")), None);
        let mut told = None;
        let mut waiting = first;
        while let Some(name) = waiting.pop() {
            let text = text(&name).expect("a file");
            match session.hear(Message::File { name, text }) {
                Some(Told::Needs(more)) => waiting.extend(more),
                other => told = other,
            }
        }
        let Some(Told::Found {
            ask,
            hits,
            total: 1,
        }) = told
        else {
            panic!("{told:?}");
        };
        assert_eq!((ask.query.as_str(), hits.len()), ("cache", 1));
    }
}
