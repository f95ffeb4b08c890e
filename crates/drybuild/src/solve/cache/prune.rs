//! `docker buildx prune`: which records go.
//!
//! Follows `prune` of `cache/manager.go`: a record goes only when nothing lies on it any more, the longest unused first.

use std::collections::BTreeSet;

use super::record::{Record, RecordId};
use crate::solve::Builder;

/// What to remove.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prune {
    /// `--all`: layers of images that are in use elsewhere, too. A builder of its own has none.
    pub all: bool,
    /// `--filter`, each as `key`, operator and value; all must fit.
    pub filters: Vec<Filter>,
    /// `--keep-storage` / `--reserved-space`: stop when no more than this is left.
    pub keep_bytes: Option<u64>,
    /// `--max-used-space`: remove only while more than this is used.
    pub max_used_bytes: Option<u64>,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// `until=24h`: not used for so many seconds.
    Until(u64),
    /// `type=…`: a record's type.
    Kind(String),
    /// `id=…`: a record's id.
    Id(String),
    /// `description=…`, or `description~=…`: a part of it.
    Description {
        /// The text.
        text: String,
        /// It may be a part.
        is_part: bool,
    },
    /// `mutable`, `immutable`, `shared`, `private`, `inuse`.
    State(String),
}

impl Filter {
    /// Whether a record is meant.
    #[must_use]
    pub fn fits(&self, id: RecordId, record: &Record, now_s: u64) -> bool {
        match self {
            Self::Until(seconds) => now_s.saturating_sub(record.last_used_s) >= *seconds,
            Self::Kind(kind) => record.kind.name() == kind,
            Self::Id(text) => id.text() == *text,
            Self::Description {
                text,
                is_part: true,
            } => record.description.contains(text),
            Self::Description { text, .. } => record.description == *text,
            Self::State(state) => match state.as_str() {
                "mutable" => record.is_mutable,
                "immutable" => !record.is_mutable,
                "private" => true,
                _ => false,
            },
        }
    }
}

impl RecordId {
    /// As `docker buildx du` writes it: 25 letters and digits.
    #[must_use]
    pub fn text(self) -> String {
        identity(&format!("record {}", self.0))
    }
}

/// 25 letters and digits, as BuildKit's random ids are, that follow from a text.
pub(crate) fn identity(text: &str) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let digest = crate::solve::blob::digest(text);
    let bytes = digest.as_bytes().get(7..57).unwrap_or_default();
    let digit = |pair: &[u8]| {
        let hex = |byte: u8| (byte as char).to_digit(16).unwrap_or(0);
        let value = pair.iter().fold(0, |value, byte| value * 16 + hex(*byte));
        DIGITS
            .get(value as usize % DIGITS.len())
            .map_or('0', |digit| *digit as char)
    };
    bytes.chunks(2).map(digit).collect()
}

impl Builder {
    /// Removes records and what they hold; gives the removed ones, in the order of removal.
    pub fn prune(&mut self, prune: &Prune) -> Vec<(RecordId, Record)> {
        let mut removed = Vec::new();
        if prune
            .max_used_bytes
            .is_some_and(|most| self.used_bytes() <= most)
        {
            return removed;
        }
        let keep = prune.keep_bytes.max(prune.max_used_bytes);
        loop {
            let used: BTreeSet<RecordId> = self
                .records
                .iter()
                .flat_map(|(_, record)| record.parents.iter().copied())
                .collect();
            let is_free = |(id, record): &(RecordId, &Record)| {
                !used.contains(id)
                    && prune
                        .filters
                        .iter()
                        .all(|filter| filter.fits(*id, record, self.now_s))
            };
            let mut free: Vec<(u64, u64, RecordId)> = self
                .records
                .iter()
                .filter(is_free)
                .map(|(id, record)| (record.last_used_s, record.usage_count, id))
                .collect();
            free.sort_unstable();
            if free.is_empty() {
                break;
            }
            let before = removed.len();
            for (_, _, id) in free {
                if keep.is_some_and(|keep| self.used_bytes() <= keep) {
                    break;
                }
                removed.extend(self.records.remove(id).map(|record| (id, record)));
            }
            if removed.len() == before {
                break;
            }
        }
        let gone: BTreeSet<RecordId> = removed.iter().map(|(id, _)| *id).collect();
        self.keys.release(|record| !gone.contains(&record));
        self.cache_mounts.release(|record| !gone.contains(&record));
        removed
    }

    /// The sizes of all records.
    #[must_use]
    pub fn used_bytes(&self) -> u64 {
        self.records
            .iter()
            .map(|(_, record)| record.size_bytes)
            .sum()
    }
}
