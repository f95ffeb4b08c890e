//! `COPY` and `ADD`: which files are meant, their hashes, and what becomes of the files that are there.
//!
//! Follows `builder/dockerfile/copy.go` and `pkg/archive`: unlike BuildKit's copy, a file replaces a folder, several
//! sources need a destination that ends in `/`, and a source outside the context is an error.

use std::collections::BTreeMap;

use super::tarsum::{self, Origin};
use crate::filesystem::{Content, FileSystem, Follow, Inode, InodeId, Kind, Namespace, Owner};
use crate::labelled::Bytes;
use crate::solve::{glob, make_dirs, unpack};

/// Where the daemon works on a layer, as far as it is the same everywhere.
pub(super) const MERGED: &str = "<data-root>/overlay2/<layer>/merged";

/// A file or folder that is copied.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// As named, relative to the root.
    path: String,
    /// `file:…` or `dir:…`
    pub(super) hash: String,
    /// It was fetched, and is not unpacked.
    pub(super) is_remote: bool,
}

impl Source {
    /// A file that was fetched.
    pub(super) fn remote(files: &FileSystem, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            hash: format!("file:{}", tarsum::at(files, path, Origin::Daemon)),
            is_remote: true,
        }
    }
}

/// The real path and the inode behind a path, which cannot leave the root.
pub(super) fn resolve(files: &FileSystem, path: &str) -> Option<(String, InodeId)> {
    let located = Namespace::new(files.clone()).locate(format!("/{path}").as_bytes(), Follow::Yes);
    let located = located.ok()?;
    let path = String::from_utf8_lossy(&located.path)
        .trim_start_matches('/')
        .to_owned();
    Some((path, located.node?.inode))
}

/// The sources behind one word.
pub(super) fn sources(
    files: &FileSystem,
    word: &str,
    origin: Origin,
) -> Result<Vec<Source>, String> {
    let path = word.strip_prefix('/').unwrap_or(word);
    let path = path.strip_prefix("./").unwrap_or(path);
    if !glob::is_pattern(path) {
        return source(files, path, origin).map(|source| vec![source]);
    }
    let mut found = Vec::new();
    walk(files, InodeId::ROOT, "", &mut |path_found| {
        if glob::matches(path, path_found) {
            found.push(source(files, path_found, origin)?);
        }
        Ok(())
    })?;
    Ok(found)
}

fn walk(
    files: &FileSystem,
    folder: InodeId,
    above: &str,
    visit: &mut impl FnMut(&str) -> Result<(), String>,
) -> Result<(), String> {
    let Some(inode) = files.get(folder) else {
        return Ok(());
    };
    for (name, entry) in inode.entries() {
        let name = String::from_utf8_lossy(name);
        let path = if above.is_empty() {
            name.into_owned()
        } else {
            format!("{above}/{name}")
        };
        visit(&path)?;
        walk(files, entry.inode, &path, visit)?;
    }
    Ok(())
}

fn source(files: &FileSystem, path: &str, origin: Origin) -> Result<Source, String> {
    let clean = crate::path::clean(path);
    if clean == ".." || clean.starts_with("../") {
        return Err(format!(
            "forbidden path outside the build context: {path} ()"
        ));
    }
    let relative = if clean == "." {
        ""
    } else {
        clean.trim_start_matches('/')
    };
    let Some((real, id)) = resolve(files, relative) else {
        if files.incomplete {
            // Files that nobody described may be there.
            return Ok(Source {
                path: relative.to_owned(),
                hash: tarsum::of_list("file", &[relative.to_owned()]),
                is_remote: false,
            });
        }
        let missing = format!("stat {path}: file does not exist");
        return Err(if origin != Origin::Daemon {
            format!("file not found in build context or excluded by .dockerignore: {missing}")
        } else {
            missing
        });
    };
    let is_folder = files.get(id).is_some_and(|inode| inode.is_dir());
    let hash = if is_folder {
        tarsum::of_folder(files, &real, id, origin)
    } else {
        format!("file:{}", tarsum::at(files, relative, origin))
    };
    Ok(Source {
        path: relative.to_owned(),
        hash,
        is_remote: false,
    })
}

