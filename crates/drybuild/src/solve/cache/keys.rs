//! Cache keys: what a result is found by.
//!
//! Follows `solver/cachemanager.go`. A key is what an operation does to the keys of its inputs. One key may be reached by
//! several links: by how an input was made, or by what it holds; so a step that is run again with equal output leads
//! to the same keys.

use std::collections::{BTreeMap, BTreeSet};

use super::record::RecordId;

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct KeyId(u64);

/// A key as the input of another: which, and the part of it that is used (0: known by what it holds).
pub(crate) type Input = (KeyId, u64);

/// From one key to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    from: Input,
    /// Which input of the operation it is.
    index: usize,
    /// The operation.
    digest: u64,
}

/// What is known of a key.
#[derive(Debug, Clone, Default)]
pub(crate) struct Key {
    /// The operation, or what the source or the content is.
    pub(crate) digest: u64,
    /// For each input the keys that it may have.
    pub(crate) inputs: Vec<BTreeSet<Input>>,
    /// Results, oldest first.
    pub(crate) records: Vec<RecordId>,
    /// It came from elsewhere and is forgotten after the build, unless a result of it is used.
    pub(crate) is_imported: bool,
}

/// The keys of one builder.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keys {
    keys: BTreeMap<KeyId, Key>,
    roots: BTreeMap<u64, KeyId>,
    links: BTreeMap<Link, Vec<KeyId>>,
    next: u64,
}

impl Keys {
    pub(crate) fn get(&self, id: KeyId) -> Option<&Key> {
        self.keys.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: KeyId) -> Option<&mut Key> {
        self.keys.get_mut(&id)
    }

    /// The key of a source or of a content.
    pub(crate) fn root(&self, digest: u64) -> Option<KeyId> {
        self.roots.get(&digest).copied()
    }

    /// The same, made where it is new.
    pub(crate) fn make_root(&mut self, digest: u64) -> KeyId {
        if let Some(found) = self.root(digest) {
            return found;
        }
        let id = self.add(digest, 0);
        self.roots.insert(digest, id);
        id
    }

    fn add(&mut self, digest: u64, inputs: usize) -> KeyId {
        let id = KeyId(self.next);
        self.next += 1;
        let key = Key {
            digest,
            inputs: vec![BTreeSet::new(); inputs],
            ..Key::default()
        };
        self.keys.insert(id, key);
        id
    }

    /// The keys that an operation on an input leads to.
    pub(crate) fn follow(&self, from: Input, index: usize, digest: u64) -> &[KeyId] {
        let link = Link {
            from,
            index,
            digest,
        };
        self.links.get(&link).map_or(&[], Vec::as_slice)
    }

    /// The keys that an operation leads to by every one of its inputs, each of which has some keys.
    pub(crate) fn matching(&self, digest: u64, inputs: &[Vec<Input>]) -> Vec<KeyId> {
        let mut found: Option<BTreeSet<KeyId>> = None;
        for (index, keys) in inputs.iter().enumerate() {
            let reached = keys.iter().flat_map(|key| self.follow(*key, index, digest));
            let reached: BTreeSet<KeyId> = reached.copied().collect();
            found = Some(match found {
                Some(found) => found.intersection(&reached).copied().collect(),
                None => reached,
            });
        }
        found.unwrap_or_default().into_iter().collect()
    }

    /// The key of an operation, found by its inputs or new; all inputs lead to it from now on.
    pub(crate) fn make(&mut self, digest: u64, inputs: &[Vec<Input>]) -> KeyId {
        let found = self.matching(digest, inputs).into_iter().next();
        let id = found.unwrap_or_else(|| self.add(digest, inputs.len()));
        for (index, keys) in inputs.iter().enumerate() {
            for key in keys {
                self.connect(*key, index, id);
            }
        }
        id
    }

    /// The key of an operation of another builder: one that is known here, or one for this build alone.
    pub(crate) fn import(&mut self, digest: u64, inputs: &[Vec<Input>]) -> KeyId {
        let before = self.next;
        let id = if inputs.is_empty() {
            self.make_root(digest)
        } else {
            self.make(digest, inputs)
        };
        if id.0 >= before
            && let Some(key) = self.keys.get_mut(&id)
        {
            key.is_imported = true;
        }
        id
    }

    /// One more way to a key.
    pub(crate) fn connect(&mut self, from: Input, index: usize, to: KeyId) {
        let Some(key) = self.keys.get_mut(&to) else {
            return;
        };
        let link = Link {
            from,
            index,
            digest: key.digest,
        };
        let is_new = key
            .inputs
            .get_mut(index)
            .is_some_and(|inputs| inputs.insert(from));
        if is_new {
            self.links.entry(link).or_default().push(to);
        }
    }

    /// Keeps a key that was imported, and all that leads to it.
    pub(crate) fn keep(&mut self, id: KeyId) {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let Some(key) = self.keys.get_mut(&id).filter(|key| key.is_imported) else {
                continue;
            };
            key.is_imported = false;
            open.extend(key.inputs.iter().flatten().map(|(input, _)| *input));
        }
    }

    /// Removes the keys that were imported and not kept.
    pub(crate) fn forget_imported(&mut self) {
        if !self.keys.values().any(|key| key.is_imported) {
            return;
        }
        self.keys.retain(|_, key| !key.is_imported);
        let keys = &self.keys;
        self.roots.retain(|_, id| keys.contains_key(id));
        self.links.retain(|link, to| {
            to.retain(|id| keys.contains_key(id));
            keys.contains_key(&link.from.0) && !to.is_empty()
        });
        let known: BTreeSet<KeyId> = self.keys.keys().copied().collect();
        for key in self.keys.values_mut() {
            for inputs in &mut key.inputs {
                inputs.retain(|(input, _)| known.contains(input));
            }
        }
    }

    /// Removes results that are no more, and the keys that lead to none.
    pub(crate) fn release(&mut self, is_kept: impl Fn(RecordId) -> bool) {
        for key in self.keys.values_mut() {
            key.records.retain(|record| is_kept(*record));
        }
    }
}
