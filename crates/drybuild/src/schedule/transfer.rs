//! Bytes that a folder of the client takes on its way to the builder: the packets of `fsutil`.

use crate::filesystem::{Content, FileSystem, Inode, InodeId, Kind};

/// Go's `os.FileMode` bits of directories and symbolic links.
const MODE_DIR: u64 = 1 << 31;
const MODE_SYMLINK: u64 = 1 << 27;
/// Bytes of one data packet at most.
const CHUNK: u64 = 32 * 1024;
/// The packet that ends it all.
const FIN: u64 = 2;

/// What the log counts for a transfer (`receiver.run` of fsutil): the attributes of every file, and the bytes of those
/// that are not the same in what the builder has `known` of the folder.
pub(super) fn size_bytes(files: &FileSystem, known: Option<&FileSystem>) -> u64 {
    let mut counter = Counter {
        files,
        known,
        next_id: 0,
        bytes: FIN,
    };
    counter.folder(InodeId::ROOT, "");
    counter.bytes
}

struct Counter<'a> {
    files: &'a FileSystem,
    known: Option<&'a FileSystem>,
    next_id: u64,
    bytes: u64,
}

impl Counter<'_> {
    fn folder(&mut self, id: InodeId, path: &str) {
        let Some(Kind::Directory(entries)) = self.files.get(id).map(|inode| &inode.kind) else {
            return;
        };
        for (name, entry) in entries {
            let name = String::from_utf8_lossy(name);
            let path = if path.is_empty() {
                name.into_owned()
            } else {
                format!("{path}/{name}")
            };
            self.entry(entry.inode, &path);
        }
    }

    fn entry(&mut self, id: InodeId, path: &str) {
        let Some(inode) = self.files.get(id) else {
            return;
        };
        let (size, mode, link) = match &inode.kind {
            Kind::File(content) => (length(content), u64::from(inode.mode), 0),
            Kind::Symlink(target) => (0, MODE_SYMLINK | 0o777, as_u64(target.len())),
            _ => (0, MODE_DIR | u64::from(inode.mode), 0),
        };
        let number = self.next_id;
        self.next_id += 1;
        let stat = text(as_u64(path.len())) + field(mode) + field(size) + TIME + text(link);
        self.bytes += 1 + varint(stat) + stat;
        if matches!(inode.kind, Kind::File(_)) && !self.is_known(path, inode) {
            let mut left = size;
            while left > 0 {
                let part = left.min(CHUNK);
                self.bytes += 2 + field(number) + 1 + varint(part) + part;
                left -= part;
            }
            // An empty packet ends the file.
            self.bytes += 2 + field(number);
        }
        self.folder(id, path);
    }
}

impl Counter<'_> {
    fn is_known(&self, path: &str, inode: &Inode) -> bool {
        let known = self.known.and_then(|known| known.get(known.lookup(path)?));
        known.is_some_and(|known| known.mode == inode.mode && known.kind == inode.kind)
    }
}

/// A time in nanoseconds, as of our day.
const TIME: u64 = 10;

fn length(content: &Content) -> u64 {
    match content {
        Content::Bytes(bytes) => as_u64(bytes.len()),
        other => other.size_bytes().unwrap_or_default(),
    }
}

fn as_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// A string field; an empty one is left out.
fn text(length: u64) -> u64 {
    if length == 0 {
        0
    } else {
        1 + varint(length) + length
    }
}

/// A number field; 0 is left out.
fn field(number: u64) -> u64 {
    if number == 0 { 0 } else { 1 + varint(number) }
}

fn varint(number: u64) -> u64 {
    u64::from((64 - (number | 1).leading_zeros()).div_ceil(7))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::ContextTree;

    #[test]
    fn counts_as_measured() {
        let cases = [
            (vec![], 2),
            (vec![("a.txt", 6)], 38),
            (vec![("Dockerfile", 300)], 339),
            (vec![("Dockerfile", 219)], 258),
            (vec![("Dockerfile", 40)], 77),
            (vec![("Dockerfile", 25)], 62),
        ];
        for (files, expected) in cases {
            let tree = files
                .into_iter()
                .fold(ContextTree::default(), |tree, (path, size)| {
                    tree.with_file(path, vec![b'x'; size])
                });
            let sent = tree.transfer(&[], None, |_, bytes| bytes.into());
            assert_eq!(size_bytes(&sent, None), expected);
        }
    }

    #[test]
    fn a_file_that_is_there_is_not_sent_again() {
        let sent = |tree: &ContextTree| tree.transfer(&[], None, |_, bytes| bytes.into());
        let tree = ContextTree::default().with_file("a.txt", "old");
        let tree = tree.with_file("b.txt", vec![b'x'; 5000]);
        let first = sent(&tree);
        assert_eq!(size_bytes(&first, None), 5071);
        assert_eq!(size_bytes(&first, Some(&first)), 51);
        let second = sent(&tree.with_file("a.txt", "new"));
        assert_eq!(size_bytes(&second, Some(&first)), 60);
    }
}
