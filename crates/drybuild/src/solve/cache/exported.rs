//! A cache as a value: keys, and layers for some of them.
//!
//! Follows `solver/exporter.go`, and `cache/remotecache/v1` for what is written. A cache of mode *min* holds the layers of
//! the result and those that were made blobs before; mode *max* those of every step; the inline cache those of the image.

use std::collections::{BTreeMap, BTreeSet};

use super::keys::{Input, KeyId};
use super::record::{Record, RecordId};
use crate::solve::{Builder, Solved};

/// Which layers a cache holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CacheMode {
    /// Those of the result.
    #[default]
    Min,
    /// Those of every step, of every stage.
    Max,
    /// Those of the image, in the image itself.
    Inline,
}

/// A layer as it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Stands in for the real one, which hangs on times.
    pub digest: String,
    /// Sizes of its files as far as they are known; a real blob is compressed.
    pub size_bytes: u64,
    /// The step that made it, or where it was pulled from.
    pub made_by: String,
}

/// A layer of a cache.
#[derive(Debug, Clone)]
pub struct CacheLayer {
    /// The layer.
    pub blob: Blob,
    /// The layer below.
    pub parent: Option<usize>,
}

/// A key of a cache.
#[derive(Debug, Clone)]
pub struct CacheRecord {
    pub(crate) digest: u64,
    /// For each input, places of keys before this one, and what of them is used.
    pub(crate) inputs: Vec<Vec<(usize, u64)>>,
    /// Its result: the topmost layer.
    pub layer: Option<usize>,
    solved: Option<Solved>,
}

/// A cache outside of a builder.
#[derive(Debug, Clone, Default)]
pub struct ExportedCache {
    /// Every layer once.
    pub layers: Vec<CacheLayer>,
    /// Keys, each after its inputs.
    pub records: Vec<CacheRecord>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Min,
    Max,
    /// Only what is a blob already.
    RemoteOnly,
    /// Another way to a key: no results.
    Backlink,
}

enum Frame {
    Enter(KeyId, Mode),
    Leave(KeyId, Option<RecordId>),
}

struct Exporter<'a> {
    builder: &'a mut Builder,
    /// Keys of this build's vertices.
    used: &'a BTreeSet<KeyId>,
    cache: ExportedCache,
    /// Places of keys in the cache; `None` for those that nothing of it leads to.
    places: BTreeMap<KeyId, Option<usize>>,
    /// Keys with their results, inputs first, and how many ways to each were written.
    left: Vec<(KeyId, Option<RecordId>)>,
    ways: BTreeMap<KeyId, usize>,
    layers: BTreeMap<(String, Option<usize>), usize>,
}

/// A cache of some results.
pub(crate) fn export(
    results: &[KeyId],
    mode: CacheMode,
    used: &BTreeSet<KeyId>,
    builder: &mut Builder,
) -> ExportedCache {
    let mut exporter = Exporter {
        builder,
        used,
        cache: ExportedCache::default(),
        places: BTreeMap::new(),
        left: Vec::new(),
        ways: BTreeMap::new(),
        layers: BTreeMap::new(),
    };
    let own = if mode == CacheMode::Max {
        Mode::Max
    } else {
        Mode::Min
    };
    for result in results {
        exporter.one(*result, own);
    }
    exporter.close_circles();
    let mut cache = exporter.cache;
    if mode == CacheMode::Inline {
        let image = results
            .iter()
            .filter_map(|key| builder.keys.get(*key)?.records.iter().max().copied());
        let image: BTreeSet<String> = image
            .flat_map(|record| builder.chain(record))
            .map(|blob| blob.digest)
            .collect();
        cache.limit(&image);
    }
    cache
}

impl ExportedCache {
    /// Leaves out results with a layer that is not among these (`ExportForLayers`).
    fn limit(&mut self, image: &BTreeSet<String>) {
        for record in &mut self.records {
            let is_in = record
                .layer
                .and_then(|at| self.layers.get(at))
                .is_some_and(|layer| image.contains(&layer.blob.digest));
            if !is_in {
                record.layer = None;
                record.solved = None;
            }
        }
        // Layers of the image lie on layers of the image: places stay right when the others are only emptied.
        let kept: Vec<bool> = self
            .layers
            .iter()
            .map(|layer| image.contains(&layer.blob.digest))
            .collect();
        let mut places = Vec::with_capacity(kept.len());
        let mut next = 0;
        for is_kept in &kept {
            places.push(is_kept.then_some(next));
            next += usize::from(*is_kept);
        }
        let place = |at: usize| places.get(at).copied().flatten();
        for record in &mut self.records {
            record.layer = record.layer.and_then(place);
        }
        let mut index = 0;
        self.layers.retain(|_| {
            index += 1;
            kept.get(index - 1).copied().unwrap_or(false)
        });
        for layer in &mut self.layers {
            layer.parent = layer.parent.and_then(place);
        }
    }
}

