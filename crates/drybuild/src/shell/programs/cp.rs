use std::rc::Rc;

use super::{Flags, Process};
use crate::{
    filesystem::{Content, Errno, Follow, Inode, Kind, Node},
    labelled::Bytes,
    shell::Exit,
};

const LONG: [(&str, char); 16] = [
    ("recursive", 'r'),
    ("archive", 'a'),
    ("force", 'f'),
    ("no-clobber", 'n'),
    ("verbose", 'v'),
    ("update", 'u'),
    ("target-directory", 't'),
    ("no-target-directory", 'T'),
    ("preserve", 'p'),
    ("no-dereference", 'P'),
    ("dereference", 'L'),
    ("parents", 'D'),
    ("link", 'l'),
    ("symbolic-link", 's'),
    ("remove-destination", 'f'),
    ("reflink", 'x'),
];

/// `cp`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(&process.args(), "rRafnvut:TpPLdHlsixD", &LONG);
    let mut operands = flags.operands.clone();
    let target = match flags.value('t').cloned() {
        Some(target) => target,
        None => {
            if operands.is_empty() {
                return process.missing_operand("missing file operand", 1);
            }
            if operands.len() == 1 {
                let only = operands
                    .first()
                    .map(|only| only.text().into_owned())
                    .unwrap_or_default();
                return process.missing_operand(
                    &format!("missing destination file operand after '{only}'"),
                    1,
                );
            }
            operands.pop().unwrap_or_default()
        }
    };
    let archive = flags.has('a');
    let recursive = archive || flags.has('r') || flags.has('R');
    let mut copy = Copy {
        recursive,
        preserve: archive || flags.has('p'),
        follow: flags.has('L') || (!recursive && !flags.has('P') && !flags.has('d')),
        keep: flags.has('n'),
        update: flags.has('u'),
        hard: flags.has('l'),
        symbolic: flags.has('s'),
        verbose: flags.has('v'),
        linked: Vec::new(),
        failed: false,
    };
    let directory = process
        .files()
        .stat(target.data(), Follow::Yes)
        .is_ok_and(|inode| inode.is_dir());
    let into = (directory && !flags.has('T')) || flags.has('t');
    if into && !directory {
        let text = target.text().into_owned();
        if process.is_busybox() {
            process.err(format!("can't create '{text}': No such file or directory"));
        } else {
            process.err(format!(
                "target directory '{text}': No such file or directory"
            ));
        }
        return Exit::FAILURE;
    }
    if !into && operands.len() > 1 {
        let text = target.text().into_owned();
        let exists = process.files().stat(target.data(), Follow::Yes).is_ok();
        let message = match (process.is_busybox(), exists) {
            (true, true) => format!("target '{text}' is not a directory"),
            (true, false) => format!("can't create '{text}': No such file or directory"),
            (false, true) => format!("target '{text}': Not a directory"),
            (false, false) => format!("target '{text}': No such file or directory"),
        };
        process.err(message);
        return Exit::FAILURE;
    }
    for source in &operands {
        let destination = if flags.has('D') {
            let mut path = target.clone();
            path.push_plain("/");
            path.push(source);
            let parent = parent_of(&path);
            let _made = super::mkdir::make(process, &parent, true, None, false);
            path
        } else if into {
            inside(&target, source)
        } else {
            target.clone()
        };
        copy.path(process, source, &destination, true);
    }
    if copy.failed {
        Exit::FAILURE
    } else {
        Exit::SUCCESS
    }
}

/// The path of a source's last component in a directory.
pub(super) fn inside(directory: &Bytes, source: &Bytes) -> Bytes {
    let mut path = directory.clone();
    if !path.data().ends_with(b"/") {
        path.push_plain("/");
    }
    path.push(&last_part(source));
    path
}

/// The last component of a path.
pub(super) fn last_part(path: &Bytes) -> Bytes {
    let end = path
        .data()
        .iter()
        .rposition(|byte| *byte != b'/')
        .map_or(0, |last| last + 1);
    let trimmed = path.slice(0..end);
    let start = trimmed
        .data()
        .iter()
        .rposition(|byte| *byte == b'/')
        .map_or(0, |slash| slash + 1);
    trimmed.from_offset(start)
}

/// The directory part of a path.
pub(super) fn parent_of(path: &Bytes) -> Bytes {
    match path.data().iter().rposition(|byte| *byte == b'/') {
        Some(0) => "/".into(),
        Some(at) => path.slice(0..at),
        None => ".".into(),
    }
}

/// How a copy is made; also used by `install` and `mv`.
pub(super) struct Copy {
    pub(super) recursive: bool,
    pub(super) preserve: bool,
    /// Copies what a symbolic link points to.
    pub(super) follow: bool,
    pub(super) keep: bool,
    pub(super) update: bool,
    pub(super) hard: bool,
    pub(super) symbolic: bool,
    pub(super) verbose: bool,
    /// Copied files with several names.
    pub(super) linked: Vec<(Node, Bytes)>,
    pub(super) failed: bool,
}

