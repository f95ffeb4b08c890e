//! Slash-separated paths as Go's package `path` and BuildKit's `util/system` treat them.

mod system;

pub(crate) use system::{
    KeepSlash, default_path_env, is_absolute, normalize, normalize_workdir, remove_drive_letter,
    to_slash,
};

/// Go's `path.Clean`: the shortest equal path, `.` for an empty one.
#[must_use]
pub(crate) fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => match parts.last() {
                Some(&last) if last != ".." => _ = parts.pop(),
                _ if rooted => {}
                _ => parts.push(".."),
            },
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

/// Go's `path.Join`: empty parts do not count; nothing at all stays empty.
#[must_use]
pub(crate) fn join(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (true, true) => String::new(),
        (true, false) => clean(second),
        (false, true) => clean(first),
        (false, false) => clean(&format!("{first}/{second}")),
    }
}

/// Go's `path.Base`: the last part, `.` for an empty path, `/` for the root.
#[must_use]
pub(crate) fn base(path: &str) -> &str {
    if path.is_empty() {
        return ".";
    }
    match path.trim_end_matches('/') {
        "" => "/",
        trimmed => trimmed.rsplit('/').next().unwrap_or(trimmed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans_as_go_does() {
        let cases = [
            ("", "."),
            ("/", "/"),
            ("a//b/./c/..", "a/b"),
            ("/../a/", "/a"),
            ("../../a", "../../a"),
            ("a/..", "."),
        ];
        for (path, expected) in cases {
            assert_eq!(clean(path), expected, "{path}");
        }
        assert_eq!(
            (join("", "a/../b"), join("/x", ""), join("", "")),
            ("b".into(), "/x".into(), String::new())
        );
        assert_eq!((base("/a/b/"), base("/"), base("")), ("b", "/", "."));
    }
}
