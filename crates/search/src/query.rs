use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::directory::{Directory, Place};
use crate::excerpt::{Piece, excerpt};
use crate::words::words;

/// The file to begin with.
pub(crate) const DIRECTORY: &str = "index.json";

/// A file with words: a word, then a place and what the word counts there, and so on.
type Shelf = BTreeMap<String, Vec<u32>>;

/// The files of an index as far as they have been needed.
#[derive(Clone, Debug, Default)]
pub struct Search {
    directory: Option<Directory>,
    shelves: BTreeMap<String, Shelf>,
    texts: BTreeMap<String, Vec<String>>,
}

/// Which of the hits are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhichPage {
    /// How many.
    pub most: usize,
    /// Whether each comes with an excerpt of its text, which takes a file more for each topic.
    pub excerpts: bool,
}

/// What a query comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// These files of the index are needed first.
    Needs(Vec<String>),
    /// The best hits, best first, and how many there are in all.
    Found(Vec<Hit>, usize),
}

/// A section that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Where it is.
    pub place: Place,
    /// A part of its text; empty if none was asked for.
    pub excerpt: Vec<Piece>,
}

impl Search {
    /// Takes a file of the index. One that cannot be read counts as empty: what can be found
    /// without it is found.
    pub fn take(&mut self, name: &str, text: &str) {
        if name == DIRECTORY {
            self.directory = Some(serde_json::from_str(text).unwrap_or_default());
        } else if name.starts_with("words") {
            let shelf = serde_json::from_str(text).unwrap_or_default();
            self.shelves.insert(name.to_owned(), shelf);
        } else {
            let texts = serde_json::from_str(text).unwrap_or_default();
            self.texts.insert(name.to_owned(), texts);
        }
    }

    /// Answers a query, or says what it needs to. Every word must be there, the last one also as
    /// the beginning of a longer one; if no section has all of them, those with most of them are
    /// found.
    pub fn ask(&self, query: &str, page: WhichPage) -> Reply {
        let Some(directory) = &self.directory else {
            return Reply::Needs(vec![DIRECTORY.to_owned()]);
        };
        let mut wanted: Vec<String> = words(query).into_iter().map(|word| word.text).collect();
        let is_open = query.ends_with(char::is_alphanumeric);
        let open = wanted.last().filter(|_| is_open).cloned();
        wanted.sort_unstable();
        wanted.dedup();

        let names = wanted.iter().flat_map(|word| directory.shelves_with(word));
        let missing: Vec<String> = names
            .filter(|name| !self.shelves.contains_key(*name))
            .map(str::to_owned)
            .collect();
        if !missing.is_empty() {
            return Reply::Needs(missing);
        }

        let ranked = self.ranked(directory, &wanted, open.as_deref());
        let total = ranked.len();
        let best: Vec<&Place> = ranked
            .into_iter()
            .take(page.most)
            .filter_map(|(_, place)| directory.places.get(place))
            .collect();
        if page.excerpts {
            let mut missing: Vec<String> = best
                .iter()
                .filter_map(|place| directory.text_file(place))
                .filter(|name| !self.texts.contains_key(*name))
                .map(str::to_owned)
                .collect();
            missing.dedup();
            if !missing.is_empty() {
                return Reply::Needs(missing);
            }
        }
        let hit = |place: &Place| Hit {
            place: place.clone(),
            excerpt: match self.text(directory, place).filter(|_| page.excerpts) {
                Some(text) => excerpt(text, &wanted),
                None => Vec::new(),
            },
        };
        Reply::Found(best.into_iter().map(hit).collect(), total)
    }

    /// Places with their scores, the best first, those of the same score in course order.
    fn ranked(
        &self,
        directory: &Directory,
        wanted: &[String],
        open: Option<&str>,
    ) -> Vec<(u32, usize)> {
        let mut totals: BTreeMap<usize, (usize, u32)> = BTreeMap::new();
        for word in wanted {
            let found = self.found(directory, word, open == Some(word.as_str()));
            let rarity = rarity(found.len(), directory.places.len());
            for (place, weight) in found {
                let (words, score) = totals.entry(place).or_default();
                *words += 1;
                *score += weight * rarity;
            }
        }
        let most = totals.values().map(|(words, _)| *words).max().unwrap_or(0);
        let mut ranked: Vec<(u32, usize)> = totals
            .into_iter()
            .filter(|(_, (words, _))| *words == most)
            .map(|(place, (_, score))| (score, place))
            .collect();
        ranked.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
        ranked
    }

    /// Places with a word, and what it counts there; if it is open, also as the beginning of
    /// others, which count the less the longer they are.
    fn found(&self, directory: &Directory, word: &str, open: bool) -> BTreeMap<usize, u32> {
        let mut found = BTreeMap::new();
        let shelves = directory
            .shelves_with(word)
            .filter_map(|name| self.shelves.get(name));
        for shelf in shelves {
            for (longer, places) in shelf.range(word.to_owned()..) {
                if !longer.starts_with(word) {
                    break;
                }
                let more = longer.chars().count().saturating_sub(word.chars().count());
                // A plural is the same word to a reader.
                if !open && more > 1 {
                    continue;
                }
                let divisor = u32::try_from(more).unwrap_or(u32::MAX).saturating_add(1);
                for pair in places.chunks_exact(2) {
                    if let [place, weight] = pair {
                        // In sixteenths, so that a long word still counts something.
                        let counts = (weight * 16 / divisor).max(1);
                        let best = found.entry(*place as usize).or_default();
                        *best = counts.max(*best);
                    }
                }
            }
        }
        found
    }

    fn text(&self, directory: &Directory, place: &Place) -> Option<&str> {
        let (_, at) = place.text?;
        let texts = self.texts.get(directory.text_file(place)?)?;
        texts.get(at as usize).map(String::as_str)
    }
}

impl Directory {
    /// The files that may have a word or longer ones that begin with it.
    fn shelves_with(&self, word: &str) -> impl Iterator<Item = &str> {
        let first = self
            .shelves
            .partition_point(|shelf| shelf.first.as_str() <= word)
            .saturating_sub(1);
        self.shelves
            .iter()
            .enumerate()
            .filter(move |(at, shelf)| *at == first || *at > first && shelf.first.starts_with(word))
            .map(|(_, shelf)| shelf.file.as_str())
    }

    fn text_file(&self, place: &Place) -> Option<&str> {
        let (file, _) = place.text?;
        self.texts.get(file as usize).map(String::as_str)
    }
}

/// What a word counts that few places have: from 1, one more each time that they are halved.
fn rarity(places: usize, of: usize) -> u32 {
    (of / places.max(1)).checked_ilog2().unwrap_or(0) + 1
}
