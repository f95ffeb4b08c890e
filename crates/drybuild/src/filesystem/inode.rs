use std::{collections::BTreeMap, rc::Rc};

use crate::labelled::Bytes;

/// The name of a directory entry: any bytes but `/` and NUL.
pub type Name = Rc<[u8]>;

/// The number of an inode in its file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InodeId(pub(super) u32);

impl InodeId {
    /// The root directory.
    pub const ROOT: Self = Self(0);
}

/// A user and a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// User id.
    pub uid: u32,
    /// Group id.
    pub gid: u32,
}

/// Whose tools an executable belongs to: they differ in messages, options and output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// GNU coreutils and friends, as in Debian.
    Gnu,
    /// BusyBox, as in Alpine.
    Busybox,
}

/// An executable of the base image, known by its name and not by its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// `cat`, `dash`, `busybox`.
    pub name: Rc<str>,
    /// Whose.
    pub family: Family,
}

/// What a regular file holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// These bytes.
    Bytes(Rc<Bytes>),
    /// An executable.
    Program(Program),
    /// Not recorded; the size is, if it is given.
    Unknown {
        /// Size in bytes.
        size_bytes: Option<u64>,
    },
}

impl Content {
    /// Size in bytes where it is known.
    #[must_use]
    pub fn size_bytes(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok().filter(|_| bytes.is_known()),
            Self::Program(_) => None,
            Self::Unknown { size_bytes } => *size_bytes,
        }
    }

    /// The bytes; a placeholder marked as unknown where they are not recorded.
    #[must_use]
    pub fn bytes(&self) -> Rc<Bytes> {
        match self {
            Self::Bytes(bytes) => Rc::clone(bytes),
            Self::Program(program) => Rc::new(Bytes::unknown(
                "\u{7f}ELF",
                &format!("the program {}", program.name),
            )),
            Self::Unknown {
                size_bytes: Some(0),
            } => Rc::default(),
            Self::Unknown { .. } => {
                Rc::new(Bytes::unknown("?", "a file whose content is not recorded"))
            }
        }
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Self::Bytes(Rc::new(bytes))
    }
}

/// A character device that the shell knows how to read and write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// /dev/null
    Null,
    /// /dev/zero
    Zero,
    /// /dev/full
    Full,
    /// /dev/random, /dev/urandom
    Random,
    /// /dev/tty, /dev/console: there is none in a build
    Terminal,
    /// /proc/self/fd/N
    Descriptor(u32),
}

/// The type of an inode, with what it holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A regular file.
    File(Content),
    /// A directory: names and inodes, ordered by name.
    Directory(BTreeMap<Name, Entry>),
    /// A symbolic link and its target.
    Symlink(Bytes),
    /// A named pipe.
    Fifo,
    /// A character device.
    Device(Device),
}

/// What a name in a directory stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The inode.
    pub inode: InodeId,
    /// The name with its labels, where it has any: a secret may be a file name.
    pub labelled: Option<Rc<Bytes>>,
}

/// A file, directory, link or device.
#[derive(Clone, Debug, PartialEq)]
pub struct Inode {
    /// Type and content.
    pub kind: Kind,
    /// Permission bits, with set-id and sticky: `0o1777`.
    pub mode: u32,
    /// Owner.
    pub owner: Owner,
    /// When the content last changed, by the file system's own clock: the upper 32 bits are its seconds (one a layer),
    /// the lower ones order what happened in them.
    pub modified: u64,
    /// How many names it has.
    pub links: u32,
    /// The directory that named it last: its only one, for a directory and for a file with one name.
    pub(super) parent: InodeId,
}

impl Inode {
    /// Whether this is a directory.
    #[must_use]
    pub fn is_dir(&self) -> bool {
        matches!(self.kind, Kind::Directory(_))
    }

    /// Whether this is a regular file.
    #[must_use]
    pub fn is_file(&self) -> bool {
        matches!(self.kind, Kind::File(_))
    }

    /// The names and inodes of a directory; nothing for any other type.
    pub fn entries(&self) -> impl Iterator<Item = (&Name, &Entry)> {
        match &self.kind {
            Kind::Directory(entries) => Some(entries.iter()),
            _ => None,
        }
        .into_iter()
        .flatten()
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Bytes::from(text).into()
    }
}
