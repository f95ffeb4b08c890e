//! Files that are not there: a copy-on-write tree of labelled files, and the mount namespace of one step.
//!
//! [`FileSystem`] is one snapshot; cloning it is cheap and is how a layer begins. [`diff`] says what a layer holds.
//! [`Namespace`] puts mounts over a snapshot and resolves paths as a process of some user sees them. Nothing here knows
//! of Dockerfiles or of a shell, and nothing reads a real file.

mod diff;
mod errno;
mod inode;
mod namespace;
mod operations;
mod resolve;
mod runtime;
mod tree;

pub use diff::{Change, ChangeKind, diff};
pub use errno::Errno;
pub use inode::{Content, Device, Entry, Family, Inode, InodeId, Kind, Name, Owner, Program};
pub use namespace::{Mount, MountKind, Namespace, Volume};
pub use resolve::{Follow, Located, Node};
pub use tree::FileSystem;
