use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{Content, Errno, Inode, InodeId, Kind, Name, Owner, inode::Entry};
use crate::labelled::Bytes;

/// Inodes a page; a write after a clone copies one page and the list of pages.
const PAGE: usize = 32;
/// The bits of a time above these count seconds; one layer is made in one second, as short steps are.
pub(super) const SECOND: u32 = 32;

/// The builder's own times begin here. Those of files that a client sends lie before it.
const FIRST: u64 = 1 << 62;

/// Links followed before a path counts as a loop, as in Linux.
pub(super) const MOST_LINKS: u32 = 40;

type Page = Rc<Vec<Option<Rc<Inode>>>>;

thread_local! {
    /// Made once: cloning a file system costs a pointer.
    static EMPTY: FileSystem = FileSystem::make_empty();
}

/// One snapshot: the files of an image, a stage, a build context or a cache mount. Cloning costs one pointer.
///
/// Paths given to its methods are absolute or relative to the root and are followed through symbolic links but the last
/// one. For mounts, permissions and the working directory of a process see [`super::Namespace`].
///
/// ```
/// use drybuild::filesystem::{ChangeKind, FileSystem, diff};
/// let base = FileSystem::new();
/// let mut upper = base.layer();
/// upper.write("/etc/key", "s3cret\n".into(), 0o600, Default::default())?;
/// let paths: Vec<_> = diff(&base, &upper).iter().map(|change| change.path.text().into_owned()).collect();
/// assert_eq!(paths, ["etc", "etc/key"]);
/// # Ok::<(), drybuild::filesystem::Errno>(())
/// ```
#[derive(Clone, Debug)]
pub struct FileSystem {
    pages: Rc<Vec<Page>>,
    next: u32,
    clock: u64,
    /// Inodes below this number belong to lower layers: writing to one with several names splits it off, as overlayfs
    /// does when it copies up.
    lower: u32,
    /// Whether files may exist that are not listed: the base image is not in the catalogue.
    pub incomplete: bool,
}

impl Default for FileSystem {
    fn default() -> Self {
        Self::new()
    }
}

impl FileSystem {
    /// An empty root directory, mode 0755, owned by root.
    #[must_use]
    pub fn new() -> Self {
        EMPTY.with(Self::clone)
    }

    fn make_empty() -> Self {
        let mut new = Self {
            pages: Rc::default(),
            next: 0,
            clock: FIRST,
            lower: 0,
            incomplete: false,
        };
        let root = new.allocate(Kind::Directory(BTreeMap::new()), 0o755, Owner::default());
        debug_assert_eq!(root, InodeId::ROOT);
        new.update(root, |inode| inode.links = 2);
        new
    }

    /// The same files as the start of a new layer on top of this one.
    #[must_use]
    pub fn layer(&self) -> Self {
        Self {
            lower: self.next,
            clock: self.next_second(),
            ..self.clone()
        }
    }

    /// The inode with this number.
    #[must_use]
    pub fn get(&self, id: InodeId) -> Option<&Rc<Inode>> {
        let at = id.0 as usize;
        self.pages.get(at / PAGE)?.get(at % PAGE)?.as_ref()
    }

    /// The entry of a directory.
    #[must_use]
    pub fn child(&self, directory: InodeId, name: &[u8]) -> Option<InodeId> {
        match &self.get(directory)?.kind {
            Kind::Directory(entries) => entries.get(name).map(|entry| entry.inode),
            _ => None,
        }
    }

    /// The inode at a path; the last component is not followed if it is a symbolic link.
    #[must_use]
    pub fn lookup(&self, path: &str) -> Option<InodeId> {
        let (parent, last) = self.parent_of(path.as_bytes())?;
        if last.is_empty() {
            Some(parent)
        } else {
            self.child(parent, last)
        }
    }

