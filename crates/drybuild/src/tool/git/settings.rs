//! The configuration file: sections of settings.

use super::super::{is_directory, make_parents, write};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};

/// One setting of a file.
pub(super) struct Setting {
    /// `section.sub.key`, the key in lower case.
    pub(super) key: Bytes,
    pub(super) value: Bytes,
    /// The line of the file that it stands in.
    line: usize,
}

/// The settings of a file, in order.
pub(super) fn read(process: &mut Process<'_>, path: &str) -> Vec<Setting> {
    let content = process.files().read(path.as_bytes()).unwrap_or_default();
    let mut settings = Vec::new();
    let mut section = Bytes::new();
    for (line, text) in content.lines().iter().enumerate() {
        let text = trim(text);
        if text.data().first() == Some(&b'[') {
            section = header(&text);
            continue;
        }
        let Some(equal) = text.data().iter().position(|byte| *byte == b'=') else {
            continue;
        };
        let mut key = section.clone();
        key.push_plain(".");
        key.push(&trim(&text.slice(0..equal)));
        let value = trim(&text.from_offset(equal + 1));
        settings.push(Setting { key, value, line });
    }
    settings
}

/// `section.sub` of `[section "sub"]`.
fn header(text: &Bytes) -> Bytes {
    let inner = text.slice(1..text.len().saturating_sub(1));
    let Some(quote) = inner.data().iter().position(|byte| *byte == b'"') else {
        return inner;
    };
    let mut name = trim(&inner.slice(0..quote));
    name.push_plain(".");
    name.push(&inner.slice(quote + 1..inner.len().saturating_sub(1)));
    name
}

fn trim(bytes: &Bytes) -> Bytes {
    let is_text = |byte: &u8| !byte.is_ascii_whitespace();
    let start = bytes.data().iter().position(is_text);
    let end = bytes.data().iter().rposition(is_text);
    match (start, end) {
        (Some(start), Some(end)) => bytes.slice(start..end + 1),
        _ => Bytes::new(),
    }
}

/// Whether two keys are one: section and name in any case, what is between as it is.
pub(super) fn is_key(key: &Bytes, wanted: &Bytes) -> bool {
    let (key, wanted) = (key.text(), wanted.text());
    key == wanted || {
        let parts = |text: &str| {
            let (first, rest) = text.split_once('.').unwrap_or((text, ""));
            let (sub, last) = rest.rsplit_once('.').unwrap_or(("", rest));
            (first.to_lowercase(), sub.to_owned(), last.to_lowercase())
        };
        parts(&key) == parts(&wanted)
    }
}

/// Takes settings away, and sections that have none left. Whether there was one.
pub(super) fn remove(
    process: &mut Process<'_>,
    path: &str,
    is_gone: impl Fn(&Bytes) -> bool,
) -> bool {
    let settings = read(process, path);
    let gone: Vec<usize> = settings
        .iter()
        .filter(|setting| is_gone(&setting.key))
        .map(|setting| setting.line)
        .collect();
    if gone.is_empty() {
        return false;
    }
    let old = process.files().read(path.as_bytes()).unwrap_or_default();
    let kept: Vec<Bytes> = old
        .lines()
        .into_iter()
        .enumerate()
        .filter(|(line, _)| !gone.contains(line))
        .map(|(_, text)| text)
        .collect();
    let mut content = Bytes::new();
    for (at, line) in kept.iter().enumerate() {
        let is_header = |line: &Bytes| trim(line).data().first() == Some(&b'[');
        let is_empty_section = is_header(line) && kept.get(at + 1).is_none_or(is_header);
        if !is_empty_section {
            content.push(line);
        }
    }
    drop(old);
    write(process, path, content);
    true
}

/// Adds text to a file.
pub(super) fn append(process: &mut Process<'_>, path: &str, added: &Bytes) -> Exit {
    if is_directory(process, path) {
        return Exit::FAILURE;
    }
    make_parents(process, path);
    let old = process.files().read(path.as_bytes()).unwrap_or_default();
    let mut content = old.slice(0..old.len());
    drop(old);
    content.push(added);
    if write(process, path, content) {
        Exit::SUCCESS
    } else {
        Exit::Known(4)
    }
}

/// `section.key` or `section.sub.key` as lines of a file.
pub(super) fn lines(key: &Bytes, value: &Bytes) -> Bytes {
    let data = key.data();
    let dot = |found: Option<usize>| found.unwrap_or(data.len());
    let first = dot(data.iter().position(|byte| *byte == b'.'));
    let last = dot(data.iter().rposition(|byte| *byte == b'.'));
    let mut content = Bytes::from("[");
    content.push(&key.slice(0..first));
    if last > first {
        content.push_plain(" \"");
        content.push(&key.slice(first + 1..last));
        content.push_plain("\"");
    }
    content.push_plain("]\n\t");
    content.push(&key.from_offset((last + 1).min(data.len())));
    content.push_plain(" = ");
    content.push(value);
    content.push_plain("\n");
    content
}

/// `key=value` in two.
pub(super) fn split(setting: &Bytes) -> (Bytes, Bytes) {
    let at = setting.data().iter().position(|byte| *byte == b'=');
    let at = at.unwrap_or(setting.len());
    (setting.slice(0..at), setting.from_offset(at + 1))
}
