//! The build context as a value.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::ignore::Ignore;
use crate::filesystem::{Content, FileSystem, Follow, Kind, Namespace, Owner};
use crate::labelled::Bytes;

/// A folder of the client: paths from its root, with `/`, without a leading one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContextTree {
    entries: BTreeMap<String, ContextEntry>,
}

/// What is at a path. Owners and times do not travel to the builder.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ContextEntry {
    /// A regular file.
    File {
        /// Its content.
        bytes: Vec<u8>,
        /// Permission bits.
        mode: u32,
    },
    /// A regular file whose content was not read: it is there, and nothing is known of what it holds.
    Unread {
        /// Its size.
        size_bytes: u64,
        /// Permission bits.
        mode: u32,
    },
    /// A directory; those above a file need not be named.
    Directory {
        /// Permission bits.
        mode: u32,
    },
    /// A symbolic link.
    Symlink {
        /// Its text.
        target: String,
    },
}

impl ContextTree {
    /// The folder at a path of the client's files; `None` where there is no folder.
    #[must_use]
    pub fn of_client(files: &Namespace, path: &str) -> Option<Self> {
        let mut tree = Self::default();
        let root = files.stat(path.as_bytes(), Follow::Yes).ok()?;
        tree.read_folder(files, path, "");
        root.is_dir().then_some(tree)
    }

    fn read_folder(&mut self, files: &Namespace, path: &str, below: &str) {
        for (name, node) in files.list(path.as_bytes()).unwrap_or_default() {
            let Some(inode) = files.inode(node) else {
                continue;
            };
            let name = name.text();
            let inner = format!("{path}/{name}");
            let own = if below.is_empty() {
                name.into_owned()
            } else {
                format!("{below}/{name}")
            };
            let mode = inode.mode;
            let entry = match &inode.kind {
                Kind::Directory(_) => {
                    self.read_folder(files, &inner, &own);
                    ContextEntry::Directory { mode }
                }
                Kind::File(Content::Bytes(bytes)) => ContextEntry::File {
                    bytes: bytes.data().to_vec(),
                    mode,
                },
                Kind::File(content) => ContextEntry::Unread {
                    size_bytes: content.size_bytes().unwrap_or_default(),
                    mode,
                },
                Kind::Symlink(target) => ContextEntry::Symlink {
                    target: target.text().into_owned(),
                },
                _ => continue,
            };
            self.entries.insert(own, entry);
        }
    }

    /// Adds a file with mode 0644.
    #[must_use]
    pub fn with_file(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        let file = ContextEntry::File {
            bytes: content.into(),
            mode: 0o644,
        };
        self.insert(path, file);
        self
    }

    /// Adds or replaces what is at a path.
    pub fn insert(&mut self, path: &str, entry: ContextEntry) {
        self.entries.insert(clean(path), entry);
    }

    /// Removes what is at a path and below it.
    pub fn remove(&mut self, path: &str) {
        let path = clean(path);
        let folder = format!("{path}/");
        self.entries
            .retain(|other, _| *other != path && !other.starts_with(&folder));
    }

