//! Paths of a build on Linux or Windows (`util/system/path.go` of BuildKit).

use std::borrow::Cow;

use super::{clean, join};

/// `PATH` where an image gives none.
#[must_use]
pub(crate) fn default_path_env(os: &str) -> &'static str {
    if os == "windows" {
        return "c:\\Windows\\System32;c:\\Windows;C:\\Windows\\System32\\WindowsPowerShell\\v1.0";
    }
    "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
}

/// Backslashes of a Windows path become slashes.
#[must_use]
pub(crate) fn to_slash<'p>(path: &'p str, os: &str) -> Cow<'p, str> {
    if os == "windows" {
        path.replace('\\', "/").into()
    } else {
        path.into()
    }
}

/// Whether the path is absolute once a drive letter is gone.
#[must_use]
pub(crate) fn is_absolute(path: &str, os: &str) -> bool {
    remove_drive_letter(path, os, KeepSlash::No).is_ok_and(|p| p.starts_with('/'))
}

/// Whether a slash or `/.` at the end, which makes a destination a folder, is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeepSlash {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// The absolute path of `path` below `parent`.
pub(crate) fn normalize(
    parent: &str,
    path: &str,
    os: &str,
    keep: KeepSlash,
) -> Result<String, String> {
    let context = |e: String| format!("removing drive letter: {e}");
    let original = to_slash(path, os);
    let parent = to_slash(parent, os);
    let parent = if parent.is_empty() { "/" } else { &parent };
    let mut parent = remove_drive_letter(parent, os, keep).map_err(context)?;
    if !is_absolute(&parent, os) {
        parent = join("/", &parent).into();
    }
    let path = if original.is_empty() {
        &parent
    } else {
        &original
    };
    let path = remove_drive_letter(path, os, keep).map_err(context)?;
    let mut path = if is_absolute(&path, os) {
        path.into_owned()
    } else {
        join(&parent, &path)
    };
    if keep == KeepSlash::Yes {
        if original.ends_with('/') && !path.ends_with('/') {
            path.push('/');
        } else if original.ends_with("/.") {
            if path != "/" {
                path.push('/');
            }
            path.push('.');
        }
    }
    if os == "windows" {
        path = path.replace('\\', "/");
    }
    Ok(path)
}

/// The working directory that `WORKDIR workdir` leads to; backslashes on Windows.
pub(crate) fn normalize_workdir(current: &str, workdir: &str, os: &str) -> Result<String, String> {
    let path = normalize(current, workdir, os, KeepSlash::No)
        .map_err(|e| format!("normalizing working directory: {e}"))?;
    Ok(if os == "windows" {
        path.replace('/', "\\")
    } else {
        path
    })
}

/// On Windows: the path without `C:`, cleaned, with slashes; elsewhere the path as it is.
pub(crate) fn remove_drive_letter<'p>(
    path: &'p str,
    os: &str,
    keep: KeepSlash,
) -> Result<Cow<'p, str>, String> {
    if os != "windows" {
        return Ok(path.into());
    }
    if path.len() == 2 && path.ends_with(':') {
        return Err(format!(
            "No relative path specified in {}",
            crate::quote::quote(path)
        ));
    }
    let slashed = to_slash(path, os);
    if slashed.starts_with("//") {
        return Err("UNC paths are not supported".to_owned());
    }
    match slashed.split_once(':') {
        None => Ok(clean_keeping(&slashed, keep).into()),
        Some((drive, rest)) if drive.eq_ignore_ascii_case("c") => {
            Ok(clean_keeping(rest, keep).into())
        }
        Some(_) => Err("The specified path is not on the system drive (C:)".to_owned()),
    }
}

fn clean_keeping(path: &str, keep: KeepSlash) -> String {
    let mut cleaned = clean(path);
    if keep == KeepSlash::Yes && cleaned.len() > 1 && path.ends_with('/') {
        cleaned.push('/');
    }
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_to_the_parent() {
        let linux = |parent, path| normalize(parent, path, "linux", KeepSlash::Yes).unwrap();
        assert_eq!(linux("/app", "a/"), "/app/a/");
        assert_eq!(linux("/app", "./"), "/app/");
        assert_eq!(linux("", "."), "/");
        assert_eq!(linux("/", "/x/."), "/x/./.");
    }

    #[test]
    fn windows_has_one_drive() {
        assert_eq!(
            normalize_workdir("C:\\a", "b", "windows").unwrap(),
            "\\a\\b"
        );
        assert_eq!(
            normalize_workdir("/", "D:\\b", "windows").unwrap_err(),
            "normalizing working directory: removing drive letter: The specified path is not on the system drive (C:)"
        );
    }
}
