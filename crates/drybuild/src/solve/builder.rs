//! A builder's state: what it keeps between builds.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::cache::exported::Blob;
use super::cache::keys::Keys;
use super::cache::mounts::{CacheMountState, CacheMounts, Place};
use super::cache::record::{self, Record, RecordId, RecordKind, Records};
use super::miss::{Memory, Seen};
use super::{Solution, Solved, Status};
use crate::filesystem::{FileSystem, InodeId, Kind, diff};
use crate::graph::{Definition, ExecOp, Mount, MountKind, Op, VertexId};
use crate::quote::quote;

/// How BuildKit calls the copy of a folder of the client.
const LOCAL_SOURCE: &str = "local source for ";

/// What a builder keeps between builds. The default is one that has built nothing yet: a fresh CI machine.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    /// Folders of `--mount=type=cache`.
    pub cache_mounts: CacheMounts,
    /// Seconds since it was made; nothing but [`Builder::wait`] moves it.
    pub(super) now_s: u64,
    /// How many builds it has seen.
    pub(super) builds: u64,
    pub(crate) keys: Keys,
    pub(crate) records: Records,
    /// Whether the running build reads caches of elsewhere.
    pub(crate) has_imports: bool,
    /// Blobs that the running build has pulled.
    pub(crate) pulled: Vec<Blob>,
    pub(super) memory: Memory,
}

impl Builder {
    /// Lets time pass, for what is pruned by age.
    pub fn wait(&mut self, seconds: u64) {
        self.now_s += seconds;
    }

    /// Seconds since it was made.
    #[must_use]
    pub fn now_s(&self) -> u64 {
        self.now_s
    }

    /// Blobs that the last build has pulled out of caches of elsewhere.
    #[must_use]
    pub fn pulled(&self) -> &[Blob] {
        &self.pulled
    }

    /// What lies on its disk, oldest first, as `docker buildx du` lists it.
    pub fn records(&self) -> impl DoubleEndedIterator<Item = (RecordId, &Record)> {
        self.records.iter()
    }

    /// One of its records.
    #[must_use]
    pub fn record(&self, id: RecordId) -> Option<&Record> {
        self.records.get(id)
    }

    /// Notes that the running build uses a record, once a build.
    pub(crate) fn used(&mut self, id: RecordId) {
        let (build, now_s) = (self.builds, self.now_s);
        if let Some(record) = self.records.get_mut(id)
            && record.last_build != build
        {
            record.last_build = build;
            record.last_used_s = now_s;
            record.usage_count += 1;
        }
    }

    /// Ids of the cache mounts that hold something.
    #[must_use]
    pub fn filled_cache_mounts(&self) -> BTreeSet<String> {
        let is_filled = |state: &CacheMountState| {
            let root = state.files.get(InodeId::ROOT).map(|root| &root.kind);
            matches!(root, Some(Kind::Directory(entries)) if !entries.is_empty())
        };
        let filled = self
            .cache_mounts
            .iter()
            .filter(|(_, state)| is_filled(state));
        filled.map(|(id, _)| id.to_owned()).collect()
    }

    pub(super) fn begin(&mut self) {
        self.builds += 1;
        self.pulled.clear();
        self.has_imports = false;
    }

    /// Forgets what was imported and not used, and remembers what the vertices were done to.
    pub(super) fn end(
        &mut self,
        seen: Vec<(usize, u64, Seen)>,
        definition: &Rc<Definition>,
        solution: &Solution,
    ) {
        for (index, digest, seen) in seen {
            match solution.status(VertexId(index)) {
                Status::Done => self.memory.remember(digest, definition, index, seen),
                Status::Cached => self.memory.find_again(digest, seen),
                Status::NotRun | Status::Failed => {}
            }
        }
        self.forget_imported();
    }

    /// The copy of a folder of the client: one a folder, brought up to date by every build that asks for it.
    pub(super) fn local_source(&mut self, name: &str, solved: &Solved) -> Option<RecordId> {
        let description = format!("{LOCAL_SOURCE}{name}");
        let found = self
            .records
            .find(|record| record.description == description);
        let id = found.unwrap_or_else(|| {
            self.add(Record {
                kind: RecordKind::LocalSource,
                description,
                is_mutable: true,
                ..Record::default()
            })
        });
        self.used(id);
        if let Some(record) = self.records.get_mut(id) {
            let files = solved.outputs.first().cloned().unwrap_or_default();
            record.size_bytes = record::size_bytes(&diff(&FileSystem::new(), &files));
            record.received = Some(files);
        }
        Some(id)
    }

    /// What the folders of the client have sent so far, by name: of a file that is the same nothing but its attributes
    /// is sent again (`snapshot` of `source/local/source.go`). The Dockerfile and `.dockerignore` are always sent whole.
    pub(crate) fn received(&self) -> BTreeMap<String, FileSystem> {
        let folders = self.records.iter().filter_map(|(_, record)| {
            let name = record.description.strip_prefix(LOCAL_SOURCE)?;
            Some((name.to_owned(), record.received.clone()?))
        });
        folders.collect()
    }

    /// The folder that the Dockerfile is in is sent apart.
    pub(crate) fn read_dockerfile(&mut self, bytes: usize) {
        self.builds += 1;
        if let Some(id) = self.local_source("dockerfile", &Solved::default())
            && let Some(record) = self.records.get_mut(id)
        {
            record.size_bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        }
        self.builds -= 1;
    }

    /// Keeps what a step left in a cache mount.
    pub(super) fn keep_mount(
        &mut self,
        place: Place,
        mount: &Mount,
        op: &ExecOp,
        files: &FileSystem,
    ) {
        let MountKind::Cache(cache) = &mount.kind else {
            return;
        };
        let record = self.cache_mounts.get(&place).map(|state| state.record);
        let record = record.unwrap_or_else(|| {
            let mut description = format!(
                "cached mount {} from exec {}",
                mount.dest,
                op.args.join(" ")
            );
            if cache.id != mount.dest {
                description.push_str(&format!(" with id {}", quote(&cache.id)));
            }
            self.add(Record {
                kind: RecordKind::CacheMount,
                description,
                parents: place.source.into_iter().collect(),
                is_mutable: true,
                ..Record::default()
            })
        });
        self.used(record);
        if let Some(record) = self.records.get_mut(record) {
            record.size_bytes = record::size_bytes(&diff(&FileSystem::new(), files));
        }
        let state = CacheMountState {
            files: files.clone(),
            sharing: cache.sharing,
            record,
        };
        self.cache_mounts.insert(place, state);
    }

    /// A step that is told to run without the cache gets new cache mounts (`detectPrunedCacheID` of
    /// `solver/llbsolver/vertex.go`): once, before anything runs.
    pub(super) fn clear_mounts(&mut self, definition: &Definition) {
        for vertex in definition
            .vertices
            .iter()
            .filter(|vertex| vertex.ignore_cache)
        {
            let Op::Exec(op) = &vertex.op else {
                continue;
            };
            for mount in &op.mounts {
                if let MountKind::Cache(cache) = &mount.kind {
                    for record in self.cache_mounts.remove(&cache.id, mount.input.is_some()) {
                        self.records.remove(record);
                    }
                }
            }
        }
    }

    pub(crate) fn add(&mut self, record: Record) -> RecordId {
        self.records.add(Record {
            created_s: self.now_s,
            last_used_s: self.now_s,
            usage_count: 1,
            last_build: self.builds,
            ..record
        })
    }
}