    /// The paths in order, and what is there.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &ContextEntry)> {
        self.entries
            .iter()
            .map(|(path, entry)| (path.as_str(), entry))
    }

    /// What is at a path.
    #[must_use]
    pub fn entry(&self, path: &str) -> Option<&ContextEntry> {
        self.entries.get(&clean(path))
    }

    /// The folder at a path as a context of its own.
    #[must_use]
    pub fn below(&self, folder: &str) -> Self {
        let folder = clean(folder);
        let prefix = if folder.is_empty() {
            folder
        } else {
            folder + "/"
        };
        let inner = |(path, entry): (&String, &ContextEntry)| {
            let path = path.strip_prefix(&prefix)?;
            Some((path.to_owned(), entry.clone()))
        };
        Self {
            entries: self.entries.iter().filter_map(inner).collect(),
        }
    }

    /// Content of a regular file; `./` before the path is allowed.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        match self.entries.get(&clean(path))? {
            ContextEntry::File { bytes, .. } => Some(bytes),
            _ => None,
        }
    }

    /// The paths that the builder receives, as [`Self::transfer`] sends them.
    #[must_use]
    pub fn sent(&self, exclude: &[String], follow: Option<&[String]>) -> Vec<&str> {
        let is_sent = self.filter(exclude, follow);
        let paths = self.entries.keys().map(String::as_str);
        paths.filter(|path| is_sent(path)).collect()
    }

    /// Whether a path is neither excluded nor left aside because nothing names it.
    fn filter(&self, exclude: &[String], follow: Option<&[String]>) -> impl Fn(&str) -> bool {
        let excluded = Ignore::new(exclude).unwrap_or_default();
        let wanted = follow.map(|paths| self.follow(paths));
        move |path: &str| {
            !is_in(&excluded, path) && wanted.as_ref().is_none_or(|patterns| is_in(patterns, path))
        }
    }

    /// What the builder receives: without what `exclude` (`.dockerignore`) leaves out, and only what `follow` names if
    /// that is given. `read` turns a path and its content into labelled bytes.
    ///
    /// Follows `fsutil`'s filter as BuildKit 73ed6825 uses it.
    pub fn transfer(
        &self,
        exclude: &[String],
        follow: Option<&[String]>,
        read: impl Fn(&str, &[u8]) -> Bytes,
    ) -> FileSystem {
        let is_sent = self.filter(exclude, follow);
        let mut files = FileSystem::new();
        for (path, entry) in &self.entries {
            if !is_sent(path) {
                continue;
            }
            self.parents(path, &mut files);
            // A file below a file cannot be: the first of them stays.
            let made = match entry {
                ContextEntry::File { bytes, mode } => {
                    let content = read(path, bytes).into();
                    files.write(path, content, *mode, Owner::default())
                }
                ContextEntry::Unread { size_bytes, mode } => {
                    let size_bytes = Some(*size_bytes);
                    files.write(
                        path,
                        Content::Unknown { size_bytes },
                        *mode,
                        Owner::default(),
                    )
                }
                ContextEntry::Directory { mode } => files.make_dir(path, *mode, Owner::default()),
                ContextEntry::Symlink { target } => files.put(
                    path,
                    Kind::Symlink(target.as_str().into()),
                    0o777,
                    Owner::default(),
                ),
            };
            if let Ok(id) = made {
                let mut hasher = DefaultHasher::new();
                (path, entry).hash(&mut hasher);
                files.set_client_time(id, hasher.finish());
            }
        }
        files
    }

    /// Makes the directories above a path with the modes that the tree gives them.
    fn parents(&self, path: &str, files: &mut FileSystem) {
        for (slash, _) in path.match_indices('/') {
            let above = path.get(..slash).unwrap_or_default();
            let mode = match self.entries.get(above) {
                Some(ContextEntry::Directory { mode }) => *mode,
                _ => 0o755,
            };
            let _made = files.make_dir(above, mode, Owner::default());
        }
    }

    /// The paths and what the symbolic links on them lead to (`fsutil.FollowLinks`).
    fn follow(&self, paths: &[String]) -> Ignore {
        let mut all: BTreeSet<String> = paths.iter().map(|path| clean(path)).collect();
        let mut queue: Vec<String> = all.iter().cloned().collect();
        while let Some(path) = queue.pop() {
            let named = Ignore::new(std::slice::from_ref(&path)).unwrap_or_default();
            for (link, entry) in &self.entries {
                let ContextEntry::Symlink { target } = entry else {
                    continue;
                };
                let below = path.strip_prefix(link.as_str());
                let passes = below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
                if !passes && !is_in(&named, link) {
                    continue;
                }
                let folder = link.rsplit_once('/').map_or("", |(folder, _)| folder);
                let rest = below.unwrap_or_default();
                let next = match target.strip_prefix('/') {
                    Some(absolute) => clean(&format!("{absolute}{rest}")),
                    None => clean(&format!("{folder}/{target}{rest}")),
                };
                if all.insert(next.clone()) {
                    queue.push(next);
                }
            }
        }
        Ignore::new(&all.into_iter().collect::<Vec<_>>()).unwrap_or_default()
    }
}

/// Whether patterns fit a path or a folder above it. A broken pattern fits nothing: the frontend has refused it before.
fn is_in(patterns: &Ignore, path: &str) -> bool {
    patterns.is_excluded(path).unwrap_or(false)
}

/// A path without `.`, `..`, empty components and a leading slash.
fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> ContextTree {
        ["a.txt", ".env", "src/main.rs", "src/.env", "docs/x.md"]
            .into_iter()
            .fold(ContextTree::default(), |tree, path| {
                tree.with_file(path, "x")
            })
    }

    fn sent(exclude: &[&str], follow: Option<&[&str]>) -> Vec<String> {
        let owned = |list: &[&str]| list.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>();
        let follow = follow.map(owned);
        let files = tree().transfer(&owned(exclude), follow.as_deref(), |_, b| b.into());
        let paths = tree().entries.into_keys();
        paths.filter(|path| files.lookup(path).is_some()).collect()
    }

    #[test]
    fn ignored_files_are_not_sent() {
        assert_eq!(
            sent(&[".env"], None),
            ["a.txt", "docs/x.md", "src/.env", "src/main.rs"]
        );
        assert_eq!(sent(&["*", "!src/main.rs"], None), ["src/main.rs"]);
    }

    #[test]
    fn only_what_is_named_is_sent() {
        assert_eq!(
            sent(&[], Some(&["src", "*.txt"])),
            ["a.txt", "src/.env", "src/main.rs"]
        );
    }

    #[test]
    fn what_was_not_read_is_there() {
        let mut tree = tree();
        let unread = ContextEntry::Unread {
            size_bytes: 7_000_000,
            mode: 0o644,
        };
        tree.insert("data/big.bin", unread);
        assert_eq!(tree.sent(&[], Some(&["data".to_owned()])), ["data/big.bin"]);
        assert_eq!(tree.file("data/big.bin"), None);
        let files = tree.transfer(&[], None, |_, b| b.into());
        assert!(files.lookup("data/big.bin").is_some());
    }

    #[test]
    fn links_lead_to_more() {
        let mut tree = tree();
        let target = "../docs".to_owned();
        tree.insert("src/link", ContextEntry::Symlink { target });
        let files = tree.transfer(&[], Some(&["src/link/x.md".to_owned()]), |_, b| b.into());
        assert!(files.lookup("docs/x.md").is_some());
        assert!(files.lookup("a.txt").is_none());
    }
}
