use std::collections::BTreeMap;

use course::Segment;

/// A part of the topic, with what tells whether it is still the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// What it holds and, of several that hold the same, which it is. A part that was not changed keeps it, so that the
    /// page keeps what stands there: an answer that was begun, what was unfolded.
    pub(crate) key: String,
    /// The part.
    pub(crate) segment: Segment,
    /// A question's number on the page.
    pub(crate) number: usize,
}

/// The parts of a topic from top to bottom.
pub(crate) fn pieces(segments: &[Segment]) -> Vec<Piece> {
    let mut seen = BTreeMap::new();
    let mut questions = 0;
    segments
        .iter()
        .map(|segment| {
            if matches!(segment, Segment::Question(_)) {
                questions += 1;
            }
            // Segments are structs of texts and numbers, which can always be written.
            let json = serde_json::to_string(segment).unwrap_or_default();
            let key = match segment {
                Segment::Question(_) => format!("{questions} {json}"),
                _ => json,
            };
            let times = seen.entry(key.clone()).or_insert(0_usize);
            *times += 1;
            Piece {
                key: format!("{times} {key}"),
                segment: segment.clone(),
                number: questions,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(html: &str) -> Segment {
        Segment::Prose {
            html: html.to_owned(),
        }
    }

    #[test]
    fn a_part_that_was_not_changed_keeps_its_key_and_no_key_stands_twice() {
        let keys = |parts: &[&str]| -> Vec<String> {
            let segments: Vec<_> = parts.iter().map(|html| prose(html)).collect();
            pieces(&segments)
                .into_iter()
                .map(|piece| piece.key)
                .collect()
        };
        let before = keys(&["a", "b", "a"]);
        let after = keys(&["new", "a", "c", "a"]);
        assert_ne!(before[0], before[2]);
        assert_eq!(before[0], after[1]);
        assert_eq!(before[2], after[3]);
        assert!(!before.contains(&after[2]));
    }
}
