//! What processes do to files: the system calls.

use std::{collections::BTreeMap, rc::Rc};

use super::{Content, Errno, Follow, Inode, Kind, Located, Namespace, Node, Owner};
use crate::labelled::Bytes;

impl Namespace {
    /// The inode at a path.
    pub fn stat(&self, path: &[u8], follow: Follow) -> Result<Rc<Inode>, Errno> {
        let node = self.find(path, follow)?;
        self.inode(node).cloned().ok_or(Errno::NoEntry)
    }

    /// The content of a regular file.
    pub fn read(&self, path: &[u8]) -> Result<Rc<Bytes>, Errno> {
        let inode = self.stat(path, Follow::Yes)?;
        if !self.may(&inode, 4) {
            return Err(Errno::Permission);
        }
        match &inode.kind {
            Kind::File(content) => Ok(content.bytes()),
            Kind::Directory(_) => Err(Errno::IsDirectory),
            _ => Ok(Rc::default()),
        }
    }

    /// The names in a directory in order, with their labels.
    pub fn list(&self, path: &[u8]) -> Result<Vec<(Bytes, Node)>, Errno> {
        let node = self.find(path, Follow::Yes)?;
        let inode = self.inode(node).ok_or(Errno::NoEntry)?;
        if !inode.is_dir() {
            return Err(Errno::NotDirectory);
        }
        if !self.may(inode, 4) {
            return Err(Errno::Permission);
        }
        Ok(inode
            .entries()
            .filter_map(|(name, entry)| {
                let child = self.child(node, name)?;
                Some((
                    entry
                        .labelled
                        .as_deref()
                        .cloned()
                        .unwrap_or_else(|| Bytes::from(name.as_ref())),
                    child,
                ))
            })
            .collect())
    }

    /// The node that writing to an existing path goes to: a lower file with several names is split off first.
    pub fn writable(&mut self, located: &Located) -> Result<Node, Errno> {
        let node = located.existing()?;
        if self.is_readonly(node) {
            return Err(Errno::ReadOnly);
        }
        if node.volume != located.parent.volume || located.name.is_empty() {
            return Ok(node);
        }
        let files = self.files_mut(node.volume).ok_or(Errno::NoEntry)?;
        let inode = files
            .copy_up(located.parent.inode, &located.name)
            .ok_or(Errno::NoEntry)?;
        Ok(Node { inode, ..node })
    }

    /// Opens a regular file for writing, creating it with `mode` (less the umask) if it is missing.
    pub fn open_to_write(&mut self, path: &Bytes, mode: u32) -> Result<Node, Errno> {
        let located = self.locate(path.data(), Follow::Yes)?;
        let Some(node) = located.node else {
            if path.data().ends_with(b"/") {
                return Err(Errno::IsDirectory);
            }
            return self.create(&located, path, Kind::File(Bytes::new().into()), mode);
        };
        let inode = self.inode(node).ok_or(Errno::NoEntry)?;
        if inode.is_dir() {
            return Err(Errno::IsDirectory);
        }
        if !self.may(inode, 2) {
            return Err(Errno::Permission);
        }
        if !inode.is_file() {
            return Ok(node);
        }
        self.writable(&located)
    }

    /// Replaces the content of an open regular file.
    pub fn set_content(&mut self, node: Node, content: Content) {
        if let Some(files) = self.files_mut(node.volume)
            && files.get(node.inode).is_some_and(|inode| inode.is_file())
        {
            files.set_content(node.inode, content);
        }
    }

    /// Writes a whole file.
    pub fn write(&mut self, path: &Bytes, content: Content, mode: u32) -> Result<Node, Errno> {
        let node = self.open_to_write(path, mode)?;
        self.set_content(node, content);
        Ok(node)
    }

    /// Makes a new inode at a place that is free; `path` gives the labels of its name.
    pub fn create(
        &mut self,
        at: &Located,
        path: &Bytes,
        kind: Kind,
        mode: u32,
    ) -> Result<Node, Errno> {
        if at.node.is_some() {
            return Err(Errno::Exists);
        }
        self.may_change(at.parent)?;
        if self
            .volumes()
            .get(at.parent.volume)
            .is_some_and(|volume| &*volume.target == "/proc")
        {
            return Err(Errno::NoEntry);
        }
        let mut owner = self.user;
        let mut mode = if matches!(kind, Kind::Symlink(_)) {
            0o777
        } else {
            mode & !self.umask
        };
        if let Some(parent) = self.inode(at.parent)
            && parent.mode & 0o2000 != 0
        {
            owner.gid = parent.owner.gid;
            if matches!(kind, Kind::Directory(_)) {
                mode |= 0o2000;
            }
        }
        let name = last_component(path, &at.name);
        let files = self.files_mut(at.parent.volume).ok_or(Errno::NoEntry)?;
        let inode = files.allocate(kind, mode, owner);
        files.insert(at.parent.inode, &name, inode)?;
        Ok(Node {
            volume: at.parent.volume,
            inode,
        })
    }

