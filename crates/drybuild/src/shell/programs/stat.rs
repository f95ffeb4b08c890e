use super::{Flags, Process, id::known_name, ls::permissions};
use crate::{
    filesystem::{Follow, Inode, Kind},
    labelled::Bytes,
    shell::Exit,
};

/// `stat`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "c:Lftp:",
        &[("format", 'c'), ("dereference", 'L'), ("printf", 'p')],
    );
    let follow = if flags.has('L') {
        Follow::Yes
    } else {
        Follow::No
    };
    let mut exit = Exit::SUCCESS;
    for operand in &flags.operands {
        match process.files().stat(operand.data(), follow) {
            Ok(inode) => match flags.value('c').or_else(|| flags.value('p')).cloned() {
                Some(format) => {
                    let line = formatted(process, &format, operand, &inode);
                    if flags.has('p') {
                        process.out(&line)
                    } else {
                        process.line(&line)
                    }
                }
                None => {
                    let shown = format!("  File: {}\n", operand.text());
                    process.line(&Bytes::unknown(&shown, "the output of `stat`"));
                }
            },
            Err(error) => {
                exit = Exit::FAILURE;
                process.err(match process.is_busybox() {
                    true => format!("can't stat '{}': {}", operand.text(), error.message()),
                    false => format!("cannot statx '{}': {}", operand.text(), error.message()),
                });
            }
        }
    }
    exit
}

fn formatted(process: &mut Process<'_>, format: &Bytes, path: &Bytes, inode: &Inode) -> Bytes {
    let data = format.data();
    let mut out = Bytes::new();
    let mut at = 0;
    while let Some(byte) = data.get(at).copied() {
        if byte == b'\\'
            && process
                .texts()
                .iter()
                .any(|text| text.starts_with("--printf"))
        {
            let (bytes, used) =
                crate::shell::escape::printf(data.get(at..).unwrap_or_default(), false);
            out.push_plain(bytes);
            at += used;
            continue;
        }
        if byte != b'%' {
            out.push(&format.slice(at..at + 1));
            at += 1;
            continue;
        }
        let letter = data.get(at + 1).copied().unwrap_or(b'%');
        at += 2;
        let unknown = || Bytes::unknown("0", "a property that is not known");
        let piece: Bytes = match letter {
            b'a' => format!("{:o}", inode.mode).into(),
            b'A' => permissions(inode).into(),
            b'f' => {
                let kind = match &inode.kind {
                    Kind::File(_) => 0o100_000,
                    Kind::Directory(_) => 0o040_000,
                    Kind::Symlink(_) => 0o120_000,
                    Kind::Fifo => 0o010_000,
                    Kind::Device(_) => 0o020_000,
                };
                format!("{:x}", kind | inode.mode).into()
            }
            b'F' => match &inode.kind {
                Kind::File(content) if content.size_bytes() == Some(0) => "regular empty file",
                Kind::File(_) => "regular file",
                Kind::Directory(_) => "directory",
                Kind::Symlink(_) => "symbolic link",
                Kind::Fifo => "fifo",
                Kind::Device(_) => "character special file",
            }
            .into(),
            b'g' => inode.owner.gid.to_string().into(),
            b'G' => known_name(process, "/etc/group", inode.owner.gid)
                .unwrap_or_else(|| "UNKNOWN".to_owned())
                .into(),
            b'h' => links(process, inode).to_string().into(),
            b'n' => path.clone(),
            b'N' => match &inode.kind {
                Kind::Symlink(target) => format!("'{}' -> '{}'", path.text(), target.text()).into(),
                _ if process.is_busybox() => path.clone(),
                _ => format!("'{}'", path.text()).into(),
            },
            b's' => match &inode.kind {
                Kind::File(content) => content
                    .size_bytes()
                    .map_or_else(unknown, |size| size.to_string().into()),
                Kind::Symlink(target) => target.len().to_string().into(),
                Kind::Directory(_) => Bytes::unknown("4096", "the size of a directory"),
                _ => "0".into(),
            },
            b'u' => inode.owner.uid.to_string().into(),
            b'U' => known_name(process, "/etc/passwd", inode.owner.uid)
                .unwrap_or_else(|| "UNKNOWN".to_owned())
                .into(),
            b'%' => "%".into(),
            _ => unknown(),
        };
        out.push(&piece);
    }
    out
}

/// The link count: of a directory, one for each name, itself and its subdirectories.
pub(super) fn links(process: &mut Process<'_>, inode: &Inode) -> usize {
    let subdirectories = inode
        .entries()
        .filter(|(_, entry)| {
            process
                .shell
                .files
                .volumes()
                .first()
                .and_then(|root| root.files.get(entry.inode))
                .is_some_and(|child| child.is_dir())
        })
        .count();
    if inode.is_dir() {
        2 + subdirectories
    } else {
        inode.links as usize
    }
}
