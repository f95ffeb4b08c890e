//! Checksums of what an input holds: names, types, modes, owners and bytes; no times.
//!
//! Follows `cache/contenthash/checksum.go`: of one file without its name, of a folder with the names in it, of a pattern
//! with the names that it fits.

use std::collections::BTreeMap;
use std::hash::Hash;

use super::map::KeyHasher;
use crate::context::ignore::Ignore;
use crate::filesystem::{Content, FileSystem, Follow, Inode, InodeId, Kind};
use crate::solve::{copy, glob};

/// A part of an input.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Selector {
    /// The path, or a pattern.
    pub(crate) path: String,
    /// A symbolic link at the path stands for what it leads to.
    pub(crate) follow: bool,
    /// The path is a pattern.
    pub(crate) is_pattern: bool,
    /// Only these, below the path.
    pub(crate) include: Vec<String>,
    /// Not these.
    pub(crate) exclude: Vec<String>,
    /// These must be there.
    pub(crate) required: Vec<String>,
}

impl Selector {
    /// A path as it is.
    pub(crate) fn path(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            follow: true,
            ..Self::default()
        }
    }

    fn is_plain(&self) -> bool {
        !self.is_pattern && self.include.is_empty() && self.exclude.is_empty()
    }
}

/// The checksum of some parts; BuildKit's text for one that is not there.
pub(crate) fn checksum(files: &FileSystem, selectors: &[Selector]) -> Result<u64, String> {
    let mut hasher = KeyHasher::default();
    // Apart from the keys of operations.
    hasher.add("content");
    for selector in selectors {
        hasher.add(0_u8);
        if selector.is_plain() {
            match find(files, selector) {
                Some(id) => tree(files, id, &mut hasher),
                None if files.incomplete => hasher.add(&selector.path),
                None => return Err(missing(&selector.path)),
            }
        } else {
            let found = included(files, selector);
            for required in &selector.required {
                let required = required.trim_matches('/');
                if !found.iter().any(|(path, _)| path.starts_with(required)) && !files.incomplete {
                    return Err(missing(required));
                }
            }
            chosen(files, selector, &found, &mut hasher);
        }
    }
    Ok(hasher.finish())
}

fn missing(path: &str) -> String {
    let path = path.trim_matches('/');
    format!(
        "failed to compute cache key: failed to calculate checksum of ref <ref>: \"/{path}\": not found"
    )
}

/// Every file of some parts with a checksum of its own, by path.
pub(crate) fn listing(files: &FileSystem, selectors: &[Selector]) -> BTreeMap<String, u64> {
    let mut out = BTreeMap::new();
    for selector in selectors {
        if selector.is_plain() {
            if let Some(id) = find(files, selector) {
                list(
                    files,
                    id,
                    selector.path.trim_matches('/').to_owned(),
                    &mut out,
                );
            }
        } else {
            for (path, id) in included(files, selector) {
                out.insert(path, header(files, id));
            }
        }
    }
    out
}

fn list(files: &FileSystem, id: InodeId, path: String, out: &mut BTreeMap<String, u64>) {
    for (name, entry) in files.get(id).iter().flat_map(|inode| inode.entries()) {
        let name = String::from_utf8_lossy(name);
        let below = if path.is_empty() {
            name.into_owned()
        } else {
            format!("{path}/{name}")
        };
        list(files, entry.inode, below, out);
    }
    if id != InodeId::ROOT {
        out.insert(path, header(files, id));
    }
}

/// Checksum of an inode without what a folder holds.
fn header(files: &FileSystem, id: InodeId) -> u64 {
    let mut hasher = KeyHasher::default();
    inode(files, id, &mut hasher);
    hasher.finish()
}

fn find(files: &FileSystem, selector: &Selector) -> Option<InodeId> {
    let follow = if selector.follow {
        Follow::Yes
    } else {
        Follow::No
    };
    copy::resolve(files, selector.path.trim_matches('/'), follow)
}

