//! The walk over the context: fsutil's `filterFS.Walk` with exclude patterns only.

use super::IgnoreError;
use super::pattern::Pattern;

/// A folder on the way to the current entry.
struct Folder<'a> {
    path: &'a str,
    /// Which patterns match it; one that does matches all that is in it.
    matched: Vec<bool>,
    is_sent: bool,
}

pub(super) fn sent<'a>(
    patterns: &[Pattern],
    entries: &[(&'a str, bool)],
) -> Result<Vec<&'a str>, IgnoreError> {
    let exceptions = || patterns.iter().filter(|pattern| pattern.is_exception);
    let may_skip = exceptions().all(Pattern::is_prefix);
    let mut sent = Vec::new();
    let mut folders: Vec<Folder<'_>> = Vec::new();
    let mut skipped: Option<&str> = None;
    for &(path, is_folder) in entries {
        if skipped.is_some_and(|folder| is_below(path, folder)) {
            continue;
        }
        while folders
            .pop_if(|folder| !is_below(path, folder.path))
            .is_some()
        {}
        let above = folders.last().map(|folder| folder.matched.as_slice());
        let (is_excluded, matched) = matches(patterns, path, above).map_err(|error| {
            IgnoreError::new(format!("failed to match excludepatterns: {error}"))
        })?;
        if is_excluded {
            // A folder is not entered when no exception can be about anything in it.
            if is_folder && may_skip && !exceptions().any(|pattern| reaches_into(pattern, path)) {
                skipped = Some(path);
                continue;
            }
        } else {
            for folder in folders.iter_mut().filter(|folder| !folder.is_sent) {
                folder.is_sent = true;
                sent.push(folder.path);
            }
            sent.push(path);
        }
        if is_folder {
            folders.push(Folder {
                path,
                matched,
                is_sent: !is_excluded,
            });
        }
    }
    Ok(sent)
}

/// Whether the path is excluded, and which patterns match it.
/// Follows `MatchesUsingParentResults`.
fn matches(
    patterns: &[Pattern],
    path: &str,
    above: Option<&[bool]>,
) -> Result<(bool, Vec<bool>), IgnoreError> {
    let mut is_excluded = false;
    let mut matched = vec![false; patterns.len()];
    for (index, (pattern, mark)) in patterns.iter().zip(&mut matched).enumerate() {
        let inherited = above
            .and_then(|above| above.get(index))
            .copied()
            .unwrap_or(false);
        if !inherited && pattern.is_exception != is_excluded {
            continue;
        }
        *mark = inherited
            || match above {
                Some(_) => pattern.matches(path)?,
                None => pattern.matches_or_parent(path)?,
            };
        if *mark {
            is_excluded = !pattern.is_exception;
        }
    }
    Ok((is_excluded, matched))
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Whether an exception names something in the folder, or the folder itself.
fn reaches_into(pattern: &Pattern, folder: &str) -> bool {
    let prefix = pattern.without_trailing_glob();
    prefix == folder || is_below(prefix, folder)
}
