use std::rc::Rc;

use super::{FileSystem, Follow, Inode, InodeId, Kind, Located, Node, Owner, runtime};
use crate::labelled::Bytes;

/// What is mounted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MountKind {
    /// The root file system of the step: what its layer is made of.
    Root,
    /// `--mount=type=secret` or `type=ssh`.
    Secret,
    /// `--mount=type=cache`: the content outlives the step.
    Cache,
    /// `--mount=type=tmpfs`, and /dev, /dev/shm: gone after the step.
    Tmpfs,
    /// `--mount=type=bind`.
    Bind,
    /// /proc, /sys, /etc/hosts, /etc/resolv.conf: what the runtime puts there.
    Runtime,
}

/// A mount to be made: the volume and where it goes.
#[derive(Clone, Debug)]
pub struct Mount {
    /// Absolute path of the mount point; made (and removed again by [`Namespace::finish`]) if it is missing.
    pub target: Rc<str>,
    /// What is mounted.
    pub kind: MountKind,
    /// Its files.
    pub files: FileSystem,
    /// The inode that appears at the target: the root directory, or a file.
    pub root: InodeId,
    /// Whether writing fails with EROFS.
    pub readonly: bool,
}

/// A mounted file system.
#[derive(Clone, Debug)]
pub struct Volume {
    /// Its files; after the step, what the step left in it.
    pub files: FileSystem,
    /// What it is.
    pub kind: MountKind,
    /// Where it is mounted.
    pub target: Rc<str>,
    root: InodeId,
    readonly: bool,
}

/// What one process sees: a root file system with mounts over it, a user, a working directory.
///
/// Every method takes paths as the process would give them, and checks permissions as Linux does.
#[derive(Clone, Debug)]
pub struct Namespace {
    volumes: Vec<Volume>,
    /// Mount points and the volumes over them.
    over: Vec<(Node, usize)>,
    /// Mode and owner of the root directory: no layer records a change of them.
    root_mode: (u32, Owner),
    /// Mount points that were made for the step, deepest last.
    made: Vec<(InodeId, Vec<u8>, InodeId)>,
    /// Working directory, absolute.
    pub cwd: Vec<u8>,
    /// The user that the process runs as.
    pub user: Owner,
    /// Bits that new files do not get.
    pub umask: u32,
}

impl Namespace {
    /// A namespace that has only a root file system, used as root in `/`.
    #[must_use]
    pub fn new(files: FileSystem) -> Self {
        let root_mode = files
            .get(InodeId::ROOT)
            .map_or((0o755, Owner::default()), |root| (root.mode, root.owner));
        let root = Volume {
            files,
            kind: MountKind::Root,
            target: "/".into(),
            root: InodeId::ROOT,
            readonly: false,
        };
        Self {
            volumes: vec![root],
            over: Vec::new(),
            root_mode,
            made: Vec::new(),
            cwd: b"/".to_vec(),
            user: Owner::default(),
            umask: 0o022,
        }
    }

    /// What runc gives a RUN step: /proc, /sys, /dev, /dev/shm, /etc/hosts and /etc/resolv.conf. /proc and /sys stay in
    /// the layer if the base has none; the other mount points go again.
    #[must_use]
    pub fn for_run(files: FileSystem) -> Self {
        let mut new = Self::new(files);
        for dir in ["proc", "sys"] {
            if new
                .volumes
                .first()
                .is_some_and(|root| root.files.lookup(dir).is_none())
            {
                new.root_files(|files| files.make_dir(dir, 0o755, Owner::default()).ok());
            }
        }
        for mount in runtime::mounts() {
            new.mount(mount);
        }
        new
    }

    /// Puts a volume over a path. Later mounts lie over earlier ones. Returns its index in [`Self::volumes`].
    pub fn mount(&mut self, mount: Mount) -> usize {
        let file = mount
            .files
            .get(mount.root)
            .is_some_and(|inode| !inode.is_dir());
        let index = self.volumes.len();
        if let Some(at) = self.mount_point(mount.target.as_bytes(), file) {
            self.over.push((at, index));
        }
        self.volumes.push(Volume {
            files: mount.files,
            kind: mount.kind,
            target: mount.target,
            root: mount.root,
            readonly: mount.readonly,
        });
        index
    }

    /// The inode to mount over; made with its parents where missing.
    fn mount_point(&mut self, path: &[u8], file: bool) -> Option<Node> {
        let user = std::mem::take(&mut self.user);
        let found = self
            .find(path, Follow::Yes)
            .ok()
            .or_else(|| self.make_mount_point(path, file));
        self.user = user;
        found
    }

    fn make_mount_point(&mut self, path: &[u8], file: bool) -> Option<Node> {
        // Only the last one is missing, most of the time.
        if let Ok(located) = self.locate(path, Follow::Yes) {
            return self.make_missing(located, file);
        }
        let mut prefix = Vec::new();
        let mut found = Some(self.root());
        let mut parts = path
            .split(|byte| *byte == b'/')
            .filter(|part| !part.is_empty())
            .peekable();
        while let Some(part) = parts.next() {
            prefix.push(b'/');
            prefix.extend_from_slice(part);
            let located = self.locate(&prefix, Follow::Yes).ok()?;
            let is_last = parts.peek().is_none();
            found = located
                .node
                .or_else(|| self.make_missing(located, file && is_last));
        }
        found
    }

