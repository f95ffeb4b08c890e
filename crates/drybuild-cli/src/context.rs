//! The build context: a folder of this machine, of which only what the build asks for is read.

use std::path::Path;

use drybuild::context::{ContextEntry, ContextTree, ignore};

/// More entries are not listed.
const MOST_ENTRIES: usize = 100_000;
/// Larger files are listed and not read.
pub(crate) const LARGEST_FILE_BYTES: u64 = 4 * 1024 * 1024;
/// When this much was read, further files are only listed.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// What is there, and what was left aside.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    pub(crate) tree: ContextTree,
    /// In words.
    pub(crate) notes: Vec<String>,
}

/// Lists a folder without reading a file. Folders that `patterns` exclude whole are not gone into.
pub(crate) fn list(folder: &Path, patterns: &[String]) -> Folder {
    let ignore = ignore::Ignore::new(patterns).unwrap_or_default();
    let has_exceptions = patterns.iter().any(|pattern| pattern.starts_with('!'));
    let mut found = Folder::default();
    let mut count = 0;
    let mut folders = vec![String::new()];
    while let Some(inside) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder.join(&inside)) else {
            found.notes.push(format!(
                "the folder {inside} cannot be read: it counts as empty"
            ));
            continue;
        };
        let mut names: Vec<_> = entries.filter_map(Result::ok).collect();
        names.sort_by_key(std::fs::DirEntry::file_name);
        for entry in names {
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let path = if inside.is_empty() {
                name
            } else {
                format!("{inside}/{name}")
            };
            let is_excluded = !has_exceptions && ignore.is_excluded(&path).unwrap_or(false);
            let Ok(about) = entry.metadata() else {
                continue;
            };
            if is_excluded {
                continue;
            }
            if count == MOST_ENTRIES {
                let note = format!(
                    "the context has more than {MOST_ENTRIES} entries: the rest was not looked at"
                );
                found.notes.push(note);
                return found;
            }
            count += 1;
            let mode = mode(&about);
            if about.is_dir() {
                found.tree.insert(&path, ContextEntry::Directory { mode });
                folders.push(path);
            } else if about.is_symlink() {
                let target = std::fs::read_link(entry.path()).unwrap_or_default();
                let target = target.to_string_lossy().into_owned();
                found.tree.insert(&path, ContextEntry::Symlink { target });
            } else if about.is_file() {
                let size_bytes = about.len();
                found
                    .tree
                    .insert(&path, ContextEntry::Unread { size_bytes, mode });
            }
        }
    }
    found
}

/// Reads files of a folder that was listed, as far as the limits let.
pub(crate) fn read(folder: &Path, found: &mut Folder, paths: &[String]) {
    let mut left_bytes = MOST_BYTES;
    let mut unread: Vec<&str> = Vec::new();
    for path in paths {
        let Some(ContextEntry::Unread { size_bytes, mode }) = found.tree.entry(path) else {
            continue;
        };
        let (size_bytes, mode) = (*size_bytes, *mode);
        let fits = size_bytes <= LARGEST_FILE_BYTES && size_bytes <= left_bytes;
        match fits
            .then(|| std::fs::read(folder.join(path)).ok())
            .flatten()
        {
            Some(bytes) => {
                left_bytes = left_bytes.saturating_sub(size_bytes);
                found.tree.insert(path, ContextEntry::File { bytes, mode });
            }
            None => unread.push(path),
        }
    }
    if let Some(first) = unread.first() {
        let many = match unread.len() {
            1 => first.to_string(),
            n => format!("{first} and {} more", n - 1),
        };
        found.notes.push(format!(
            "{many} not read (limits: {} MiB a file, {} MiB in all): nothing is known of what they hold",
            LARGEST_FILE_BYTES / 1024 / 1024,
            MOST_BYTES / 1024 / 1024
        ));
    }
}

#[cfg(unix)]
fn mode(about: &std::fs::Metadata) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o7777
}

/// As the client sends files of a system without permission bits.
#[cfg(not(unix))]
fn mode(about: &std::fs::Metadata) -> u32 {
    if about.is_dir() { 0o755 } else { 0o644 }
}
