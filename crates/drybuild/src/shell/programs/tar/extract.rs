use std::collections::BTreeMap;

use super::{
    Process, Settings,
    archive::{enter, excluded},
};
use crate::{
    filesystem::{Follow, Kind, Owner},
    labelled::{Bytes, Mark},
    shell::{Exit, interpret::Pattern},
};

/// One entry of an archive.
struct Entry {
    name: Bytes,
    kind: u8,
    mode: u32,
    owner: Owner,
    target: Bytes,
    content: Bytes,
}

/// `tar x` and `tar t`
pub(super) fn run(
    process: &mut Process<'_>,
    settings: &Settings,
    content: &Bytes,
    operands: &[Bytes],
    lists: bool,
) -> Exit {
    let Some(entries) = read(content) else {
        if process.is_busybox() {
            process.err(if content.len() < 512 {
                "short read"
            } else {
                "invalid tar magic"
            });
            return Exit::FAILURE;
        }
        process.err("This does not look like a tar archive");
        process.err("Exiting with failure status due to previous errors");
        return Exit::Known(2);
    };
    let cwd = process.files().cwd.clone();
    for directory in &settings.directory {
        if !enter(process, directory) {
            process.err(format!(
                "{}: Cannot open: No such file or directory",
                directory.text()
            ));
            process.err("Error is not recoverable: exiting now");
            return Exit::Known(if process.is_busybox() { 1 } else { 2 });
        }
    }
    let mut failed = false;
    let mut modes = Vec::new();
    for entry in &entries {
        let wanted = operands.is_empty()
            || operands.iter().any(|operand| {
                let name = entry
                    .name
                    .data()
                    .strip_suffix(b"/")
                    .unwrap_or(entry.name.data());
                let operand = operand.data().strip_suffix(b"/").unwrap_or(operand.data());
                name == operand
                    || name
                        .strip_prefix(operand)
                        .is_some_and(|rest| rest.starts_with(b"/"))
                    || Pattern::from_text(operand).matches(name)
            });
        if !wanted || excluded(&entry.name, &settings.excludes) {
            continue;
        }
        if lists {
            process.line(&entry.name);
            continue;
        }
        let Some(name) = stripped(&entry.name, settings.strip) else {
            continue;
        };
        if settings.verbose {
            process.line(&entry.name);
        }
        if settings.to_stdout {
            process.out(&entry.content);
            continue;
        }
        failed |= !extract(process, settings, entry, &name, &mut modes);
    }
    // Directories get their modes last, so that what is below them can be written.
    for (name, mode) in modes {
        if let Ok(located) = process.files().locate(name.data(), Follow::No) {
            let _moded = process.files().set_mode(&located, mode);
        }
    }
    process.files().cwd = cwd;
    match (failed, process.is_busybox()) {
        (false, _) => Exit::SUCCESS,
        (true, true) => Exit::FAILURE,
        (true, false) => {
            process.err("Exiting with failure status due to previous errors");
            Exit::Known(2)
        }
    }
}

fn stripped(name: &Bytes, count: usize) -> Option<Bytes> {
    let mut name = name.clone();
    while name.data().starts_with(b"/") {
        name = name.from_offset(1);
    }
    for _ in 0..count {
        let slash = name.data().iter().position(|byte| *byte == b'/')?;
        name = name.from_offset(slash + 1);
    }
    (!name.is_empty()).then_some(name)
}