    fn make_missing(&mut self, at: Located, file: bool) -> Option<Node> {
        let kind = if file {
            Kind::File(Bytes::new().into())
        } else {
            Kind::Directory(std::collections::BTreeMap::new())
        };
        let files = self.files_mut(at.parent.volume)?;
        let inode = files.allocate(kind, 0o755, Owner::default());
        let name = Bytes::from(at.name.as_ref());
        files.insert(at.parent.inode, &name, inode).ok()?;
        if at.parent.volume == 0 {
            self.made.push((at.parent.inode, at.name.to_vec(), inode));
        }
        Some(Node {
            volume: at.parent.volume,
            inode,
        })
    }

    /// Ends the step: takes mount points that were made for it away where they are still empty, and gives the root file
    /// system and the volumes (in the order of the [`Self::mount`] calls, the runtime's own first).
    #[must_use]
    pub fn finish(mut self) -> (FileSystem, Vec<Volume>) {
        for (parent, name, id) in std::mem::take(&mut self.made).into_iter().rev() {
            self.root_files(|files| {
                let empty = files.get(id).is_some_and(|inode| match &inode.kind {
                    Kind::Directory(entries) => entries.is_empty(),
                    Kind::File(content) => content.bytes().is_empty(),
                    _ => false,
                });
                if empty && files.child(parent, &name) == Some(id) {
                    files.detach(parent, &name);
                }
            });
        }
        let (mode, owner) = self.root_mode;
        self.root_files(|files| {
            let root = files.get(InodeId::ROOT);
            if root.is_some_and(|root| (root.mode, root.owner) != (mode, owner)) {
                files.update(InodeId::ROOT, |root| {
                    root.mode = mode;
                    root.owner = owner;
                });
            }
        });
        let mut volumes = self.volumes.into_iter();
        let root = volumes
            .next()
            .map_or_else(FileSystem::new, |volume| volume.files);
        (root, volumes.collect())
    }

    /// The mounted volumes; the first is the root.
    #[must_use]
    pub fn volumes(&self) -> &[Volume] {
        &self.volumes
    }

    /// The root directory.
    #[must_use]
    pub fn root(&self) -> Node {
        self.covered(Node {
            volume: 0,
            inode: InodeId::ROOT,
        })
    }

    /// The inode of a node.
    #[must_use]
    pub fn inode(&self, node: Node) -> Option<&Rc<Inode>> {
        self.volumes.get(node.volume)?.files.get(node.inode)
    }

    /// The kind of the volume that a node is in.
    #[must_use]
    pub fn kind_of(&self, node: Node) -> Option<&MountKind> {
        self.volumes.get(node.volume).map(|volume| &volume.kind)
    }

    /// The entry of a directory, with what is mounted over it.
    #[must_use]
    pub fn child(&self, directory: Node, name: &[u8]) -> Option<Node> {
        let inode = self
            .volumes
            .get(directory.volume)?
            .files
            .child(directory.inode, name)?;
        Some(self.covered(Node {
            volume: directory.volume,
            inode,
        }))
    }

    fn covered(&self, node: Node) -> Node {
        match self.over.iter().rev().find(|(at, _)| *at == node) {
            Some((_, volume)) => {
                let inode = self
                    .volumes
                    .get(*volume)
                    .map_or(InodeId::ROOT, |volume| volume.root);
                self.covered(Node {
                    volume: *volume,
                    inode,
                })
            }
            None => node,
        }
    }

    /// Whether something is mounted right at this path.
    #[must_use]
    pub fn is_mount_point(&self, located: &Located) -> bool {
        located
            .node
            .is_some_and(|node| node.volume != located.parent.volume)
    }

    /// Whether files may exist in the root that are not listed.
    #[must_use]
    pub fn incomplete(&self) -> bool {
        self.volumes
            .first()
            .is_some_and(|root| root.files.incomplete)
    }

    /// From here on files may exist in the root that are not listed.
    pub fn set_incomplete(&mut self) {
        if let Some(root) = self.volumes.first_mut() {
            root.files.incomplete = true;
        }
    }

    /// Whether the user may read (4), write (2) or search/execute (1).
    #[must_use]
    pub fn may(&self, inode: &Inode, bits: u32) -> bool {
        if self.user.uid == 0 {
            return bits & 1 == 0 || inode.is_dir() || inode.mode & 0o111 != 0;
        }
        let granted = if inode.owner.uid == self.user.uid {
            inode.mode >> 6
        } else if inode.owner.gid == self.user.gid {
            inode.mode >> 3
        } else {
            inode.mode
        };
        granted & bits == bits
    }

    pub(super) fn files_mut(&mut self, volume: usize) -> Option<&mut FileSystem> {
        self.volumes.get_mut(volume).map(|volume| &mut volume.files)
    }

    fn root_files<T>(&mut self, change: impl FnOnce(&mut FileSystem) -> T) -> Option<T> {
        self.volumes.first_mut().map(|root| change(&mut root.files))
    }

    pub(super) fn is_readonly(&self, node: Node) -> bool {
        self.volumes
            .get(node.volume)
            .is_none_or(|volume| volume.readonly)
    }
}