impl Exporter<'_> {
    fn one(&mut self, key: KeyId, mode: Mode) {
        let mut open = vec![Frame::Enter(key, mode)];
        while let Some(frame) = open.pop() {
            match frame {
                Frame::Enter(key, mode) => self.enter(key, mode, &mut open),
                Frame::Leave(key, record) => self.leave(key, record),
            }
        }
    }

    fn enter(&mut self, key: KeyId, mode: Mode, open: &mut Vec<Frame>) {
        if self.places.contains_key(&key) {
            return;
        }
        self.places.insert(key, None);
        let Some(known) = self.builder.keys.get(key) else {
            return;
        };
        // Sources are not exported: they are where they came from.
        let record = known
            .records
            .iter()
            .max()
            .copied()
            .filter(|_| known.input_count > 0 && mode != Mode::Backlink);
        let inputs: Vec<KeyId> = self
            .builder
            .keys
            .inputs(key)
            .iter()
            .flatten()
            .map(|(input, _)| *input)
            .collect();
        if let Some(record) = record.filter(|_| mode != Mode::RemoteOnly) {
            self.builder.make_blobs(record);
        }
        let record = record.filter(|record| {
            self.builder
                .records
                .get(*record)
                .is_some_and(|record| record.blob.is_some())
        });
        let below = match mode {
            Mode::Min if record.is_some() => Mode::RemoteOnly,
            mode => mode,
        };
        open.push(Frame::Leave(key, record));
        // What stands last is looked at first: keys of this build before other ways to the same.
        let (own, other): (Vec<KeyId>, Vec<KeyId>) = inputs
            .into_iter()
            .partition(|input| self.used.contains(input));
        open.extend(
            other
                .into_iter()
                .map(|input| Frame::Enter(input, Mode::Backlink)),
        );
        open.extend(own.into_iter().map(|input| Frame::Enter(input, below)));
    }

    fn leave(&mut self, key: KeyId, record: Option<RecordId>) {
        self.left.push((key, record));
        self.write(key, record);
    }

    /// A key may be reached by way of itself: two steps of one key, the second of which needs the first. BuildKit walks
    /// the steps, of which each is written with the ways that it was reached by; here, what could not be written when
    /// it was left is written now, and what is reached by more ways since, once more.
    fn close_circles(&mut self) {
        loop {
            let before = self.cache.records.len();
            for (key, record) in self.left.clone() {
                self.write(key, record);
            }
            if self.cache.records.len() == before {
                return;
            }
        }
    }

    fn write(&mut self, key: KeyId, record: Option<RecordId>) {
        let Some(known) = self.builder.keys.get(key) else {
            return;
        };
        let (digest, input_count) = (known.digest, known.input_count);
        let place = |(input, selector): &Input| {
            Some((self.places.get(input).copied().flatten()?, *selector))
        };
        let mut inputs: Vec<Vec<(usize, u64)>> = self
            .builder
            .keys
            .inputs(key)
            .iter()
            .map(|inputs| inputs.iter().filter_map(place).collect())
            .collect();
        inputs.resize(input_count, Vec::new());
        if inputs.iter().any(Vec::is_empty) {
            return;
        }
        let ways: usize = inputs.iter().map(Vec::len).sum();
        if self.ways.get(&key).is_some_and(|written| *written >= ways) {
            return;
        }
        self.ways.insert(key, ways);
        let layer = record.and_then(|record| self.layer(record));
        let solved = record.and_then(|record| self.builder.records.get(record)?.solved.clone());
        self.places
            .entry(key)
            .or_default()
            .get_or_insert(self.cache.records.len());
        self.cache.records.push(CacheRecord {
            digest,
            inputs,
            layer,
            solved,
        });
    }

    /// The place of a result's topmost layer.
    fn layer(&mut self, record: RecordId) -> Option<usize> {
        let mut parent = None;
        for blob in self.builder.chain(record) {
            let known = self.layers.get(&(blob.digest.clone(), parent)).copied();
            let place = known.unwrap_or_else(|| {
                self.layers
                    .insert((blob.digest.clone(), parent), self.cache.layers.len());
                self.cache.layers.push(CacheLayer { blob, parent });
                self.cache.layers.len() - 1
            });
            parent = Some(place);
        }
        parent
    }
}

impl Builder {
    /// The records whose layers a result consists of, bottom first.
    fn layers_of(&self, record: RecordId) -> Vec<RecordId> {
        let mut out = Vec::new();
        let mut open = vec![(record, false)];
        while let Some((id, is_done)) = open.pop() {
            if is_done {
                out.push(id);
                continue;
            }
            open.push((id, true));
            let parents = self.records.get(id).map(|record| record.parents.as_slice());
            open.extend(
                parents
                    .unwrap_or_default()
                    .iter()
                    .rev()
                    .map(|parent| (*parent, false)),
            );
        }
        out
    }

