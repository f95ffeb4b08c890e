//! The build context: what of it the client packs, how much that is, and what the daemon unpacks.

use std::collections::BTreeMap;

use super::client::{ContextForm, Input};
use crate::context::ignore::{self, Ignore};
use crate::context::{ContextEntry, ContextTree};
use crate::filesystem::FileSystem;
use crate::solve::Planted;

/// A context on the daemon's side.
pub(super) struct Sent {
    /// Bytes of the archive.
    pub(super) size_bytes: u64,
    /// What `COPY` finds.
    pub(super) files: FileSystem,
}

/// A header, or the unit to which content is filled up.
const BLOCK: u64 = 512;

/// Two empty blocks end an archive.
const END: u64 = 2 * BLOCK;

/// Packs and unpacks; an error is the client's.
pub(super) fn send(input: &Input, planted: &Planted) -> Result<Sent, String> {
    let dockerfile = input.dockerfile.as_deref().unwrap_or_default();
    let mut tree = ContextTree::default();
    if input.form != ContextForm::DockerfileOnly {
        tree = input.context.clone();
    }
    let is_inside = input.form != ContextForm::DockerfileFromStdin;
    if is_inside && tree.file(&input.dockerfile_path).is_none() {
        tree = tree.with_file(&input.dockerfile_path, dockerfile);
    }
    let ignore_text = tree.file(".dockerignore").map(String::from_utf8_lossy);
    let patterns = match &ignore_text {
        Some(text) => ignore::read(text).map_err(|error| checking(&error.to_string()))?,
        None => Vec::new(),
    };
    let own = Ignore::new(&patterns).map_err(|error| checking(&error.to_string()))?;
    let packed = if input.form == ContextForm::Archive {
        tree.clone()
    } else {
        let path = is_inside.then_some(input.dockerfile_path.as_str());
        pack(&tree, &keeping_build_files(&patterns, &own, path))?
    };
    let size_bytes = size_of(input, &packed, dockerfile);
    let mut left = ContextTree::default();
    for (path, entry) in packed.entries() {
        let is_build_file = path == ".dockerignore" || path == input.dockerfile_path;
        let is_dropped =
            ignore_text.is_some() && is_build_file && own.is_excluded(path).unwrap_or(false);
        if !is_dropped {
            left.insert(path, entry.clone());
        }
    }
    let files = left.transfer(&[], None, |path, bytes| {
        planted.label(
            bytes,
            0,
            &format!("the file {path} of the build context holds it"),
        )
    });
    Ok(Sent { size_bytes, files })
}

/// Length of what travels.
fn size_of(input: &Input, packed: &ContextTree, dockerfile: &str) -> u64 {
    let all = entries(packed);
    let sum: u64 = all
        .iter()
        .map(|(path, entry)| packed_size(path, *entry))
        .sum();
    match input.form {
        ContextForm::Folder | ContextForm::DockerfileOnly => sum + END,
        // As `tar` writes it, in records of 20 blocks.
        ContextForm::Archive => (sum + END).next_multiple_of(20 * BLOCK),
        // The Dockerfile travels under a made-up name, which the ignore file then names too; the client leaves the
        // last entry unfilled and writes no end.
        ContextForm::DockerfileFromStdin => {
            let name = ".dockerfile.".len() as u64 + 20;
            let length = dockerfile.len() as u64;
            match packed.file(".dockerignore") {
                Some(ignore) => {
                    let old = ignore.len() as u64;
                    sum - blocks(old) + blocks(old + name + 2) + BLOCK + length
                }
                None => {
                    sum + BLOCK + blocks(length) + BLOCK + ".dockerignore".len() as u64 + name + 2
                }
            }
        }
    }
}

fn checking(error: &str) -> String {
    format!("error checking context: {error}")
}