impl Copy {
    /// Copies one path; `named` is false below a directory.
    pub(super) fn path(
        &mut self,
        process: &mut Process<'_>,
        source: &Bytes,
        target: &Bytes,
        named: bool,
    ) {
        // What stands behind a descriptor, as `<(…)` does, is read to its end.
        if named && process.shell.descriptor_of(source.data()).is_some() {
            let copied = process
                .read(source)
                .and_then(|content| process.write(target, content));
            if let Err(error) = copied {
                self.failed = true;
                let target = target.text().into_owned();
                process.err(format!(
                    "cannot create regular file '{target}': {}",
                    error.message()
                ));
            }
            return;
        }
        let follow = if self.follow { Follow::Yes } else { Follow::No };
        let shown = source.text().into_owned();
        let found = process
            .files()
            .locate(source.data(), follow)
            .and_then(|located| {
                let node = located.existing()?;
                Ok((
                    node,
                    process.files().inode(node).cloned().ok_or(Errno::NoEntry)?,
                ))
            });
        let (node, inode) = match found {
            Ok(found) => found,
            Err(error) => {
                self.failed = true;
                let verb = if process.is_busybox() {
                    "can't stat"
                } else {
                    "cannot stat"
                };
                return process.err(format!("{verb} '{shown}': {}", error.message()));
            }
        };
        let there = process
            .files()
            .stat(
                target.data(),
                if inode.is_dir() {
                    Follow::Yes
                } else {
                    Follow::No
                },
            )
            .ok();
        if (self.keep && there.is_some())
            || (self.update
                && there
                    .as_ref()
                    .is_some_and(|there| there.modified >= inode.modified))
        {
            return;
        }
        let same = process
            .files()
            .locate(target.data(), Follow::Yes)
            .is_ok_and(|located| located.node == Some(node));
        if same && !inode.is_dir() {
            self.failed = true;
            return process.err(format!(
                "'{shown}' and '{}' are the same file",
                target.text()
            ));
        }
        if inode.is_dir() {
            return self.directory(process, source, target, &inode, there.as_deref(), named);
        }
        if there.as_ref().is_some_and(|there| there.is_dir()) {
            self.failed = true;
            let target = target.text();
            return process.err(match process.is_busybox() {
                true => format!("'{target}' is a directory"),
                false => format!("cannot overwrite directory '{target}' with non-directory"),
            });
        }
        let copied = self.file(process, source, target, node, &inode, there.as_deref());
        if let Err(error) = copied {
            self.failed = true;
            let target = target.text().into_owned();
            let message = match (process.is_busybox(), error) {
                (true, Failure::Read(error)) => {
                    format!("can't open '{shown}': {}", error.message())
                }
                (true, Failure::Write(error)) => {
                    format!("can't create '{target}': {}", error.message())
                }
                (false, Failure::Read(error)) => {
                    format!("cannot open '{shown}' for reading: {}", error.message())
                }
                (false, Failure::Write(Errno::NoEntry)) if target.ends_with('/') => {
                    format!("cannot create regular file '{target}': Not a directory")
                }
                (false, Failure::Write(error)) => {
                    format!("cannot create regular file '{target}': {}", error.message())
                }
            };
            process.err(message);
        } else if self.verbose {
            process.print(format!("'{shown}' -> '{}'\n", target.text()));
        }
    }