    /// Whether names in a directory may change.
    fn may_change(&self, directory: Node) -> Result<(), Errno> {
        let inode = self.inode(directory).ok_or(Errno::NoEntry)?;
        if !self.may(inode, 3) {
            return Err(Errno::Permission);
        }
        if self.is_readonly(directory) {
            Err(Errno::ReadOnly)
        } else {
            Ok(())
        }
    }

    /// Makes one directory.
    pub fn make_dir(&mut self, path: &Bytes, mode: u32) -> Result<Node, Errno> {
        let at = self.locate(path.data(), Follow::No)?;
        self.create(&at, path, Kind::Directory(BTreeMap::new()), mode)
    }

    /// Makes a symbolic link.
    pub fn symlink(&mut self, target: &Bytes, path: &Bytes) -> Result<Node, Errno> {
        let at = self.locate(path.data(), Follow::No)?;
        self.create(&at, path, Kind::Symlink(target.clone()), 0o777)
    }

    /// Gives a file one more name.
    pub fn link(&mut self, old: &[u8], new: &Bytes, follow: Follow) -> Result<(), Errno> {
        let from = self.locate(old, follow)?;
        let node = from.existing()?;
        if self.inode(node).is_some_and(|inode| inode.is_dir()) {
            return Err(Errno::NotPermitted);
        }
        let at = self.locate(new.data(), Follow::No)?;
        if at.node.is_some() {
            return Err(Errno::Exists);
        }
        if at.parent.volume != node.volume || from.parent.volume != node.volume {
            return Err(Errno::CrossDevice);
        }
        self.may_change(at.parent)?;
        let files = self.files_mut(node.volume).ok_or(Errno::NoEntry)?;
        // The name that is linked to is copied up first, so both names share the new inode.
        let inode = files
            .own_copy(from.parent.inode, &from.name)
            .unwrap_or(node.inode);
        files.insert(at.parent.inode, &last_component(new, &at.name), inode)
    }

    /// Removes a name that is not a directory.
    pub fn unlink(&mut self, path: &[u8]) -> Result<(), Errno> {
        let at = self.locate(path, Follow::No)?;
        let node = at.existing()?;
        if self.inode(node).is_some_and(|inode| inode.is_dir()) {
            return Err(Errno::IsDirectory);
        }
        self.removable(&at)?;
        self.files_mut(at.parent.volume)
            .and_then(|files| files.detach(at.parent.inode, &at.name));
        Ok(())
    }

    /// Removes an empty directory.
    pub fn remove_dir(&mut self, path: &[u8]) -> Result<(), Errno> {
        let at = self.locate(path, Follow::No)?;
        let node = at.existing()?;
        let inode = self.inode(node).ok_or(Errno::NoEntry)?;
        if !inode.is_dir() {
            return Err(Errno::NotDirectory);
        }
        if inode.entries().next().is_some() {
            return Err(Errno::NotEmpty);
        }
        if path.ends_with(b"/.") || path == b"." {
            return Err(Errno::Invalid);
        }
        self.removable(&at)?;
        self.files_mut(at.parent.volume)
            .and_then(|files| files.detach(at.parent.inode, &at.name));
        Ok(())
    }

    fn removable(&self, at: &Located) -> Result<(), Errno> {
        if at.name.is_empty() || self.is_mount_point(at) {
            return Err(Errno::Busy);
        }
        self.may_change(at.parent)?;
        let (Some(parent), Some(inode)) = (
            self.inode(at.parent),
            at.node.and_then(|node| self.inode(node)),
        ) else {
            return Err(Errno::NoEntry);
        };
        let uid = self.user.uid;
        if parent.mode & 0o1000 != 0
            && uid != 0
            && inode.owner.uid != uid
            && parent.owner.uid != uid
        {
            return Err(Errno::NotPermitted);
        }
        Ok(())
    }