/// The ignore file and the Dockerfile travel whatever the patterns say (`TrimBuildFilesFromExcludes`).
fn keeping_build_files(patterns: &[String], own: &Ignore, dockerfile: Option<&str>) -> Vec<String> {
    let mut all = patterns.to_vec();
    for path in [Some(".dockerignore"), dockerfile].into_iter().flatten() {
        if own.is_excluded(path).unwrap_or(false) {
            all.push(format!("!{path}"));
        }
    }
    all
}

/// What goes into the archive (`archive.TarWithOptions`): an excluded folder is entered only when an exception may be
/// about something in it.
fn pack(tree: &ContextTree, patterns: &[String]) -> Result<ContextTree, String> {
    let ignore = Ignore::new(patterns).map_err(|error| checking(&error.to_string()))?;
    let exceptions: Vec<&str> = patterns
        .iter()
        .filter_map(|pattern| pattern.strip_prefix('!'))
        .collect();
    let mut packed = ContextTree::default();
    let mut skipped: Vec<String> = Vec::new();
    for (path, entry) in entries(tree) {
        if skipped
            .iter()
            .any(|folder| path.starts_with(folder.as_str()))
        {
            continue;
        }
        if !ignore
            .is_excluded(&path)
            .map_err(|error| checking(&error.to_string()))?
        {
            let folder = ContextEntry::Directory { mode: 0o755 };
            packed.insert(&path, entry.cloned().unwrap_or(folder));
        } else if !matches!(
            entry,
            Some(ContextEntry::File { .. } | ContextEntry::Symlink { .. })
        ) {
            let inside = format!("{path}/");
            if !exceptions
                .iter()
                .any(|exception| format!("{exception}/").starts_with(&inside))
            {
                skipped.push(inside);
            }
        }
    }
    Ok(packed)
}

/// All paths, with the folders that nobody named.
fn entries(tree: &ContextTree) -> BTreeMap<String, Option<&ContextEntry>> {
    let mut all = BTreeMap::new();
    for (path, entry) in tree.entries() {
        for (slash, _) in path.match_indices('/') {
            let folder = path.get(..slash).unwrap_or_default().to_owned();
            all.entry(folder).or_insert(None);
        }
        all.insert(path.to_owned(), Some(entry));
    }
    all
}

fn packed_size(path: &str, entry: Option<&ContextEntry>) -> u64 {
    // A name that the header cannot hold gets a header of its own.
    let extra = if fits_header(path) { 0 } else { 2 * BLOCK };
    match entry {
        Some(ContextEntry::File { bytes, .. }) => extra + BLOCK + blocks(bytes.len() as u64),
        _ => extra + BLOCK,
    }
}

fn blocks(size_bytes: u64) -> u64 {
    size_bytes.div_ceil(BLOCK) * BLOCK
}

/// 100 bytes of name behind 155 of folders, in ASCII.
fn fits_header(path: &str) -> bool {
    if !path.is_ascii() {
        return false;
    }
    path.len() <= 100
        || path
            .match_indices('/')
            .any(|(slash, _)| slash <= 155 && path.len() - slash - 1 <= 100)
}

/// Four digits and a unit of thousands, as `units.HumanSize` writes it: `2.048kB`.
#[must_use]
pub fn size_text(size_bytes: u64) -> String {
    let mut unit = 0;
    let mut divisor = 1_u64;
    while size_bytes / divisor >= 1000 && unit < 6 {
        divisor *= 1000;
        unit += 1;
    }
    let names = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
    let name = names.get(unit).copied().unwrap_or_default();
    let whole = size_bytes / divisor;
    let decimals = 4_usize.saturating_sub(whole.to_string().len());
    #[expect(clippy::cast_precision_loss, reason = "four digits are shown")]
    let text = format!("{:.decimals$}", size_bytes as f64 / divisor as f64);
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    format!("{text}{name}")
}

#[cfg(test)]
mod tests {
    use super::size_text;

    #[test]
    fn sizes_have_four_digits() {
        let shown = [0, 999, 2048, 12800, 3_014_656, 1_000_000_000].map(size_text);
        assert_eq!(shown, ["0B", "999B", "2.048kB", "12.8kB", "3.015MB", "1GB"]);
    }
}