    fn file(
        &mut self,
        process: &mut Process<'_>,
        source: &Bytes,
        target: &Bytes,
        node: Node,
        inode: &Rc<Inode>,
        there: Option<&Inode>,
    ) -> Result<(), Failure> {
        if self.hard || self.symbolic {
            if there.is_some() {
                process
                    .files()
                    .unlink(target.data())
                    .map_err(Failure::Write)?;
            }
            return match self.hard {
                true => process.files().link(source.data(), target, Follow::No),
                false => process.files().symlink(source, target).map(|_| ()),
            }
            .map_err(Failure::Write);
        }
        if let Some((_, first)) = self
            .linked
            .iter()
            .find(|(known, _)| *known == node && self.preserve)
        {
            let first = first.clone();
            return process
                .files()
                .link(first.data(), target, Follow::No)
                .map_err(Failure::Write);
        }
        let made = match &inode.kind {
            Kind::File(content) => {
                if !process.files().may(inode, 4) {
                    return Err(Failure::Read(Errno::Permission));
                }
                let step = process.step(format!(
                    "`{}` copies {} to {}",
                    process.name,
                    source.text(),
                    target.text()
                ));
                let content = match content {
                    Content::Bytes(bytes) if bytes.is_tainted() => {
                        Content::from((**bytes).clone().stepped(|| step))
                    }
                    other => other.clone(),
                };
                if let Some(fd) = process.shell.descriptor_of(target.data()) {
                    let span = process.span.clone();
                    process.shell.write_fd(fd, &content.bytes(), &span);
                    return Ok(());
                }
                // A plain copy keeps the permission bits, less the umask; an existing file keeps its own.
                process
                    .files()
                    .write(target, content, inode.mode & 0o777)
                    .map_err(Failure::Write)?
            }
            Kind::Symlink(link) => {
                if there.is_some() {
                    process
                        .files()
                        .unlink(target.data())
                        .map_err(Failure::Write)?;
                }
                process
                    .files()
                    .symlink(link, target)
                    .map_err(Failure::Write)?
            }
            Kind::Device(_) | Kind::Fifo if !self.recursive => {
                let span = process.span.clone();
                let content = match process.shell.open_to_read(source) {
                    Ok(open) => {
                        process.shell.scope.fds.insert(9, open);
                        let bytes = process
                            .shell
                            .descriptor_of(source.data())
                            .map_or(9, |fd| fd);
                        process.shell.read_fd(bytes)
                    }
                    Err(error) => return Err(Failure::Read(error)),
                };
                process.shell.scope.fds.remove(&9);
                let _place = span;
                return process.write(target, content).map_err(Failure::Write);
            }
            kind => {
                let located = process
                    .files()
                    .locate(target.data(), Follow::No)
                    .map_err(Failure::Write)?;
                process
                    .files()
                    .create(&located, target, kind.clone(), inode.mode)
                    .map_err(Failure::Write)?
            }
        };
        if inode.links > 1 && self.preserve {
            self.linked.push((node, target.clone()));
        }
        self.keep_metadata(process, target, made, inode);
        Ok(())
    }

    fn directory(
        &mut self,
        process: &mut Process<'_>,
        source: &Bytes,
        target: &Bytes,
        inode: &Rc<Inode>,
        there: Option<&Inode>,
        named: bool,
    ) {
        let shown = source.text().into_owned();
        if !self.recursive {
            self.failed = true;
            return process.err(match process.is_busybox() {
                true => format!("omitting directory '{shown}'"),
                false => format!("-r not specified; omitting directory '{shown}'"),
            });
        }
        let into_itself = process
            .files()
            .locate(target.data(), Follow::Yes)
            .ok()
            .zip(process.files().locate(source.data(), Follow::Yes).ok());
        if let Some((to, from)) = into_itself
            && to
                .path
                .strip_prefix(from.path.as_slice())
                .is_some_and(|rest| rest.starts_with(b"/"))
        {
            self.failed = true;
            return process.err(format!(
                "cannot copy a directory, '{shown}', into itself, '{}'",
                target.text()
            ));
        }
        if there.is_some_and(|there| !there.is_dir()) {
            self.failed = true;
            return process.err(match process.is_busybox() {
                true => format!("target '{}' is not a directory", target.text()),
                false => format!(
                    "cannot overwrite non-directory '{}' with directory '{shown}'",
                    target.text()
                ),
            });
        }
        let mut target = target.clone();
        while target.len() > 1 && target.data().ends_with(b"/") {
            target = target.slice(0..target.len() - 1);
        }
        let entries = process.files().list(source.data()).unwrap_or_default();
        if there.is_none()
            && let Err(error) = process.files().make_dir(&target, inode.mode & 0o777)
        {
            self.failed = true;
            let verb = if process.is_busybox() {
                "can't create"
            } else {
                "cannot create"
            };
            return process.err(format!(
                "{verb} directory '{}': {}",
                target.text(),
                error.message()
            ));
        }
        if self.verbose && named {
            process.print(format!("'{shown}' -> '{}'\n", target.text()));
        }
        for (name, _) in entries {
            let mut from = source.clone();
            if !from.data().ends_with(b"/") {
                from.push_plain("/");
            }
            from.push(&name);
            self.path(process, &from, &inside(&target, &name), false);
        }
        if let Ok(located) = process.files().locate(target.data(), Follow::Yes)
            && let Some(node) = located.node
            && (there.is_none() || self.preserve)
        {
            self.keep_metadata(process, &target, node, inode);
        }
    }

    fn keep_metadata(&self, process: &mut Process<'_>, target: &Bytes, made: Node, inode: &Inode) {
        let Ok(located) = process.files().locate(target.data(), Follow::No) else {
            return;
        };
        if self.preserve {
            let _kept = process.files().set_owner(&located, inode.owner);
            if !matches!(inode.kind, Kind::Symlink(_)) {
                let _kept = process.files().set_mode(&located, inode.mode);
            }
            process.files().set_modified(made, inode.modified);
        }
    }
}

enum Failure {
    Read(Errno),
    Write(Errno),
}
