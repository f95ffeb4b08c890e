//! Changes of a text.

use std::ops::Range;

/// A text that a fix changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditedFile {
    /// The Dockerfile.
    Dockerfile,
    /// The ignore file that counts: the one beside the Dockerfile where there is one, else `.dockerignore`.
    Dockerignore,
    /// The command line.
    Command,
}

/// A part of a text, and what stands there afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Which build of a sequence, from 0.
    pub build: usize,
    /// Which text.
    pub file: EditedFile,
    /// The bytes that go; empty for an insertion.
    pub span: Range<usize>,
    /// What comes.
    pub text: String,
}

/// A text with edits of it; of two that overlap the first counts.
pub(super) fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    // The widest of those that begin together goes first: what it takes away needs no other edit.
    edits.sort_by_key(|edit| (edit.span.start, std::cmp::Reverse(edit.span.end)));
    let mut out = String::new();
    let mut at = 0;
    for edit in edits {
        if edit.span.start < at || edit.span.end > text.len() {
            continue;
        }
        out.push_str(text.get(at..edit.span.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Lines that differ: where they stand in the old and in the new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Lines of the old text, from 0.
    pub old: Range<usize>,
    /// Lines of the new text, from 0.
    pub new: Range<usize>,
}

/// What differs between two texts, line by line, with the longest common subsequence kept.
#[must_use]
pub fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let a: Vec<&str> = old.split_inclusive('\n').collect();
    let b: Vec<&str> = new.split_inclusive('\n').collect();
    let width = b.len() + 1;
    // `lengths[i * width + j]`: the longest common subsequence of a[i..] and b[j..].
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    let length = |lengths: &[u32], i: usize, j: usize| {
        lengths.get(i * width + j).copied().unwrap_or_default()
    };
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let best = if a.get(i) == b.get(j) {
                length(&lengths, i + 1, j + 1) + 1
            } else {
                length(&lengths, i + 1, j).max(length(&lengths, i, j + 1))
            };
            if let Some(slot) = lengths.get_mut(i * width + j) {
                *slot = best;
            }
        }
    }
    let mut found: Vec<Hunk> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a.get(i) == b.get(j) {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let (from_i, from_j) = (i, j);
        while (i < a.len() || j < b.len()) && !(i < a.len() && j < b.len() && a.get(i) == b.get(j))
        {
            if j >= b.len()
                || (i < a.len() && length(&lengths, i + 1, j) >= length(&lengths, i, j + 1))
            {
                i += 1;
            } else {
                j += 1;
            }
        }
        found.push(Hunk {
            old: from_i..i,
            new: from_j..j,
        });
    }
    found
}

/// The smallest edits that make one text of another: whole lines that differ, without what they have in common.
pub(super) fn between(build: usize, file: EditedFile, old: &str, new: &str) -> Vec<Edit> {
    let starts = |text: &str| {
        let mut starts = vec![0];
        for line in text.split_inclusive('\n') {
            starts.push(starts.last().copied().unwrap_or_default() + line.len());
        }
        starts
    };
    let (old_starts, new_starts) = (starts(old), starts(new));
    let slice = |starts: &[usize], lines: &Range<usize>| {
        let at = |line: usize| starts.get(line).copied().unwrap_or_default();
        at(lines.start)..at(lines.end)
    };
    let mut edits = Vec::new();
    for hunk in hunks(old, new) {
        let (from, to) = (slice(&old_starts, &hunk.old), slice(&new_starts, &hunk.new));
        let was = old.get(from.clone()).unwrap_or_default();
        let is = new.get(to).unwrap_or_default();
        let prefix = common(was.chars(), is.chars());
        let (was_rest, is_rest) = (
            was.get(prefix..).unwrap_or_default(),
            is.get(prefix..).unwrap_or_default(),
        );
        let suffix = common(was_rest.chars().rev(), is_rest.chars().rev());
        edits.push(Edit {
            build,
            file,
            span: from.start + prefix..from.end - suffix,
            text: is_rest
                .get(..is_rest.len() - suffix)
                .unwrap_or_default()
                .to_owned(),
        });
    }
    edits
}

/// Bytes that two sequences of characters have in common at their beginning.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    let same = a.zip(b).take_while(|(a, b)| a == b);
    same.map(|(c, _)| c.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_between_texts_make_the_one_of_the_other() {
        let cases = [
            ("a\nb\nc\n", "a\nB\nc\n"),
            ("a\nb\nc\n", "a\nc\n"),
            ("", "x\n"),
            ("FROM a\nRUN x\n", "FROM a\nRUN --mount=y x\nCMD z"),
            ("ä\nö\n", "ä\nö ü\n"),
            ("same", "same"),
        ];
        for (old, new) in cases {
            let edits = between(0, EditedFile::Dockerfile, old, new);
            assert_eq!(apply(old, &edits), new, "{old:?}");
        }
        let edits = between(
            0,
            EditedFile::Dockerfile,
            "FROM a\nRUN x\n",
            "FROM a\nRUN --m x\n",
        );
        let [edit] = edits.as_slice() else {
            panic!("{edits:?}");
        };
        assert_eq!((edit.span.clone(), edit.text.as_str()), (11..11, "--m "));
    }
}