/// The paths that a pattern and lists of what to take and to leave out choose, with the folders on the way to them.
fn included(files: &FileSystem, selector: &Selector) -> Vec<(String, InodeId)> {
    let patterns =
        |list: &[String]| (!list.is_empty()).then(|| Ignore::new(list).unwrap_or_default());
    let choice = Choice {
        files,
        include: patterns(&selector.include),
        exclude: patterns(&selector.exclude),
    };
    let roots = if selector.is_pattern {
        copy::expand(files, &selector.path)
    } else {
        vec![selector.path.trim_matches('/').to_owned()]
    };
    let mut out = Vec::new();
    for root in roots {
        let follow = if selector.follow {
            Follow::Yes
        } else {
            Follow::No
        };
        if let Some(id) = copy::resolve(files, &root, follow) {
            choice.walk(id, &root, "", &mut out);
        }
    }
    out
}

struct Choice<'a> {
    files: &'a FileSystem,
    include: Option<Ignore>,
    exclude: Option<Ignore>,
}

impl Choice<'_> {
    fn fits(&self, below: &str) -> bool {
        let is_in = |list: &Ignore| list.is_excluded(below).unwrap_or(false);
        self.include.as_ref().is_none_or(is_in) && !self.exclude.as_ref().is_some_and(is_in)
    }

    /// Whether anything was chosen at or below a path, which is `root/below`.
    fn walk(&self, id: InodeId, root: &str, below: &str, out: &mut Vec<(String, InodeId)>) -> bool {
        let join = |above: &str, name: &str| match (above, name) {
            ("", name) => name.to_owned(),
            (above, "") => above.to_owned(),
            (above, name) => format!("{above}/{name}"),
        };
        let at = out.len();
        let mut is_chosen = self.fits(below) && (!below.is_empty() || !self.is_dir(id));
        out.push((join(root, below), id));
        for (name, entry) in self.files.get(id).iter().flat_map(|inode| inode.entries()) {
            let name = String::from_utf8_lossy(name);
            is_chosen |= self.walk(entry.inode, root, &join(below, &name), out);
        }
        // A folder that a pattern fits is there even when it is empty.
        let is_empty_root = below.is_empty() && self.include.is_none();
        if !is_chosen && !is_empty_root {
            out.truncate(at);
        }
        is_chosen
    }

    fn is_dir(&self, id: InodeId) -> bool {
        self.files.get(id).is_some_and(|inode| inode.is_dir())
    }
}

/// Several paths count with their names; one that is called as it is asked for does not.
fn chosen(
    files: &FileSystem,
    selector: &Selector,
    found: &[(String, InodeId)],
    hasher: &mut KeyHasher,
) {
    let base = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    if let [(path, id)] = found
        && base(path) == base(selector.path.trim_end_matches('/'))
    {
        return inode(files, *id, hasher);
    }
    let plain = selector
        .path
        .split('/')
        .take_while(|part| !selector.is_pattern || !glob::is_pattern(part));
    let prefix = plain.collect::<Vec<_>>().join("/");
    let prefix = prefix.trim_matches('/');
    for (path, id) in found {
        hasher.add(path.strip_prefix(prefix).unwrap_or(path));
        inode(files, *id, hasher);
    }
}

fn tree(files: &FileSystem, id: InodeId, hasher: &mut KeyHasher) {
    inode(files, id, hasher);
    for (name, entry) in files.get(id).iter().flat_map(|inode| inode.entries()) {
        hasher.add(name);
        tree(files, entry.inode, hasher);
        hasher.add(1_u8);
    }
}

/// Type, mode, owner and bytes; the root folder has none of them.
fn inode(files: &FileSystem, id: InodeId, hasher: &mut KeyHasher) {
    if let Some(inode) = files.get(id).filter(|_| id != InodeId::ROOT) {
        of_inode(inode, hasher);
    }
}

pub(crate) fn of_inode(inode: &Inode, hasher: &mut KeyHasher) {
    hasher.add((inode.mode, inode.owner.uid, inode.owner.gid));
    match &inode.kind {
        Kind::File(Content::Bytes(bytes)) => hasher.add((1_u8, bytes.data())),
        Kind::Symlink(target) => hasher.add((2_u8, target.data())),
        Kind::Directory(_) => hasher.add(3_u8),
        other => hasher.debug(other),
    }
}
