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
            stack: vec![(self.root(), Name::from(&b""[..]))],
            links: 0,
        };
        if !path.starts_with(b"/") {
            let cwd = self.cwd.clone();
            if !matches!(walk.steps(&cwd, Follow::Yes)?, Walked::Found) {
                return Err(Errno::NoEntry);
            }
        }
        let end = walk.steps(path, follow)?;
        let missing = match end {
            Walked::Found => None,
            Walked::Missing(name) => Some(name),
        };
        let directory = path.ends_with(b"/");
        let mut parts: Vec<&[u8]> = walk
            .stack
            .iter()
            .skip(1)
            .map(|(_, name)| name.as_ref())
            .collect();
        if let Some(name) = &missing {
            parts.push(name);
        }
        let mut joined = vec![b'/'];
        joined.extend(parts.join(&b'/'));
        if let Some(name) = missing {
            let parent = walk.top();
            return Ok(Located {
                parent,
                name,
                node: None,
                path: joined,
            });
        }
        let node = walk.top();
        if directory && !self.inode(node).is_some_and(|inode| inode.is_dir()) {
            return Err(Errno::NotDirectory);
        }
        let name = walk
            .stack
            .last()
            .map_or_else(|| Name::from(&b""[..]), |(_, name)| Name::clone(name));
        walk.stack.pop();
        let parent = if walk.stack.is_empty() {
            node
        } else {
            walk.top()
        };
        Ok(Located {
            parent,
            name,
            node: Some(node),
            path: joined,
        })
    }
}

enum Walked {
    Found,
    Missing(Name),
}

struct Walk<'a> {
    namespace: &'a Namespace,
    /// The directories from the root to here, with their names.
    stack: Vec<(Node, Name)>,
    links: u32,
}

impl Walk<'_> {
    fn top(&self) -> Node {
        self.stack
            .last()
            .map_or_else(|| self.namespace.root(), |(node, _)| *node)
    }

    fn steps(&mut self, path: &[u8], follow: Follow) -> Result<Walked, Errno> {
        if path.starts_with(b"/") {
            self.stack.truncate(1);
        }
        let parts: Vec<&[u8]> = path
            .split(|byte| *byte == b'/')
            .filter(|part| !part.is_empty())
            .collect();
        for (index, part) in parts.iter().enumerate() {
            let last = index + 1 == parts.len();
            let here = self.top();
            let inode = self.namespace.inode(here).ok_or(Errno::NoEntry)?;
            if !inode.is_dir() {
                return Err(Errno::NotDirectory);
            }
            if !self.namespace.may(inode, 1) {
                return Err(Errno::Permission);
            }
            match *part {
                b"." => continue,
                b".." => {
                    if self.stack.len() > 1 {
                        self.stack.pop();
                    }
                    continue;
                }
                _ => {}
            }
            let Some(child) = self.namespace.child(here, part) else {
                return if last {
                    Ok(Walked::Missing(Name::from(*part)))
                } else {
                    Err(Errno::NoEntry)
                };
            };
            let target = match self.namespace.inode(child).map(|inode| &inode.kind) {
                Some(Kind::Symlink(target))
                    if !last || follow == Follow::Yes || path.ends_with(b"/") =>
                {
                    Some(target.data().to_vec())
                }
                _ => None,
            };
            let Some(target) = target else {
                self.stack.push((child, Name::from(*part)));
                continue;
            };
            self.links += 1;
            if self.links > MOST_LINKS {
                return Err(Errno::Loop);
            }
            match self.steps(&target, Follow::Yes)? {
                Walked::Found => {}
                Walked::Missing(name) if last => return Ok(Walked::Missing(name)),
                Walked::Missing(_) => return Err(Errno::NoEntry),
            }
        }
        Ok(Walked::Found)
    }
}
