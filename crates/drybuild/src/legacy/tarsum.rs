//! The hashes in the history texts of `COPY` and `ADD`: tarsum version 1 (`pkg/tarsum`, `builder/remotecontext`).
//!
//! The times of files are not part of it; name, mode, owner, size, type and bytes are.

use crate::filesystem::{Content, FileSystem, Inode, InodeId, Kind};
use crate::shell::sha256_hex;

/// What is hashed: it decides what is known of a file beside its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A context that the client packed.
    Client,
    /// A context that came as an archive: modes without the type of the file.
    Archive,
    /// Files of the daemon's machine, those of images: owners have names there.
    Daemon,
}

/// Names of users and of groups on a Debian machine; a daemon elsewhere may know others.
const NAMES: [(u32, &str, &str); 4] = [
    (0, "root", "root"),
    (1, "daemon", "daemon"),
    (33, "www-data", "www-data"),
    (65534, "nobody", "nogroup"),
];

/// The hash of one file, link or folder; `path` is relative to the root of the context.
pub(super) fn of(path: &str, inode: &Inode, origin: Origin) -> String {
    let (name, kind, bits, link) = match &inode.kind {
        Kind::Directory(_) => (format!("{path}/"), '5', 0o040_000, String::new()),
        Kind::Symlink(target) => (path.to_owned(), '2', 0o120_000, target.text().into_owned()),
        Kind::Fifo => (path.to_owned(), '6', 0o010_000, String::new()),
        Kind::Device(_) => (path.to_owned(), '3', 0o020_000, String::new()),
        Kind::File(_) => (path.to_owned(), '0', 0o100_000, String::new()),
    };
    let bytes = match &inode.kind {
        Kind::File(Content::Bytes(bytes)) => bytes.data().to_vec(),
        Kind::File(content) => content.bytes().data().to_vec(),
        _ => Vec::new(),
    };
    let bits = if origin == Origin::Archive { 0 } else { bits };
    let named = |id: u32| {
        NAMES
            .iter()
            .find(|(known, ..)| *known == id && origin == Origin::Daemon)
    };
    let user = named(inode.owner.uid).map_or("", |(_, user, _)| user);
    let group = named(inode.owner.gid).map_or("", |(_, _, group)| group);
    let header = format!(
        "name{name}mode{}uid{}gid{}size{}typeflag{kind}linkname{link}uname{user}gname{group}devmajor0devminor0",
        bits | inode.mode,
        inode.owner.uid,
        inode.owner.gid,
        bytes.len(),
    );
    let mut data = header.into_bytes();
    data.extend(bytes);
    sha256_hex(&data)
}

/// `dir:` of a folder with all that is in it; links in it count by what they lead to.
pub(super) fn of_folder(files: &FileSystem, path: &str, folder: InodeId, origin: Origin) -> String {
    let mut sums = Vec::new();
    // The root of the context itself does not count.
    if !path.is_empty()
        && let Some(inode) = files.get(folder)
    {
        sums.push(of(path, inode, origin));
    }
    collect(files, path, folder, origin, &mut sums);
    sums.sort();
    of_list("dir", &sums)
}

/// `dir:` or `multi:` of a list of hashes.
pub(super) fn of_list(prefix: &str, sums: &[String]) -> String {
    format!("{prefix}:{}", sha256_hex(sums.join(",").as_bytes()))
}

fn collect(
    files: &FileSystem,
    path: &str,
    folder: InodeId,
    origin: Origin,
    sums: &mut Vec<String>,
) {
    let Some(inode) = files.get(folder) else {
        return;
    };
    for (name, entry) in inode.entries() {
        let name = String::from_utf8_lossy(name);
        let path = if path.is_empty() {
            name.into_owned()
        } else {
            format!("{path}/{name}")
        };
        sums.push(at(files, &path, origin));
        collect(files, &path, entry.inode, origin, sums);
    }
}

/// The hash of what a path leads to; of a link to nowhere the path itself.
pub(super) fn at(files: &FileSystem, path: &str, origin: Origin) -> String {
    match super::copy::resolve(files, path) {
        Some((path, id)) => files
            .get(id)
            .map_or_else(|| path.clone(), |inode| of(&path, inode, origin)),
        None => path.to_owned(),
    }
}
