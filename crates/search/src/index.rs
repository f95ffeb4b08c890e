use std::collections::BTreeMap;

use crate::directory::{Directory, Place, Shelf};
use crate::query::DIRECTORY;
use crate::words::words;

/// A section to be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The id of its topic; empty for a chapter.
    pub topic: String,
    /// The element in the page; empty for the page's top.
    pub anchor: String,
    /// The heading, or the title of the topic or chapter.
    pub title: String,
    /// What it stands in, as shown.
    pub within: String,
    /// Words that it can be found by together with its own: the topic's title, tags.
    pub context: String,
    /// Its text; empty for a chapter.
    pub text: String,
}

/// A file of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexFile {
    /// Its name in the folder of the index. All but the first file's changes with the bytes.
    pub name: String,
    /// JSON.
    pub text: String,
}

/// About as many bytes has a file with words: one is fetched for each word of a query.
const SHELF_BYTES: usize = 24 * 1024;

/// What a word counts where it stands; what it counts in the text is how often, up to this.
const IN_TITLE: u32 = 16;
const IN_CONTEXT: u32 = 2;
const MOST_IN_TEXT: u32 = 5;

/// Makes the index of the entries. `name` gives a file's name from a kind and its bytes; the
/// result depends on the entries and on it alone, and never fails.
pub fn index(entries: &[Entry], name: impl Fn(&str, &[u8]) -> String) -> Vec<IndexFile> {
    let mut files = Vec::new();
    let mut directory = Directory::default();
    let mut by_topic: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut weights: BTreeMap<String, BTreeMap<usize, u32>> = BTreeMap::new();
    for (number, entry) in entries.iter().enumerate() {
        weigh(number, entry, &mut weights);
        directory.places.push(Place {
            topic: entry.topic.clone(),
            anchor: entry.anchor.clone(),
            title: entry.title.clone(),
            within: entry.within.clone(),
            text: None,
        });
        if !entry.topic.is_empty() {
            by_topic.entry(&entry.topic).or_default().push(&entry.text);
        }
    }
    for (file, (topic, texts)) in (0..).zip(&by_topic) {
        let text = json(texts);
        let own = directory
            .places
            .iter_mut()
            .filter(|place| place.topic == *topic);
        for (place, at) in own.zip(0..) {
            place.text = Some((file, at));
        }
        let file = name("text", text.as_bytes());
        directory.texts.push(file.clone());
        files.push(IndexFile { name: file, text });
    }
    for (first, text) in shelves(&weights) {
        let file = name("words", text.as_bytes());
        directory.shelves.push(Shelf {
            first,
            file: file.clone(),
        });
        files.push(IndexFile { name: file, text });
    }
    let name = DIRECTORY.to_owned();
    let text = json(&directory);
    files.insert(0, IndexFile { name, text });
    files
}

/// Adds what the words of an entry count there.
fn weigh(number: usize, entry: &Entry, weights: &mut BTreeMap<String, BTreeMap<usize, u32>>) {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for word in words(&entry.text) {
        let count = counts.entry(word.text).or_default();
        *count = (*count + 1).min(MOST_IN_TEXT);
    }
    for (text, weight) in [(&entry.title, IN_TITLE), (&entry.context, IN_CONTEXT)] {
        for word in words(text) {
            *counts.entry(word.text).or_default() += weight;
        }
    }
    for (word, weight) in counts {
        weights.entry(word).or_default().insert(number, weight);
    }
}

/// The words in files: `{"cache":[3,16,7,2]}` is a word, a place, what it counts there, and so on.
fn shelves(weights: &BTreeMap<String, BTreeMap<usize, u32>>) -> Vec<(String, String)> {
    let mut shelves = Vec::new();
    let mut shelf: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut bytes = 0;
    for (word, places) in weights {
        let numbers: Vec<usize> = places
            .iter()
            .flat_map(|(place, weight)| [*place, *weight as usize])
            .collect();
        bytes += word.len() + 4 * numbers.len() + 6;
        shelf.insert(word, numbers);
        if bytes >= SHELF_BYTES {
            put(&mut shelf, &mut shelves);
            bytes = 0;
        }
    }
    put(&mut shelf, &mut shelves);
    shelves
}

fn put(shelf: &mut BTreeMap<&str, Vec<usize>>, shelves: &mut Vec<(String, String)>) {
    let full = std::mem::take(shelf);
    if let Some(first) = full.keys().next() {
        shelves.push(((*first).to_owned(), json(&full)));
    }
}

/// Maps with text keys, lists, numbers and texts can always be written.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
