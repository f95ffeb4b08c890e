use serde::{Deserialize, Serialize};

use crate::words::{Word, words};

/// A piece of an excerpt: plain text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it was looked for.
    pub found: bool,
}

/// How many bytes stand before the first word that was found, and how many are shown at most.
const BEFORE_BYTES: usize = 40;
const MOST_BYTES: usize = 180;

/// A part of the text with as many of the words as one place has, cut at words; the text's
/// beginning if it has none of them.
pub(crate) fn excerpt(text: &str, wanted: &[String]) -> Vec<Piece> {
    let all = words(text);
    let is_wanted = |word: &&Word| {
        wanted
            .iter()
            .any(|start| word.text.starts_with(start.as_str()))
    };
    let found: Vec<&Word> = all.iter().filter(is_wanted).collect();
    // The place where most of them stand together.
    let within = |from: usize| {
        let near = found
            .iter()
            .filter(|word| word.span.start >= from && word.span.end <= from + MOST_BYTES);
        let mut kinds: Vec<&str> = near.map(|word| word.text.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.len()
    };
    let mut best = (0, 0);
    for word in &found {
        let many = within(word.span.start);
        if many > best.0 {
            best = (many, word.span.start);
        }
    }
    let from = start_of_word(&all, best.1.saturating_sub(BEFORE_BYTES));
    let to = end_of_word(&all, from + MOST_BYTES, text.len());

    let mut pieces = Vec::new();
    let mut at = from;
    if from > 0 {
        push(&mut pieces, "… ", false);
    }
    for word in found
        .iter()
        .filter(|word| word.span.start >= from && word.span.end <= to)
    {
        // Pairs of characters overlap.
        let start = word.span.start.max(at);
        push(&mut pieces, text.get(at..start).unwrap_or_default(), false);
        push(
            &mut pieces,
            text.get(start..word.span.end).unwrap_or_default(),
            true,
        );
        at = word.span.end;
    }
    push(&mut pieces, text.get(at..to).unwrap_or_default(), false);
    if to < text.len() {
        push(&mut pieces, " …", false);
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: &str, found: bool) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.found == found => last.text.push_str(text),
        _ => pieces.push(Piece {
            text: text.to_owned(),
            found,
        }),
    }
}

/// Where the first word begins that begins here or later.
fn start_of_word(words: &[Word], from: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let later = words.iter().find(|word| word.span.start >= from);
    later.map_or(0, |word| word.span.start)
}

/// Where the last word ends that ends here or earlier; the text's end if all do.
fn end_of_word(words: &[Word], to: usize, end: usize) -> usize {
    if to >= end {
        return end;
    }
    let earlier = words.iter().rev().find(|word| word.span.end <= to);
    earlier.map_or(end, |word| word.span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, wanted: &[&str]) -> String {
        let wanted: Vec<String> = wanted.iter().map(|word| (*word).to_owned()).collect();
        excerpt(text, &wanted)
            .into_iter()
            .map(|piece| match piece.found {
                true => format!("[{}]", piece.text),
                false => piece.text,
            })
            .collect()
    }

    #[test]
    fn what_was_found_is_marked() {
        assert_eq!(
            shown("A build caches each step.", &["cach"]),
            "A build [caches] each step."
        );
        assert_eq!(
            shown("构建缓存很快", &["构建", "建缓", "缓存"]),
            "[构建缓存]很快"
        );
        assert_eq!(shown("Nothing of it.", &["cache"]), "Nothing of it.");
        assert_eq!(shown("", &["cache"]), "");
    }

    #[test]
    fn a_long_text_is_cut_at_words_where_most_was_found() {
        let long = format!(
            "{} a cache here {} mount a cache {}",
            "word ".repeat(60),
            "more ".repeat(60),
            "end ".repeat(60)
        );
        let shown = shown(&long, &["cache", "mount"]);
        assert!(shown.contains("[mount] a [cache]"), "{shown}");
        assert!(
            shown.starts_with("… more") && shown.ends_with("end …"),
            "{shown}"
        );
        assert!(shown.len() < 220, "{shown}");
    }
}
