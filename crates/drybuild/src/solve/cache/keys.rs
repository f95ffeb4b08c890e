//! Cache keys: what a result is found by.
//!
//! Follows `solver/cachemanager.go`. A key is what an operation does to the keys of its inputs. One key may be reached by
//! several links: by how an input was made, or by what it holds; so a step that is run again with equal output leads
//! to the same keys.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::record::RecordId;

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct KeyId(u64);

/// A key as the input of another: which, and the part of it that is used (0: known by what it holds).
pub(crate) type Input = (KeyId, u64);

/// From one key to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// How many inputs it has; 0 for a source or a content.
    pub(crate) input_count: usize,
    /// Results, oldest first.
    pub(crate) records: Vec<RecordId>,
    /// It came from elsewhere and is forgotten after the build, unless a result of it is used.
    pub(crate) is_imported: bool,
}

/// The keys of one builder.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keys {
    keys: BTreeMap<KeyId, Key>,
    roots: HashMap<u64, KeyId>,
    /// The keys that each link leads to, in order. Links that lead to the same share the list: many steps may read
    /// equal content.
    links: HashMap<Link, Rc<Vec<KeyId>>>,
    /// The links against their direction, once someone has asked for them.
    inputs: Option<BTreeMap<KeyId, Vec<BTreeSet<Input>>>>,
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

    fn add(&mut self, digest: u64, input_count: usize) -> KeyId {
        let id = KeyId(self.next);
        self.next += 1;
        let key = Key {
            digest,
            input_count,
            ..Key::default()
        };
        self.keys.insert(id, key);
        id
    }

    /// The keys that an operation on an input leads to, in order.
    pub(crate) fn follow(&self, from: Input, index: usize, digest: u64) -> &[KeyId] {
        let link = Link {
            from,
            index,
            digest,
        };
        self.links.get(&link).map_or(&[], |to| to.as_slice())
    }

    /// The keys that an operation leads to by every one of its inputs, each of which has some keys.
    pub(crate) fn matching(&self, digest: u64, inputs: &[Vec<Input>]) -> Vec<KeyId> {
        if let [only] = inputs
            && let [key] = only.as_slice()
        {
            return self.follow(*key, 0, digest).to_vec();
        }
        let reached_by = |(index, keys): (usize, &Vec<Input>)| -> Vec<&[KeyId]> {
            keys.iter()
                .map(|key| self.follow(*key, index, digest))
                .collect()
        };
        let mut reached: Vec<Vec<&[KeyId]>> = inputs.iter().enumerate().map(reached_by).collect();
        // Few lead to a key by what they stand on, and thousands may by what they read.
        reached.sort_by_key(|lists| lists.iter().map(|list| list.len()).sum::<usize>());
        let Some((fewest, others)) = reached.split_first() else {
            return Vec::new();
        };
        let is_in = |lists: &Vec<&[KeyId]>, key: &KeyId| {
            lists.iter().any(|list| list.binary_search(key).is_ok())
        };
        let candidates: BTreeSet<KeyId> = fewest.iter().copied().flatten().copied().collect();
        candidates
            .into_iter()
            .filter(|key| others.iter().all(|lists| is_in(lists, key)))
            .collect()
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
    fn connect(&mut self, from: Input, index: usize, to: KeyId) {
        let Some(digest) = self.get(to).map(|key| key.digest) else {
            return;
        };
        let link = Link {
            from,
            index,
            digest,
        };
        let list = self.links.entry(link).or_default();
        if let Err(at) = list.binary_search(&to) {
            Rc::make_mut(list).insert(at, to);
            self.note(from, index, to);
        }
    }

    /// What one way of an input leads to, another leads to as well from now on.
    pub(crate) fn lead_alike(&mut self, known: Input, from: Input, index: usize, digest: u64) {
        let link = |from| Link {
            from,
            index,
            digest,
        };
        let Some(reached) = self.links.get(&link(known)).cloned() else {
            return;
        };
        let list = self.links.entry(link(from)).or_default();
        if Rc::ptr_eq(list, &reached) {
            return;
        }
        let is_new = |to: &&KeyId| list.binary_search(to).is_err();
        let new: Vec<KeyId> = reached.iter().filter(is_new).copied().collect();
        if list.is_empty() || list.len() + new.len() == reached.len() {
            *list = reached;
        } else {
            let list = Rc::make_mut(list);
            list.extend(&new);
            list.sort_unstable();
        }
        for to in new {
            self.note(from, index, to);
        }
    }

    fn note(&mut self, from: Input, index: usize, to: KeyId) {
        let Some(inputs) = &mut self.inputs else {
            return;
        };
        let of_key = inputs.entry(to).or_default();
        if of_key.len() <= index {
            of_key.resize_with(index + 1, BTreeSet::new);
        }
        if let Some(of_input) = of_key.get_mut(index) {
            of_input.insert(from);
        }
    }

    /// For each input of a key the keys that it may have.
    pub(crate) fn inputs(&mut self, id: KeyId) -> &[BTreeSet<Input>] {
        if self.inputs.is_none() {
            self.inputs = Some(BTreeMap::new());
            let links: Vec<(Link, Rc<Vec<KeyId>>)> = self
                .links
                .iter()
                .map(|(link, to)| (*link, Rc::clone(to)))
                .collect();
            for (link, reached) in links {
                for to in reached.iter() {
                    self.note(link.from, link.index, *to);
                }
            }
        }
        let of_key = self.inputs.as_ref().and_then(|inputs| inputs.get(&id));
        of_key.map_or(&[], Vec::as_slice)
    }

    /// Keeps a key that was imported, and all that leads to it.
    pub(crate) fn keep(&mut self, id: KeyId) {
        if !self.get(id).is_some_and(|key| key.is_imported) {
            return;
        }
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let Some(key) = self.keys.get_mut(&id).filter(|key| key.is_imported) else {
                continue;
            };
            key.is_imported = false;
            open.extend(self.inputs(id).iter().flatten().map(|(input, _)| *input));
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
            if to.iter().any(|id| !keys.contains_key(id)) {
                Rc::make_mut(to).retain(|id| keys.contains_key(id));
            }
            keys.contains_key(&link.from.0) && !to.is_empty()
        });
        self.inputs = None;
    }

    /// Removes results that are no more, and the keys that lead to none.
    pub(crate) fn release(&mut self, is_kept: impl Fn(RecordId) -> bool) {
        for key in self.keys.values_mut() {
            key.records.retain(|record| is_kept(*record));
        }
    }
}
