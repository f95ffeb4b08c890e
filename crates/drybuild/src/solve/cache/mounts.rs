//! Folders of `--mount=type=cache`: they outlive the build, are in no layer and in no key.
//!
//! Follows `solver/llbsolver/mounts/mount.go`: a folder is found by its id, and where it begins as a copy of something by
//! that too, so another source is another folder.

use std::collections::BTreeMap;

use super::record::RecordId;
use crate::filesystem::FileSystem;
use crate::graph::CacheSharing;

/// The cache mounts of a builder.
#[derive(Debug, Clone, Default)]
pub struct CacheMounts {
    mounts: BTreeMap<Place, CacheMountState>,
}

/// By what a folder is found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Namespace, slash, id.
    pub(crate) id: String,
    /// What it began as a copy of.
    pub(crate) source: Option<RecordId>,
}

/// One folder.
#[derive(Debug, Clone)]
pub struct CacheMountState {
    /// What it holds.
    pub files: FileSystem,
    /// As the last step that used it asked for.
    pub sharing: CacheSharing,
    /// Its record on the builder's disk.
    pub record: RecordId,
}

impl CacheMounts {
    /// The folders with their ids (namespace, slash, id), in the order of these; one id may stand several times.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &CacheMountState)> {
        self.mounts
            .iter()
            .map(|(place, state)| (place.id.as_str(), state))
    }

    pub(crate) fn get(&self, place: &Place) -> Option<&CacheMountState> {
        self.mounts.get(place)
    }

    pub(crate) fn insert(&mut self, place: Place, state: CacheMountState) {
        self.mounts.insert(place, state);
    }

    /// Removes the folders with an id; those that began as copies only if `with_sources`. Gives their records.
    pub(crate) fn remove(&mut self, id: &str, with_sources: bool) -> Vec<RecordId> {
        let mut removed = Vec::new();
        self.mounts.retain(|place, state| {
            let is_it = place.id == id && (with_sources || place.source.is_none());
            if is_it {
                removed.push(state.record);
            }
            !is_it
        });
        removed
    }

    pub(crate) fn release(&mut self, is_kept: impl Fn(RecordId) -> bool) {
        self.mounts.retain(|_, state| is_kept(state.record));
    }
}