fn extract(
    process: &mut Process<'_>,
    settings: &Settings,
    entry: &Entry,
    name: &Bytes,
    modes: &mut Vec<(Bytes, u32)>,
) -> bool {
    let root = process.files().user.uid == 0;
    let mask = if root { 0 } else { process.files().umask };
    let trimmed = name.slice(
        0..name
            .data()
            .strip_suffix(b"/")
            .map_or(name.len(), <[u8]>::len),
    );
    let parent = super::super::cp::parent_of(&trimmed);
    let _made = super::super::mkdir::make(process, &parent, true, None, false);
    let step = process.step(format!("`tar` unpacks {}", name.text()));
    let existing = process.files().stat(trimmed.data(), Follow::No).ok();
    if entry.kind != b'5' && existing.as_ref().is_some_and(|inode| !inode.is_dir()) {
        let _removed = process.files().unlink(trimmed.data());
    }
    let made = match entry.kind {
        b'5' => {
            if existing.is_some_and(|inode| inode.is_dir()) {
                Ok(())
            } else {
                process.files().make_dir(&trimmed, 0o700).map(|_| ())
            }
        }
        b'2' => process.files().symlink(&entry.target, &trimmed).map(|_| ()),
        b'1' => process
            .files()
            .link(entry.target.data(), &trimmed, Follow::No),
        b'6' => process
            .files()
            .locate(trimmed.data(), Follow::No)
            .and_then(|located| {
                process
                    .files()
                    .create(&located, &trimmed, Kind::Fifo, 0o600)
                    .map(|_| ())
            }),
        _ => {
            let content = entry.content.clone().stepped(|| step);
            process
                .files()
                .write(&trimmed, content.into(), 0o600)
                .map(|_| ())
        }
    };
    if let Err(error) = made {
        process.err(format!("{}: Cannot open: {}", name.text(), error.message()));
        return false;
    }
    let Ok(located) = process.files().locate(trimmed.data(), Follow::No) else {
        return false;
    };
    if settings.same_owner.unwrap_or(root) && root {
        let _owned = process.files().set_owner(&located, entry.owner);
    }
    match entry.kind {
        b'2' | b'1' => {}
        b'5' => modes.push((trimmed, entry.mode & !mask)),
        _ => {
            let _moded = process.files().set_mode(&located, entry.mode & !mask);
        }
    }
    true
}

/// The entries, or `None` if it is no archive.
fn read(content: &Bytes) -> Option<Vec<Entry>> {
    let data = content.data();
    let mut entries = Vec::new();
    let mut long_name: Option<Bytes> = None;
    let mut settings: BTreeMap<String, String> = BTreeMap::new();
    let mut next = 0;
    while let Some(header) = data.get(next..next + 512) {
        let at = next;
        if header.iter().all(|byte| *byte == 0) {
            break;
        }
        if header.get(257..262) != Some(b"ustar") {
            return None;
        }
        let text = |from: usize, to: usize| {
            let field = header.get(from..to).unwrap_or_default();
            let length = field
                .iter()
                .position(|byte| *byte == 0)
                .unwrap_or(field.len());
            known(&content.slice(at + from..at + from + length))
        };
        let number = |from: usize, to: usize| {
            u32::from_str_radix(text(from, to).text().trim(), 8).unwrap_or(0)
        };
        let size = number(124, 136) as usize;
        let kind = header.get(156).copied().unwrap_or(b'0');
        let body = content.slice(at + 512..at + 512 + size);
        next = at + 512 + size.div_ceil(512) * 512;
        match kind {
            b'L' => {
                long_name = Some(body.slice(0..size.saturating_sub(1)));
                continue;
            }
            b'x' => {
                for record in body.text().lines() {
                    if let Some((key, value)) = record
                        .split_once(' ')
                        .and_then(|(_, rest)| rest.split_once('='))
                    {
                        settings.insert(key.to_owned(), value.to_owned());
                    }
                }
                continue;
            }
            b'g' => continue,
            _ => {}
        }
        let mut name = text(0, 100);
        let prefix = text(345, 500);
        if header.get(257..263) == Some(b"ustar\0") && !prefix.is_empty() {
            let mut joined = prefix;
            joined.push_plain("/");
            joined.push(&name);
            name = joined;
        }
        if let Some(path) = settings.remove("path") {
            name = path.into();
        }
        if let Some(long) = long_name.take() {
            name = long;
        }
        let target = settings
            .remove("linkpath")
            .map_or_else(|| text(157, 257), Bytes::from);
        settings.clear();
        let owner = Owner {
            uid: number(108, 116),
            gid: number(116, 124),
        };
        entries.push(Entry {
            name,
            kind,
            mode: number(100, 108) & 0o7777,
            owner,
            target,
            content: known(&body),
        });
    }
    if entries.is_empty() && !data.iter().all(|byte| *byte == 0) {
        return None;
    }
    Some(entries)
}

/// Without the mark that says that the archive's times are not known.
fn known(bytes: &Bytes) -> Bytes {
    let mut out = Bytes::from(bytes.data());
    for label in bytes.labels() {
        if !matches!(&label.mark, Mark::Unknown(what) if what.as_ref() == "the times in an archive")
        {
            out.mark(label.range.clone(), label.mark.clone());
        }
    }
    out
}
