//! Paths of `COPY` and `ADD` in the context, in a stage and in what is built.

use super::super::super::BuildError;
use super::super::super::stage::Stage;
use super::Transfer;
use crate::graph::CopyAction;
use crate::path::{KeepSlash, clean, is_absolute, join, normalize, remove_drive_letter};

/// Absolute path of a destination; a slash or dot at its end stays (`pathRelativeToWorkingDir`).
pub(super) fn destination(stage: &Stage<'_>, dest: &str) -> Result<String, BuildError> {
    let os = stage.os();
    let context = |e: String| BuildError::new(format!("removing drive letter: {e}"));
    let dest = remove_drive_letter(dest, os, KeepSlash::Yes).map_err(context)?;
    if is_absolute(&dest, os) {
        return Ok(normalize("/", &dest, os, KeepSlash::Yes)?);
    }
    let dest = if dest.is_empty() || dest == "." {
        "./"
    } else {
        &dest
    };
    Ok(normalize(&stage.state.dir, dest, os, KeepSlash::Yes)?)
}

/// A path as the vertex holds it: clean, but for what its end says (`normalizePath` of `llb/fileop.go`).
pub(super) fn normalize_in_vertex(parent: &str, path: &str) -> String {
    let mut cleaned = clean(path);
    if !cleaned.starts_with('/') {
        cleaned = join(&join("/", parent), &cleaned);
    }
    if path.ends_with('/') && !cleaned.ends_with('/') {
        cleaned.push('/');
    } else if path.ends_with("/.") {
        if cleaned != "/" {
            cleaned.push('/');
        }
        cleaned.push('.');
    }
    cleaned
}

/// Copy of a path of the context or of a stage.
pub(super) fn copy(
    stage: &Stage<'_>,
    transfer: &Transfer<'_>,
    source: &str,
    base: &CopyAction,
) -> Result<CopyAction, BuildError> {
    let os = stage.os();
    let absolute = |path: &str| {
        normalize("/", path, os, KeepSlash::No)
            .map_err(|e| BuildError::new(format!("removing drive letter: {e}")))
    };
    let (mut src, mut include, mut required_paths) = (source.to_owned(), Vec::new(), Vec::new());
    if transfer.parents {
        // `/./` parts what is left out of the destination from what is kept.
        let (root, pattern) = source.split_once("/./").unwrap_or(("/", source));
        let pattern = absolute(pattern)?;
        if !has_wildcards(root) && !has_wildcards(&pattern) {
            required_paths.push(absolute(&join(root, &pattern))?);
        }
        include.push(pattern.strip_prefix('/').unwrap_or(&pattern).to_owned());
        root.clone_into(&mut src);
    }
    Ok(CopyAction {
        src: clean(&absolute(&src)?),
        include,
        required_paths,
        follow_symlink: true,
        dir_copy_contents: true,
        attempt_unpack: transfer.unpack.unwrap_or(transfer.keyword == "ADD"),
        allow_wildcard: true,
        allow_empty_wildcard: true,
        ..base.clone()
    })
}

fn has_wildcards(path: &str) -> bool {
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        match c {
            '*' | '?' | '[' => return true,
            '\\' => _ = chars.next(),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_destinations_stay() {
        assert_eq!(normalize_in_vertex("/", "/srv/data//z"), "/srv/data/z");
        assert_eq!(normalize_in_vertex("/", "/opt/./."), "/opt/.");
        assert_eq!(normalize_in_vertex("/", "//y/"), "/y/");
    }
}
