//! Output as an author writes it down: `…` stands for what is left out.

/// What stands for anything: alone in a line for lines, inside a line for characters.
const ELISION: &str = "…";

/// Where expected and actual lines part.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// This expected line, counted from 0, is not what comes next; what comes, if anything.
    Line(usize, Option<String>),
    /// All expected lines are there, and then this.
    More(String),
}

/// Compares lines; white space at their ends does not count.
pub(super) fn difference(expected: &[&str], actual: &str) -> Option<Difference> {
    let actual: Vec<&str> = actual.lines().map(str::trim_end).collect();
    // After so many expected lines, so many actual ones may have been read.
    let mut reached = vec![0_usize];
    for (index, line) in expected.iter().enumerate() {
        let line = line.trim_end();
        let mut next: Vec<usize> = if line.trim_start() == ELISION {
            let first = reached.first().copied().unwrap_or_default();
            (first..=actual.len()).collect()
        } else {
            let fits = |read: &&usize| actual.get(**read).is_some_and(|text| is_like(line, text));
            reached.iter().filter(fits).map(|read| read + 1).collect()
        };
        next.dedup();
        if next.is_empty() {
            let read = reached.first().copied().unwrap_or_default();
            let comes = actual.get(read).map(|text| (*text).to_owned());
            return Some(Difference::Line(index, comes));
        }
        reached = next;
    }
    if reached.contains(&actual.len()) {
        return None;
    }
    let read = reached.last().copied().unwrap_or_default();
    let more = actual.get(read).copied().unwrap_or_default();
    Some(Difference::More(more.to_owned()))
}

/// Whether a line is as written, where `…` stands for any characters.
pub(super) fn is_like(written: &str, line: &str) -> bool {
    let mut parts = written.split(ELISION);
    let Some(mut rest) = line.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else {
            return false;
        };
        rest = after;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_elision_stands_for_characters() {
        for (written, line, like) in [
            ("sha256:…", "sha256:0123", true),
            ("#… DONE …s", "#5 DONE 0.3s", true),
            ("#… DONE …s", "#5 CACHED", false),
            ("a…a", "a", false),
            ("a…b…c", "a-b-b-c", true),
            ("a", "ab", false),
            ("", "", true),
        ] {
            assert_eq!(is_like(written, line), like, "{written} {line}");
        }
    }

    #[test]
    fn an_elision_stands_for_lines() {
        for (expected, actual, found) in [
            (vec!["one", "…", "three"], "one\ntwo\nthree\n", None),
            (vec!["one", "…", "three"], "one\nthree\n", None),
            (vec!["…", "b", "c"], "b\nb\nc\n", None),
            (
                vec!["one", "two"],
                "one\n2\n",
                Some(Difference::Line(1, Some("2".to_owned()))),
            ),
            (vec!["one", "two"], "one\n", Some(Difference::Line(1, None))),
            (
                vec!["one"],
                "one\ntwo\n",
                Some(Difference::More("two".to_owned())),
            ),
            (vec!["one  "], "one\n", None),
        ] {
            assert_eq!(difference(&expected, actual), found, "{expected:?}");
        }
    }
}
