//! What lies on a builder's disk: results, copies of build contexts and cache mounts, as `docker buildx du` lists them.

use std::collections::BTreeMap;

use crate::filesystem::{Change, ChangeKind, FileSystem, Kind};
use crate::solve::Solved;

/// A record, in the order in which they came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u64);

/// What a record is (`client.UsageRecordType`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// The result of a step, or a layer of an image.
    #[default]
    Regular,
    /// A copy of a build context.
    LocalSource,
    /// A clone of a repository.
    GitCheckout,
    /// A folder of `--mount=type=cache`.
    CacheMount,
}

impl RecordKind {
    /// BuildKit's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::LocalSource => "source.local",
            Self::GitCheckout => "source.git.checkout",
            Self::CacheMount => "exec.cachemount",
        }
    }
}

/// One record.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// What it is.
    pub kind: RecordKind,
    /// BuildKit's words for where it comes from.
    pub description: String,
    /// The records that it lies on.
    pub parents: Vec<RecordId>,
    /// Size of its own files as far as they are known.
    pub size_bytes: u64,
    /// Whether it goes on changing: contexts and cache mounts do.
    pub is_mutable: bool,
    /// By the builder's clock, in seconds.
    pub created_s: u64,
    /// By the builder's clock, in seconds.
    pub last_used_s: u64,
    /// How many builds have used it.
    pub usage_count: u64,
    /// The layer as a blob, once it was exported, or from where it was imported.
    pub blob: Option<String>,
    /// What made it elsewhere, where it was imported.
    pub made_by: Option<String>,
    /// What it is the result of; `None` for a layer that nothing looks up.
    pub(crate) solved: Option<Solved>,
    /// What a folder of the client sent last.
    pub(crate) received: Option<FileSystem>,
    /// Its blob lies elsewhere still: it is pulled when its files are needed.
    pub(crate) is_lazy: bool,
    /// A merge of which nothing has used the files yet: they are put together only then.
    pub(crate) is_unmerged: bool,
    /// It came from elsewhere and nothing has used it yet.
    pub(crate) is_imported: bool,
    /// The build that used it last.
    pub(crate) last_build: u64,
}

/// All records of a builder.
#[derive(Debug, Clone, Default)]
pub(crate) struct Records {
    records: BTreeMap<RecordId, Record>,
    next: u64,
}

impl Records {
    pub(crate) fn add(&mut self, record: Record) -> RecordId {
        let id = RecordId(self.next);
        self.next += 1;
        self.records.insert(id, record);
        id
    }

    pub(crate) fn get(&self, id: RecordId) -> Option<&Record> {
        self.records.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: RecordId) -> Option<&mut Record> {
        self.records.get_mut(&id)
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (RecordId, &Record)> {
        self.records.iter().map(|(id, record)| (*id, record))
    }

    pub(crate) fn find(&self, is_it: impl Fn(&Record) -> bool) -> Option<RecordId> {
        self.iter()
            .find(|(_, record)| is_it(record))
            .map(|(id, _)| id)
    }

    pub(crate) fn remove(&mut self, id: RecordId) -> Option<Record> {
        self.records.remove(&id)
    }
}

/// The sizes of all files of a layer, as far as they are known.
pub(crate) fn size_bytes(changes: &[Change]) -> u64 {
    let size = |change: &Change| match &change.kind {
        ChangeKind::Put(inode) => match &inode.kind {
            Kind::File(content) => content.size_bytes().unwrap_or(0),
            _ => 0,
        },
        _ => 0,
    };
    changes.iter().map(size).sum()
}
