use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
    rc::Rc,
};

use super::{Entry, FileSystem, Inode, InodeId, Kind, Name, tree::SECOND};
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
        touched: upper.touched(lower),
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
    /// Directories with a change in or below them; `None` means that any may have one.
    touched: Option<BTreeSet<InodeId>>,
}

impl Walk<'_> {
    fn directory(&mut self, path: &Bytes, old: Option<InodeId>, new: InodeId) {
        let empty = BTreeMap::new();
        let old_inode = old.and_then(|id| self.lower.get(id));
        let Some(new_inode) = self.upper.get(new) else {
            return;
        };
        let before = match old_inode.map(|inode| &inode.kind) {
            Some(Kind::Directory(entries)) => entries,
            _ => &empty,
        };
        let Kind::Directory(after) = &new_inode.kind else {
            return;
        };
        for (name, gone, here) in names(before, after) {
            if let (Some(gone), Some(here)) = (gone, here)
                && self.is_untouched(gone.inode, here.inode)
            {
                continue;
            }
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

    /// Whether a name stands for the same in both, and for a directory, nothing below it changed.
    fn is_untouched(&self, old: InodeId, new: InodeId) -> bool {
        let Some(touched) = &self.touched else {
            return false;
        };
        let (Some(before), Some(after)) = (self.lower.get(old), self.upper.get(new)) else {
            return false;
        };
        old == new && Rc::ptr_eq(before, after) && !touched.contains(&new)
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

/// The names of two directories in order, with what each has there.
fn names<'a>(
    before: &'a BTreeMap<Name, Entry>,
    after: &'a BTreeMap<Name, Entry>,
) -> impl Iterator<Item = (&'a Name, Option<&'a Entry>, Option<&'a Entry>)> {
    let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
    iter::from_fn(move || {
        let is_gone = match (before.peek(), after.peek()) {
            (Some((old, _)), Some((new, _))) if old == new => {
                let (name, old) = before.next()?;
                return Some((name, Some(old), after.next().map(|(_, new)| new)));
            }
            (Some((old, _)), Some((new, _))) => old < new,
            (old, _) => old.is_some(),
        };
        if is_gone {
            before.next().map(|(name, entry)| (name, Some(entry), None))
        } else {
            after.next().map(|(name, entry)| (name, None, Some(entry)))
        }
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filesystem::{Content, Errno, Follow, Namespace};

    fn walk_all(lower: &FileSystem, upper: &FileSystem) -> Vec<Change> {
        let mut walk = Walk {
            lower,
            upper,
            changes: Vec::new(),
            first_name: BTreeMap::new(),
            unchanged: BTreeMap::new(),
            touched: None,
        };
        walk.directory(&Bytes::new(), Some(InodeId::ROOT), InodeId::ROOT);
        walk.changes
    }

    /// A linear congruential generator: the same changes on every machine.
    struct Random(u64);

    impl Random {
        fn below(&mut self, limit: u64) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % limit
        }

        fn path(&mut self) -> String {
            let names = ["a", "b", "c", "dd"];
            let depth = 1 + self.below(3);
            let mut name = || names.get(self.below(4) as usize).copied().unwrap_or("z");
            (0..depth).map(|_| format!("/{}", name())).collect()
        }

        fn change(&mut self, files: &mut Namespace) {
            let (path, other) = (self.path(), self.path());
            let is_directory = self.below(2) == 0;
            let done = match self.below(8) {
                0 | 1 => files
                    .write(&path.as_str().into(), Content::from("x"), 0o644)
                    .map(|_| ()),
                2 => files.make_dir(&path.as_str().into(), 0o755).map(|_| ()),
                3 => files.rename(path.as_bytes(), &other.as_str().into()),
                4 => files.link(path.as_bytes(), &other.as_str().into(), Follow::No),
                5 if is_directory => files.remove_dir(path.as_bytes()),
                5 => files.unlink(path.as_bytes()),
                6 => files
                    .locate(path.as_bytes(), Follow::No)
                    .and_then(|at| files.set_mode(&at, 0o700)),
                _ => files
                    .symlink(&"a".into(), &path.as_str().into())
                    .map(|_| ()),
            };
            // Most paths are not there: that is part of it.
            let _: Result<(), Errno> = done;
        }
    }

    /// What was touched is all that has to be looked at.
    #[test]
    fn only_touched_directories_are_walked() {
        let mut random = Random(1);
        let mut differences = 0;
        for _ in 0..300 {
            let mut base = Namespace::new(FileSystem::new());
            (0..80).for_each(|_| random.change(&mut base));
            let lower = base.finish().0.layer();
            let mut top = Namespace::new(lower.clone());
            (0..random.below(30)).for_each(|_| random.change(&mut top));
            let upper = top.finish().0;
            let changes = diff(&lower, &upper);
            assert_eq!(
                format!("{changes:?}"),
                format!("{:?}", walk_all(&lower, &upper))
            );
            differences += changes.len();
        }
        assert!(differences > 300, "{differences} changes are few");
        let untouched = FileSystem::new();
        assert!(diff(&untouched, &untouched.layer()).is_empty());
    }
}
