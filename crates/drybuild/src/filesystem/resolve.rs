use super::{Errno, InodeId, Kind, Name, Namespace};

/// Links followed before a path counts as a loop, as in Linux.
const MOST_LINKS: u32 = 40;

/// Whether a symbolic link at the end of a path is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// As `open` and `stat` do.
    Yes,
    /// As `lstat`, `unlink` and `rename` do.
    No,
}

/// An inode of one of the mounted volumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// Index of the volume; 0 is the root file system.
    pub volume: usize,
    /// The inode in it.
    pub inode: InodeId,
}

/// Where a path leads.
#[derive(Clone, Debug)]
pub struct Located {
    /// The directory that holds the last component.
    pub parent: Node,
    /// The last component; empty for a root directory.
    pub name: Name,
    /// What is there, mounts included; `None` where only the directory exists.
    pub node: Option<Node>,
    /// The absolute path without symbolic links, `.` and `..`.
    pub path: Vec<u8>,
}

impl Located {
    /// What is there, or ENOENT.
    pub fn existing(&self) -> Result<Node, Errno> {
        self.node.ok_or(Errno::NoEntry)
    }
}

impl Namespace {
    /// Follows a path from the root or the working directory. The last component need not exist; those before must.
    pub fn locate(&self, path: &[u8], follow: Follow) -> Result<Located, Errno> {
        if path.is_empty() {
            return Err(Errno::NoEntry);
        }
        let mut walk = Walk {
            namespace: self,
            here: self.root(),
            above: Vec::with_capacity(8),
            path: Vec::with_capacity(path.len() + 1),
            links: 0,
        };
        if !path.starts_with(b"/") && !matches!(walk.steps(&self.cwd, Follow::Yes)?, Walked::Found)
        {
            return Err(Errno::NoEntry);
        }
        let end = walk.steps(path, follow)?;
        let node = walk.here;
        let is_directory = || self.inode(node).is_some_and(|inode| inode.is_dir());
        if matches!(end, Walked::Found) && path.ends_with(b"/") && !is_directory() {
            return Err(Errno::NotDirectory);
        }
        Ok(walk.located(end))
    }
}

enum Walked {
    Found,
    /// The last component is not there; it ends the path behind this many bytes.
    Missing(usize),
}

struct Walk<'a> {
    namespace: &'a Namespace,
    /// Where it has come to.
    here: Node,
    /// The directories from the root to here, and the length of each one's path.
    above: Vec<(Node, usize)>,
    /// The absolute path of here; empty for the root.
    path: Vec<u8>,
    links: u32,
}

impl Walk<'_> {
    fn root(&mut self) {
        if let Some((root, _)) = self.above.first() {
            self.here = *root;
        }
        self.above.clear();
        self.path.clear();
    }

    fn up(&mut self) {
        if let Some((parent, length)) = self.above.pop() {
            self.here = parent;
            self.path.truncate(length);
        }
    }

    fn down(&mut self, name: &[u8], child: Node) {
        self.above.push((self.here, self.path.len()));
        self.here = child;
        self.append(name);
    }

    fn append(&mut self, name: &[u8]) {
        self.path.push(b'/');
        self.path.extend_from_slice(name);
    }

    fn located(mut self, end: Walked) -> Located {
        let (parent, before, node) = match end {
            Walked::Missing(before) => (self.here, before, None),
            Walked::Found => {
                let (parent, before) = self.above.pop().unwrap_or((self.here, 0));
                (parent, before, Some(self.here))
            }
        };
        let name = Name::from(self.path.get(before + 1..).unwrap_or_default());
        if self.path.is_empty() {
            self.path.push(b'/');
        }
        Located {
            parent,
            name,
            node,
            path: self.path,
        }
    }

    fn steps(&mut self, path: &[u8], follow: Follow) -> Result<Walked, Errno> {
        let namespace = self.namespace;
        if path.starts_with(b"/") {
            self.root();
        }
        let parts = path.split(|byte| *byte == b'/');
        let mut parts = parts.filter(|part| !part.is_empty()).peekable();
        while let Some(part) = parts.next() {
            let last = parts.peek().is_none();
            let inode = namespace.inode(self.here).ok_or(Errno::NoEntry)?;
            if !inode.is_dir() {
                return Err(Errno::NotDirectory);
            }
            if !namespace.may(inode, 1) {
                return Err(Errno::Permission);
            }
            match part {
                b"." => continue,
                b".." => {
                    self.up();
                    continue;
                }
                _ => {}
            }
            let Some(child) = namespace.child(self.here, part) else {
                if !last {
                    return Err(Errno::NoEntry);
                }
                let before = self.path.len();
                self.append(part);
                return Ok(Walked::Missing(before));
            };
            let target = match namespace.inode(child).map(|inode| &inode.kind) {
                Some(Kind::Symlink(target))
                    if !last || follow == Follow::Yes || path.ends_with(b"/") =>
                {
                    target
                }
                _ => {
                    self.down(part, child);
                    continue;
                }
            };
            self.links += 1;
            if self.links > MOST_LINKS {
                return Err(Errno::Loop);
            }
            match self.steps(target.data(), Follow::Yes)? {
                Walked::Found => {}
                missing if last => return Ok(missing),
                Walked::Missing(_) => return Err(Errno::NoEntry),
            }
        }
        Ok(Walked::Found)
    }
}
