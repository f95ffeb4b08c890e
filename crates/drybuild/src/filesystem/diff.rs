use std::{collections::BTreeMap, rc::Rc};

use super::{FileSystem, Inode, InodeId, Kind, tree::SECOND};
use crate::labelled::Bytes;

/// One entry of a layer.
#[derive(Clone, Debug)]
pub struct Change {
    /// Path without a leading slash, with the labels of its names.
    pub path: Bytes,
    /// What is there.
    pub kind: ChangeKind,
}

/// What a layer says of a path.
#[derive(Clone, Debug)]
pub enum ChangeKind {
    /// This file, directory, link or device, new or different. A directory also stands here unchanged when something
    /// below it changed.
    Put(Rc<Inode>),
    /// One more name of the regular file that an earlier entry of the layer gives.
    Hardlink {
        /// That entry's path.
        target: Bytes,
    },
    /// The path was there and is not any more.
    Whiteout,
}

/// The entries of the layer that leads from `lower` to `upper`, ordered by path (a parent before what it holds).
///
/// Follows `overlay.Changes` and containerd's `archive.ChangeWriter` as BuildKit uses them (73ed6825): a file counts as
/// changed by its type, mode, owner, size and the second of its modification, a directory by mode and owner; parents of every entry are
/// listed; the root never is. The two must be snapshots of one history (one [`FileSystem::layer`] of the other).
#[must_use]
pub fn diff(lower: &FileSystem, upper: &FileSystem) -> Vec<Change> {
    let mut walk = Walk {
        lower,
        upper,
        changes: Vec::new(),
        first_name: BTreeMap::new(),
        unchanged: BTreeMap::new(),
    };
    walk.directory(&Bytes::new(), Some(InodeId::ROOT), InodeId::ROOT);
    walk.changes
}

struct Walk<'a> {
    lower: &'a FileSystem,
    upper: &'a FileSystem,
    changes: Vec<Change>,
    /// For a file with several names, the one that is in the layer.
    first_name: BTreeMap<InodeId, Bytes>,
    /// Names of files with several names, of which none is in the layer yet.
    unchanged: BTreeMap<InodeId, Vec<Bytes>>,
}

impl Walk<'_> {
    fn directory(&mut self, path: &Bytes, old: Option<InodeId>, new: InodeId) {
        let empty = BTreeMap::new();
        let old_inode = old.and_then(|id| self.lower.get(id));
        let Some(new_inode) = self.upper.get(new) else {
            return;
        };
        if old_inode.is_some_and(|old| Rc::ptr_eq(old, new_inode))
            && old_inode.is_some_and(|old| old.entries().next().is_none())
        {
            return;
        }
        let before = match old_inode.map(|inode| &inode.kind) {
            Some(Kind::Directory(entries)) => entries,
            _ => &empty,
        };
        let Kind::Directory(after) = &new_inode.kind else {
            return;
        };
        let mut names: Vec<_> = before.keys().chain(after.keys()).collect();
        names.sort();
        names.dedup();
        for name in names {
            let (gone, here) = (before.get(name), after.get(name));
            let mut child = path.clone();
            if !child.is_empty() {
                child.push_plain("/");
            }
            match gone
                .or(here)
                .and(here.or(gone))
                .and_then(|entry| entry.labelled.as_deref())
            {
                Some(labelled) => child.push(labelled),
                None => child.push_plain(name),
            }
            match here {
                None => self.changes.push(Change {
                    path: child,
                    kind: ChangeKind::Whiteout,
                }),
                Some(here) => self.entry(child, gone.map(|entry| entry.inode), here.inode),
            }
        }
    }

    fn entry(&mut self, path: Bytes, old: Option<InodeId>, new: InodeId) {
        let Some(inode) = self.upper.get(new).cloned() else {
            return;
        };
        let old_inode = old.and_then(|id| self.lower.get(id));
        if inode.is_dir() {
            let old_dir = old_inode.filter(|old| old.is_dir());
            let same =
                old_dir.is_some_and(|old| old.mode == inode.mode && old.owner == inode.owner);
            let at = self.changes.len();
            self.changes.push(Change {
                path: path.clone(),
                kind: ChangeKind::Put(inode),
            });
            self.directory(&path, old.filter(|_| old_dir.is_some()), new);
            if same && self.changes.len() == at + 1 {
                self.changes.pop();
            }
            return;
        }
        if old_inode.is_some_and(|old| unchanged(old, &inode)) {
            if inode.is_file() && inode.links > 1 {
                if let Some(target) = self.first_name.get(&new).cloned() {
                    self.changes.push(Change {
                        path,
                        kind: ChangeKind::Hardlink { target },
                    });
                } else {
                    self.unchanged.entry(new).or_default().push(path);
                }
            }
            return;
        }
        if let Some(target) = self.first_name.get(&new).cloned() {
            self.changes.push(Change {
                path,
                kind: ChangeKind::Hardlink { target },
            });
            return;
        }
        let linked = inode.is_file() && inode.links > 1;
        self.changes.push(Change {
            path: path.clone(),
            kind: ChangeKind::Put(inode),
        });
        if linked {
            for earlier in self.unchanged.remove(&new).unwrap_or_default() {
                self.changes.push(Change {
                    path: earlier,
                    kind: ChangeKind::Hardlink {
                        target: path.clone(),
                    },
                });
            }
            self.first_name.insert(new, path);
        }
    }
}

/// As BuildKit's `sameDirent`: type, mode, owner, size and the second of the last change. Two files of one size that were
/// written in the same second count as the same, whatever they hold.
fn unchanged(old: &Rc<Inode>, new: &Rc<Inode>) -> bool {
    Rc::ptr_eq(old, new)
        || (std::mem::discriminant(&old.kind) == std::mem::discriminant(&new.kind)
            && old.mode == new.mode
            && old.owner == new.owner
            && size(old) == size(new)
            && old.modified >> SECOND == new.modified >> SECOND)
}

fn size(inode: &Inode) -> Option<u64> {
    match &inode.kind {
        Kind::File(content) => content.size_bytes(),
        Kind::Symlink(target) => u64::try_from(target.len()).ok(),
        _ => None,
    }
}