    /// Moves a name within one volume, replacing what is there as `rename` does.
    pub fn rename(&mut self, old: &[u8], new: &Bytes) -> Result<(), Errno> {
        let from = self.locate(old, Follow::No)?;
        let node = from.existing()?;
        let to = self.locate(new.data(), Follow::No)?;
        self.removable(&from)?;
        if to.parent.volume != node.volume {
            return Err(Errno::CrossDevice);
        }
        let directory = self.inode(node).is_some_and(|inode| inode.is_dir());
        if let Some(there) = to.node {
            if there == node {
                return Ok(());
            }
            self.removable(&to)?;
            let there = self.inode(there).ok_or(Errno::NoEntry)?;
            match (directory, there.is_dir()) {
                (true, false) => return Err(Errno::NotDirectory),
                (false, true) => return Err(Errno::IsDirectory),
                (true, true) if there.entries().next().is_some() => return Err(Errno::NotEmpty),
                _ => {}
            }
        }
        if directory && is_below(&to.path, &from.path) {
            return Err(Errno::Invalid);
        }
        self.may_change(to.parent)?;
        let name = last_component(new, &to.name);
        let files = self.files_mut(node.volume).ok_or(Errno::NoEntry)?;
        if to.node.is_some() {
            files.detach(to.parent.inode, &to.name);
        }
        // Renaming a name of a lower file with several names copies that name up.
        files.copy_up(from.parent.inode, &from.name);
        let inode = files
            .take(from.parent.inode, &from.name)
            .ok_or(Errno::NoEntry)?;
        files.insert(to.parent.inode, &name, inode)
    }

    /// Changes permission bits.
    pub fn set_mode(&mut self, at: &Located, mode: u32) -> Result<(), Errno> {
        self.own(at)?;
        let node = self.writable(at)?;
        if let Some(files) = self.files_mut(node.volume) {
            files.update(node.inode, |inode| inode.mode = mode);
        }
        Ok(())
    }

    /// Changes the owner.
    pub fn set_owner(&mut self, at: &Located, owner: Owner) -> Result<(), Errno> {
        let node = at.existing()?;
        let old = self.inode(node).ok_or(Errno::NoEntry)?.owner;
        if self.user.uid != 0
            && (old.uid != owner.uid
                || (old.gid != owner.gid && owner.gid != self.user.gid)
                || old.uid != self.user.uid)
        {
            return Err(Errno::NotPermitted);
        }
        let node = self.writable(at)?;
        if let Some(files) = self.files_mut(node.volume) {
            files.update(node.inode, |inode| {
                inode.owner = owner;
                if inode.is_file() {
                    inode.mode &= 0o1777;
                }
            });
        }
        Ok(())
    }

    /// Sets the time to now.
    pub fn touch(&mut self, at: &Located) -> Result<(), Errno> {
        let node = at.existing()?;
        let inode = self.inode(node).ok_or(Errno::NoEntry)?;
        if self.user.uid != inode.owner.uid && !self.may(inode, 2) {
            return Err(Errno::Permission);
        }
        let node = self.writable(at)?;
        if let Some(files) = self.files_mut(node.volume) {
            files.touch(node.inode);
        }
        Ok(())
    }

    /// Sets the time of one file to that of another (`cp -p`, `touch -r`).
    pub fn set_modified(&mut self, node: Node, modified: u64) {
        if let Some(files) = self.files_mut(node.volume) {
            files.update(node.inode, |inode| inode.modified = modified);
        }
    }

    fn own(&self, at: &Located) -> Result<(), Errno> {
        let inode = self.inode(at.existing()?).ok_or(Errno::NoEntry)?;
        if self.user.uid == 0 || self.user.uid == inode.owner.uid {
            Ok(())
        } else {
            Err(Errno::NotPermitted)
        }
    }
}

/// Whether `path` is `above` or lies below it.
fn is_below(path: &[u8], above: &[u8]) -> bool {
    path.strip_prefix(above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(b"/"))
}

/// The last component of a path with its labels, if it is `name` (a symbolic link may have led elsewhere).
fn last_component(path: &Bytes, name: &[u8]) -> Bytes {
    let end = path
        .data()
        .iter()
        .rposition(|byte| *byte != b'/')
        .map_or(0, |last| last + 1);
    let trimmed = path.slice(0..end);
    let start = trimmed
        .data()
        .iter()
        .rposition(|byte| *byte == b'/')
        .map_or(0, |slash| slash + 1);
    let last = trimmed.from_offset(start);
    if last.data() == name {
        last
    } else {
        Bytes::from(name)
    }
}
