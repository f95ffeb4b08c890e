//! The parts of an address.

use crate::labelled::Bytes;

/// `user:password` of an address.
pub(super) fn credentials(url: &Bytes) -> Option<Bytes> {
    let (start, at) = userinfo(url)?;
    Some(url.slice(start..at))
}

/// The address without user and password.
pub(super) fn plain(url: &Bytes) -> Bytes {
    match userinfo(url) {
        Some((start, at)) => url.replace(start..at + 1, &Bytes::new()),
        None => url.clone(),
    }
}

fn userinfo(url: &Bytes) -> Option<(usize, usize)> {
    let text = url.data();
    let start = text.windows(3).position(|three| three == b"://")? + 3;
    let rest = text.get(start..)?;
    let end = rest
        .iter()
        .position(|byte| matches!(byte, b'/' | b'?' | b'#'))
        .unwrap_or(rest.len());
    let at = rest.get(..end)?.iter().rposition(|byte| *byte == b'@')?;
    Some((start, start + at))
}

/// The path with its query: what a request line names.
pub(super) fn target(url: &Bytes) -> Bytes {
    let text = url.data();
    let start = text
        .windows(3)
        .position(|three| three == b"://")
        .map_or(0, |at| at + 3);
    let slash = text
        .get(start..)
        .and_then(|rest| rest.iter().position(|byte| *byte == b'/'));
    slash.map_or_else(|| "/".into(), |slash| url.from_offset(start + slash))
}

/// The last part of the path; with `with_query` also what stands behind it.
pub(super) fn file_name(url: &Bytes, with_query: bool) -> Bytes {
    let target = target(url);
    let data = target.data();
    let end = data
        .iter()
        .position(|byte| matches!(byte, b'?' | b'#'))
        .unwrap_or(data.len());
    let slash = data
        .get(..end)
        .and_then(|path| path.iter().rposition(|byte| *byte == b'/'));
    let start = slash.map_or(0, |slash| slash + 1);
    let name = target.slice(start..if with_query { data.len() } else { end });
    if name.is_empty() {
        "index.html".into()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let url = Bytes::from("https://u:p@host/a/file.tgz?t=1");
        assert_eq!(credentials(&url).unwrap().text(), "u:p");
        assert_eq!(plain(&url).text(), "https://host/a/file.tgz?t=1");
        assert_eq!(target(&url).text(), "/a/file.tgz?t=1");
        assert_eq!(file_name(&url, false).text(), "file.tgz");
        assert_eq!(file_name(&url, true).text(), "file.tgz?t=1");
        assert_eq!(file_name(&"https://host".into(), true).text(), "index.html");
        assert!(credentials(&"https://host/a@b".into()).is_none());
    }
}