/// How sources are copied.
pub(super) struct Manner {
    /// The new owner; `None` keeps that of the source.
    pub(super) owner: Option<Owner>,
    /// Archives are unpacked.
    pub(super) unpacks: bool,
}

/// Copies one source; `dest` is absolute.
pub(super) fn perform(
    from: &FileSystem,
    source: &Source,
    target: &mut FileSystem,
    dest: &str,
    manner: &Manner,
) -> Result<(), String> {
    let Some((_, id)) = resolve(from, &source.path) else {
        return assume(target, dest, &source.path);
    };
    let (real, there) = located(target, dest);
    let existing = there.and_then(|id| target.get(id)).cloned();
    let Some(inode) = from.get(id).cloned() else {
        return Ok(());
    };
    let mut copier = Copier {
        from,
        target,
        owner: manner.owner,
        linked: BTreeMap::new(),
    };
    if inode.is_dir() {
        if existing.as_ref().is_some_and(|old| !old.is_dir()) {
            return Err(format!(
                "failed to copy directory: mkdir {MERGED}/{real}: not a directory"
            ));
        }
        let owner = if existing.is_none() {
            manner.owner.unwrap_or_default()
        } else {
            Owner::default()
        };
        make_dirs(copier.target, &real, 0o755, owner)?;
        let Some((_, folder)) = resolve(copier.target, &real) else {
            return Ok(());
        };
        return copier.children(&inode, folder);
    }
    if manner.unpacks
        && !source.is_remote
        && let Some(archive) = unpack(from, id)
    {
        make_dirs(copier.target, &real, 0o755, Owner::default())?;
        let mut unpacked = Copier {
            from: &archive,
            target,
            owner: None,
            linked: BTreeMap::new(),
        };
        if let (Some((_, folder)), Some(root)) = (
            resolve(unpacked.target, &real),
            archive.get(InodeId::ROOT).cloned(),
        ) {
            unpacked.children(&root, folder)?;
        }
        return Ok(());
    }
    let is_folder = existing.is_some_and(|old| old.is_dir());
    let real = if dest.ends_with('/') || is_folder {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        format!("{}/{name}", real.trim_end_matches('/'))
    } else {
        real
    };
    let (parent, name) = real.rsplit_once('/').unwrap_or(("", &real));
    if let Some(file) = file_above(copier.target, parent) {
        // Only the file right above is met while making folders.
        return Err(if file == parent {
            format!("failed to create new directory: mkdir {MERGED}/{file}: not a directory")
        } else {
            let next = parent.get(file.len() + 1..).unwrap_or_default();
            let next = next.split('/').next().unwrap_or_default();
            format!("lstat {MERGED}/{file}/{next}: not a directory")
        });
    }
    make_dirs(
        copier.target,
        parent,
        0o755,
        manner.owner.unwrap_or_default(),
    )?;
    let Some((_, parent)) = resolve(copier.target, parent) else {
        return Ok(());
    };
    let label = label_of(from, &source.path, name);
    copier.put(id, &inode, parent, &label)
}

/// The first file on a path that should be all folders.
fn file_above(files: &FileSystem, path: &str) -> Option<String> {
    let ends = path
        .match_indices('/')
        .map(|(at, _)| at)
        .chain([path.len()]);
    let mut paths = ends.filter_map(|end| path.get(..end));
    let file = paths.find(|above| {
        let inode = resolve(files, above).and_then(|(_, id)| files.get(id));
        inode.is_some_and(|inode| !inode.is_dir())
    });
    file.map(str::to_owned)
}

