use super::tree::MOST_LINKS;
use super::{Errno, InodeId, Kind, Name, Namespace};

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
        let (walk, end) = self.walk(path, follow)?;
        Ok(walk.located(end))
    }

    /// The node at a path, for those who need not know where it is.
    pub fn find(&self, path: &[u8], follow: Follow) -> Result<Node, Errno> {
        let (walk, end) = self.walk(path, follow)?;
        match end {
            Walked::Found => Ok(walk.here),
            Walked::Missing(_) => Err(Errno::NoEntry),
        }
    }

    fn walk<'a>(&'a self, path: &'a [u8], follow: Follow) -> Result<(Walk<'a>, Walked<'a>), Errno> {
        if path.is_empty() {
            return Err(Errno::NoEntry);
        }
        let mut walk = Walk {
            namespace: self,
            here: self.root(),
            above: Vec::with_capacity(8),
            links: 0,
        };
        if !path.starts_with(b"/") && !matches!(walk.steps(&self.cwd, Follow::Yes)?, Walked::Found)
        {
            return Err(Errno::NoEntry);
        }
        let end = walk.steps(path, follow)?;
        let is_directory = || self.inode(walk.here).is_some_and(|inode| inode.is_dir());
        if matches!(end, Walked::Found) && path.ends_with(b"/") && !is_directory() {
            return Err(Errno::NotDirectory);
        }
        Ok((walk, end))
    }
}

enum Walked<'a> {
    Found,
    /// The last component is not there: this one.
    Missing(&'a [u8]),
}

struct Walk<'a> {
    namespace: &'a Namespace,
    /// Where it has come to.
    here: Node,
    /// The directories from the root to here, each with the name of the next one in it.
    above: Vec<(Node, &'a [u8])>,
    links: u32,
}

impl<'a> Walk<'a> {
    fn root(&mut self) {
        if let Some((root, _)) = self.above.first() {
            self.here = *root;
        }
        self.above.clear();
    }

    fn up(&mut self) {
        if let Some((parent, _)) = self.above.pop() {
            self.here = parent;
        }
    }

    fn down(&mut self, name: &'a [u8], child: Node) {
        self.above.push((self.here, name));
        self.here = child;
    }

    fn located(self, end: Walked<'_>) -> Located {
        let names = self.above.iter().map(|(_, name)| *name);
        let (parent, node, missing) = match end {
            Walked::Missing(name) => (self.here, None, Some(name)),
            Walked::Found => {
                let parent = self.above.last().map_or(self.here, |(parent, _)| *parent);
                (parent, Some(self.here), None)
            }
        };
        let mut name: &[u8] = b"";
        let mut path = Vec::with_capacity(64);
        for part in names.chain(missing) {
            path.push(b'/');
            path.extend_from_slice(part);
            name = part;
        }
        if path.is_empty() {
            path.push(b'/');
        }
        Located {
            parent,
            name: Name::from(name),
            node,
            path,
        }
    }

    fn steps(&mut self, path: &'a [u8], follow: Follow) -> Result<Walked<'a>, Errno> {
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
                return Ok(Walked::Missing(part));
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