    /// The layers of a result as blobs, bottom first.
    pub(crate) fn chain(&self, record: RecordId) -> Vec<Blob> {
        let blob = |id: RecordId| {
            let record = self.records.get(id)?;
            Some(Blob {
                digest: record.blob.clone()?,
                size_bytes: record.size_bytes,
                made_by: record
                    .made_by
                    .clone()
                    .unwrap_or_else(|| record.description.clone()),
            })
        };
        self.layers_of(record)
            .into_iter()
            .filter_map(blob)
            .collect()
    }

    /// Makes blobs of all layers of a result, as an export of an image does as well.
    pub(crate) fn make_blobs(&mut self, record: RecordId) {
        for id in self.layers_of(record) {
            if let Some(record) = self
                .records
                .get_mut(id)
                .filter(|record| record.blob.is_none())
            {
                let solved = record.solved.as_ref();
                record.blob = Some(crate::solve::blob::of_layer(
                    solved.map_or(&[], |solved| &solved.changes),
                    &record.description,
                ));
            }
        }
    }

    /// Makes the keys of a cache known for one build, and its results such that they are pulled when they are needed.
    pub(crate) fn import(&mut self, cache: &ExportedCache) {
        self.has_imports = true;
        let mut layers: Vec<RecordId> = Vec::with_capacity(cache.layers.len());
        for layer in &cache.layers {
            let parents: Vec<RecordId> = layer
                .parent
                .and_then(|at| layers.get(at).copied())
                .into_iter()
                .collect();
            let same = |record: &Record| {
                record.blob.as_ref() == Some(&layer.blob.digest) && record.parents == parents
            };
            let id = self.records.find(same).unwrap_or_else(|| {
                self.add(Record {
                    description: format!("imported {}", layer.blob.digest),
                    made_by: Some(layer.blob.made_by.clone()),
                    size_bytes: layer.blob.size_bytes,
                    blob: Some(layer.blob.digest.clone()),
                    parents: parents.clone(),
                    is_lazy: true,
                    is_imported: true,
                    ..Record::default()
                })
            });
            layers.push(id);
        }
        let mut keys: Vec<KeyId> = Vec::with_capacity(cache.records.len());
        for record in &cache.records {
            let place = |(at, selector): &(usize, u64)| Some((*keys.get(*at)?, *selector));
            let inputs: Vec<Vec<Input>> = record
                .inputs
                .iter()
                .map(|inputs| inputs.iter().filter_map(place).collect())
                .collect();
            let key = self.keys.import(record.digest, &inputs);
            keys.push(key);
            let Some(layer) = record.layer.and_then(|at| layers.get(at).copied()) else {
                continue;
            };
            if let Some(held) = self.records.get_mut(layer)
                && held.solved.is_none()
            {
                held.solved.clone_from(&record.solved);
            }
            if let Some(key) = self.keys.get_mut(key)
                && !key.records.contains(&layer)
            {
                key.records.push(layer);
            }
        }
    }

    /// Forgets what was imported and not used.
    pub(crate) fn forget_imported(&mut self) {
        let unused: BTreeSet<RecordId> = self
            .records
            .iter()
            .filter(|(_, record)| record.is_imported)
            .map(|(id, _)| id)
            .collect();
        for id in &unused {
            self.records.remove(*id);
        }
        self.keys.forget_imported();
        if !unused.is_empty() {
            self.keys.release(|record| !unused.contains(&record));
        }
    }

    /// A result, and what it lies on, is used: it stays when it came from elsewhere.
    pub(crate) fn load(&mut self, record: RecordId) {
        self.used(record);
        let is_imported = |record: RecordId, builder: &Self| {
            builder
                .records
                .get(record)
                .is_some_and(|record| record.is_imported)
        };
        if !is_imported(record, self) {
            return;
        }
        for id in self.layers_of(record) {
            self.used(id);
            if let Some(record) = self.records.get_mut(id) {
                record.is_imported = false;
            }
        }
    }

    /// The files of a result are needed: what of it lies elsewhere is pulled.
    pub(crate) fn pull(&mut self, record: RecordId) {
        if !self
            .records
            .get(record)
            .is_some_and(|record| record.is_lazy)
        {
            return;
        }
        for id in self.layers_of(record) {
            let Some(record) = self.records.get_mut(id).filter(|record| record.is_lazy) else {
                continue;
            };
            record.is_lazy = false;
            let blob = record.blob.clone().map(|digest| Blob {
                digest,
                size_bytes: record.size_bytes,
                made_by: record.description.clone(),
            });
            self.pulled.extend(blob);
        }
    }
}