/// A path through symbolic links, also where its end is not there yet.
fn located(files: &FileSystem, path: &str) -> (String, Option<InodeId>) {
    let plain = path.trim_end_matches('/').trim_end_matches("/.");
    if let Some((real, id)) = resolve(files, plain) {
        return (real, Some(id));
    }
    let (parent, name) = plain.rsplit_once('/').unwrap_or(("", plain));
    if plain.trim_matches('/').is_empty() {
        return (String::new(), Some(InodeId::ROOT));
    }
    let (parent, _) = located(files, parent);
    (
        format!("{parent}/{name}")
            .trim_start_matches('/')
            .to_owned(),
        None,
    )
}

/// The name with the labels that it has at its source.
fn label_of(from: &FileSystem, path: &str, name: &str) -> Bytes {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let labelled = resolve(from, folder)
        .and_then(|(_, id)| from.get(id))
        .and_then(|inode| {
            let mut entries = inode.entries();
            let (_, entry) = entries.find(|(key, _)| key.as_ref() == name.as_bytes())?;
            entry.labelled.as_deref().cloned()
        });
    labelled.unwrap_or_else(|| Bytes::from(name))
}

/// A file of unknown content where the copy of one that nobody described would be.
fn assume(target: &mut FileSystem, dest: &str, source: &str) -> Result<(), String> {
    let name = source.rsplit('/').next().unwrap_or_default();
    let path = if dest.ends_with('/') {
        format!("{dest}{name}")
    } else {
        dest.to_owned()
    };
    target.incomplete = true;
    if resolve(target, &path).is_none() {
        let _written = target.write(
            &path,
            Content::Unknown { size_bytes: None },
            0o644,
            Owner::default(),
        );
    }
    Ok(())
}

struct Copier<'a> {
    from: &'a FileSystem,
    target: &'a mut FileSystem,
    owner: Option<Owner>,
    /// Files with several names that were copied already.
    linked: BTreeMap<InodeId, InodeId>,
}

impl Copier<'_> {
    fn children(&mut self, folder: &Inode, into: InodeId) -> Result<(), String> {
        for (name, entry) in folder.entries() {
            let Some(inode) = self.from.get(entry.inode).cloned() else {
                continue;
            };
            let labelled = entry.labelled.as_deref().cloned();
            let name = labelled.unwrap_or_else(|| Bytes::from(name.as_ref()));
            self.put(entry.inode, &inode, into, &name)?;
        }
        Ok(())
    }

    /// Puts one entry; what is there gives way unless both are folders.
    fn put(
        &mut self,
        id: InodeId,
        inode: &Inode,
        parent: InodeId,
        name: &Bytes,
    ) -> Result<(), String> {
        let owner = self.owner.unwrap_or(inode.owner);
        let there = self.target.child(parent, name.data());
        let is_folder = |files: &FileSystem, id| files.get(id).is_some_and(|inode| inode.is_dir());
        if inode.is_dir() {
            let folder = match there.filter(|id| is_folder(self.target, *id)) {
                Some(folder) => {
                    self.target.update(folder, |old| {
                        old.mode = inode.mode;
                        old.owner = owner;
                    });
                    folder
                }
                None => {
                    self.target.detach(parent, name.data());
                    let empty = Kind::Directory(BTreeMap::new());
                    let folder = self.target.allocate(empty, inode.mode, owner);
                    self.insert(parent, name, folder)?;
                    folder
                }
            };
            return self.children(inode, folder);
        }
        if there.is_some() {
            self.target.detach(parent, name.data());
        }
        if inode.links > 1
            && let Some(known) = self.linked.get(&id).copied()
        {
            return self.insert(parent, name, known);
        }
        let copied = self.target.allocate(inode.kind.clone(), inode.mode, owner);
        self.linked.insert(id, copied);
        self.insert(parent, name, copied)
    }

    fn insert(&mut self, parent: InodeId, name: &Bytes, id: InodeId) -> Result<(), String> {
        let inserted = self.target.insert(parent, name, id);
        inserted.map_err(|errno| format!("{}: {}", name.text(), errno.message().to_lowercase()))
    }
}