    /// The content of the regular file at a path, through symbolic links.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Rc<Bytes>> {
        match &self.get(self.follow(path.as_bytes(), &mut 0)?)?.kind {
            Kind::File(content) => Some(content.bytes()),
            _ => None,
        }
    }

    /// Makes a directory and the missing ones above it (mode 0755, root); an existing one is left as it is.
    pub fn make_dir(&mut self, path: &str, mode: u32, owner: Owner) -> Result<InodeId, Errno> {
        if let Some(found) = self.follow(path.as_bytes(), &mut 0) {
            return match self.get(found) {
                Some(inode) if inode.is_dir() => Ok(found),
                _ => Err(Errno::NotDirectory),
            };
        }
        let (above, name) = split_last(path);
        let parent = if name.is_empty() {
            InodeId::ROOT
        } else {
            self.make_dir(above, 0o755, Owner::default())?
        };
        let id = self.allocate(Kind::Directory(BTreeMap::new()), mode, owner);
        self.insert(parent, &Bytes::from(name), id)?;
        Ok(id)
    }

    /// Creates or replaces a regular file, with missing directories above it.
    pub fn write(
        &mut self,
        path: &str,
        content: Content,
        mode: u32,
        owner: Owner,
    ) -> Result<InodeId, Errno> {
        self.put(path, Kind::File(content), mode, owner)
    }

    /// Creates or replaces a symbolic link, with missing directories above it.
    pub fn symlink(&mut self, path: &str, target: &str, owner: Owner) -> Result<InodeId, Errno> {
        self.put(path, Kind::Symlink(target.into()), 0o777, owner)
    }

    /// Creates or replaces anything that is not a directory, with missing directories above it.
    pub fn put(
        &mut self,
        path: &str,
        kind: Kind,
        mode: u32,
        owner: Owner,
    ) -> Result<InodeId, Errno> {
        let (above, name) = split_last(path);
        if name.is_empty() {
            return Err(Errno::IsDirectory);
        }
        let parent = self.make_dir(above, 0o755, Owner::default())?;
        if let Some(old) = self.child(parent, name.as_bytes()) {
            if self.get(old).is_some_and(|inode| inode.is_dir()) {
                return Err(Errno::IsDirectory);
            }
            self.detach(parent, name.as_bytes());
        }
        let id = self.allocate(kind, mode, owner);
        self.insert(parent, &Bytes::from(name), id)?;
        Ok(id)
    }

    /// Removes a path with all that is below it; a missing one is no error.
    pub fn remove(&mut self, path: &str) {
        if let Some((parent, last)) = self.parent_of(path.as_bytes()) {
            self.detach(parent, last);
        }
    }

    /// Copies what is at `source` in another file system to an inode of this one that has no name yet; with everything
    /// below it, modes, owners and hard links. Give it a name with [`Self::insert`].
    pub fn adopt(&mut self, other: &Self, source: InodeId) -> Option<InodeId> {
        self.adopt_linked(other, source, &mut BTreeMap::new())
    }

    fn adopt_linked(
        &mut self,
        other: &Self,
        source: InodeId,
        linked: &mut BTreeMap<InodeId, InodeId>,
    ) -> Option<InodeId> {
        let inode = other.get(source)?;
        if let Some(known) = linked.get(&source) {
            return Some(*known);
        }
        let Kind::Directory(entries) = &inode.kind else {
            let id = self.allocate(inode.kind.clone(), inode.mode, inode.owner);
            linked.insert(source, id);
            return Some(id);
        };
        let id = self.allocate(Kind::Directory(BTreeMap::new()), inode.mode, inode.owner);
        for (name, entry) in entries {
            let child = self.adopt_linked(other, entry.inode, linked)?;
            let name = entry
                .labelled
                .as_deref()
                .cloned()
                .unwrap_or_else(|| Bytes::from(name.as_ref()));
            self.insert(id, &name, child).ok()?;
        }
        Some(id)
    }

    /// A new inode that no directory names yet.
    pub fn allocate(&mut self, kind: Kind, mode: u32, owner: Owner) -> InodeId {
        let id = InodeId(self.next);
        self.next += 1;
        let modified = self.tick();
        let links = u32::from(matches!(kind, Kind::Directory(_)));
        let pages = Rc::make_mut(&mut self.pages);
        if pages.last().is_none_or(|page| page.len() == PAGE) {
            pages.push(Rc::default());
        }
        if let Some(page) = pages.last_mut() {
            Rc::make_mut(page).push(Some(Rc::new(Inode {
                kind,
                mode,
                owner,
                modified,
                links,
                parent: InodeId::ROOT,
            })));
        }
        id
    }

    /// Gives an inode a name. The directory must not have the name yet.
    pub fn insert(&mut self, directory: InodeId, name: &Bytes, id: InodeId) -> Result<(), Errno> {
        let key: Name = Rc::from(name.data());
        let labelled = name.is_tainted().then(|| Rc::new(name.clone()));
        let tick = self.tick();
        let inserted = self.update(directory, |inode| match &mut inode.kind {
            Kind::Directory(entries) if entries.contains_key(&key) => Err(Errno::Exists),
            Kind::Directory(entries) => {
                entries.insert(
                    key,
                    Entry {
                        inode: id,
                        labelled,
                    },
                );
                inode.modified = tick;
                Ok(())
            }
            _ => Err(Errno::NotDirectory),
        });
        inserted.unwrap_or(Err(Errno::NoEntry))?;
        self.update(id, |inode| {
            inode.links += 1;
            inode.parent = directory;
        });
        Ok(())
    }

    /// Takes a name away; the inode and what is below it are freed when that was the last one.
    pub fn detach(&mut self, directory: InodeId, name: &[u8]) -> Option<InodeId> {
        let id = self.take(directory, name)?;
        self.release(id);
        Some(id)
    }

    /// Takes a name away and keeps the inode, to be inserted elsewhere.
    pub(super) fn take(&mut self, directory: InodeId, name: &[u8]) -> Option<InodeId> {
        let tick = self.tick();
        let entry = self.update(directory, |inode| match &mut inode.kind {
            Kind::Directory(entries) => {
                inode.modified = tick;
                entries.remove(name)
            }
            _ => None,
        })??;
        self.update(entry.inode, |inode| {
            inode.links = inode.links.saturating_sub(1)
        });
        Some(entry.inode)
    }

    fn release(&mut self, id: InodeId) {
        let Some(inode) = self.get(id).cloned() else {
            return;
        };
        if inode.is_dir() {
            for (_, entry) in inode.entries() {
                self.update(entry.inode, |child| {
                    child.links = child.links.saturating_sub(1)
                });
                self.release(entry.inode);
            }
        } else if inode.links > 0 {
            return;
        }
        let at = id.0 as usize;
        if let Some(slot) = Rc::make_mut(&mut self.pages)
            .get_mut(at / PAGE)
            .and_then(|page| Rc::make_mut(page).get_mut(at % PAGE))
        {
            *slot = None;
        }
    }

    /// Changes an inode in place. `None` if there is none with this number.
    pub fn update<T>(&mut self, id: InodeId, change: impl FnOnce(&mut Inode) -> T) -> Option<T> {
        let at = id.0 as usize;
        let page = Rc::make_mut(&mut self.pages).get_mut(at / PAGE)?;
        let inode = Rc::make_mut(page).get_mut(at % PAGE)?.as_mut()?;
        Some(change(Rc::make_mut(inode)))
    }

    /// Replaces the content of a file and its time.
    pub fn set_content(&mut self, id: InodeId, content: Content) {
        let tick = self.tick();
        self.update(id, |inode| {
            inode.kind = Kind::File(content);
            inode.modified = tick;
        });
    }

    /// Sets the time of an inode to now.
    pub fn touch(&mut self, id: InodeId) {
        let tick = self.tick();
        self.update(id, |inode| inode.modified = tick);
    }

    /// Gives a file that a client sends the time that it has there, which `stamp` stands for: equal for equal files.
    pub(crate) fn set_client_time(&mut self, id: InodeId, stamp: u64) {
        self.update(id, |inode| inode.modified = stamp % FIRST);
    }

    /// A copy keeps the time of a file that a client sent. Times of other snapshots say nothing here.
    pub(crate) fn keep_client_time(&mut self, id: InodeId, of: &Inode) {
        if of.modified < FIRST {
            self.update(id, |inode| inode.modified = of.modified);
        }
    }

    /// The inode to write to when `name` in `directory` is opened for writing: a lower file with several names gets an
    /// inode of its own, the other names keep the old one.
    pub fn copy_up(&mut self, directory: InodeId, name: &[u8]) -> Option<InodeId> {
        let id = self.child(directory, name)?;
        if self.get(id)?.links < 2 {
            return Some(id);
        }
        self.own_copy(directory, name)
    }

    /// The inode of a name in this layer: a file of a lower layer is copied up, its other names keep the old inode.
    pub(super) fn own_copy(&mut self, directory: InodeId, name: &[u8]) -> Option<InodeId> {
        let id = self.child(directory, name)?;
        let inode = Rc::clone(self.get(id)?);
        if id.0 >= self.lower || inode.is_dir() {
            return Some(id);
        }
        let copy = self.allocate(inode.kind.clone(), inode.mode, inode.owner);
        self.update(copy, |new| {
            new.modified = inode.modified;
            new.links = 1;
            new.parent = directory;
        });
        self.update(id, |old| old.links = old.links.saturating_sub(1));
        self.update(directory, |parent| {
            if let Kind::Directory(entries) = &mut parent.kind
                && let Some(entry) = entries.get_mut(name)
            {
                entry.inode = copy;
            }
        });
        Some(copy)
    }

    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    /// The directories in or below which something differs from a snapshot of the same history, all the way up;
    /// `None` where that cannot be told because a file with several names changed.
    pub(super) fn touched(&self, lower: &Self) -> Option<BTreeSet<InodeId>> {
        let mut touched = BTreeSet::new();
        for (number, page) in self.pages.iter().enumerate() {
            let below = lower.pages.get(number);
            if below.is_some_and(|below| Rc::ptr_eq(below, page)) {
                continue;
            }
            for (slot, inode) in page.iter().enumerate() {
                let old = below.and_then(|below| below.get(slot)?.as_ref());
                let Some(inode) = inode else {
                    continue;
                };
                if old.is_some_and(|old| Rc::ptr_eq(old, inode)) {
                    continue;
                }
                let links = inode.links.max(old.map_or(0, |old| old.links));
                if !inode.is_dir() && links > 1 {
                    return None;
                }
                let id = u32::try_from(number * PAGE + slot).ok().map(InodeId);
                let mut at = if inode.is_dir() { id? } else { inode.parent };
                while touched.insert(at) {
                    match self.get(at) {
                        Some(directory) => at = directory.parent,
                        None => break,
                    }
                }
            }
        }
        Some(touched)
    }

    /// The time of a new layer: later than everything before, and another second.
    fn next_second(&self) -> u64 {
        ((self.clock >> SECOND) + 1) << SECOND
    }

    fn follow(&self, path: &[u8], links: &mut u32) -> Option<InodeId> {
        let parts = components(path);
        self.follow_parts(&parts, links)
    }

    /// Follows components from the root; a symbolic link leads to its target, which counts from where the link is.
    /// `links` counts all that were met, so that links through each other do not multiply.
    fn follow_parts(&self, parts: &[&[u8]], links: &mut u32) -> Option<InodeId> {
        let mut at = InodeId::ROOT;
        for (index, part) in parts.iter().enumerate() {
            at = self.child(at, part)?;
            let Kind::Symlink(target) = &self.get(at)?.kind else {
                continue;
            };
            *links += 1;
            if *links > MOST_LINKS {
                return None;
            }
            let mut path = Vec::new();
            if !target.data().starts_with(b"/") {
                path = parts.get(..index)?.join(&b'/');
                path.push(b'/');
            }
            path.extend_from_slice(target.data());
            at = self.follow(&path, links)?;
        }
        Some(at)
    }

    /// The directory that holds the last component of a path, and that component (empty for the root).
    fn parent_of<'p>(&self, path: &'p [u8]) -> Option<(InodeId, &'p [u8])> {
        let parts = components(path);
        match parts.split_last() {
            Some((last, above)) => Some((self.follow_parts(above, &mut 0)?, last)),
            None => Some((InodeId::ROOT, b"")),
        }
    }
}

/// What a path goes through, where `..` takes the component before it away.
fn components(path: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::with_capacity(8);
    for part in path.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." => _ = parts.pop(),
            _ => parts.push(part),
        }
    }
    parts
}

/// The directory part of a path and its last component.
fn split_last(path: &str) -> (&str, &str) {
    let path = path.trim_end_matches('/');
    path.rsplit_once('/').unwrap_or(("", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_through_links_end() {
        let mut files = FileSystem::new();
        let root = Owner::default();
        files.write("/file", "x".into(), 0o644, root).unwrap();
        files.symlink("/l0", ".", root).unwrap();
        for number in 1..40 {
            let below = number - 1;
            let target = format!("l{below}/l{below}");
            files
                .symlink(&format!("/l{number}"), &target, root)
                .unwrap();
        }
        assert!(files.read("/l1/file").is_some());
        assert!(files.read("/l39/file").is_none());
    }
}
