use super::{
    Flags, Process,
    cp::{Copy, inside},
};
use crate::{
    filesystem::{Errno, Follow},
    labelled::Bytes,
    shell::Exit,
};

/// `mv`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let long = [
        ("force", 'f'),
        ("no-clobber", 'n'),
        ("verbose", 'v'),
        ("target-directory", 't'),
        ("no-target-directory", 'T'),
        ("update", 'u'),
    ];
    let flags = Flags::parse(&process.args(), "fnvit:Tu", &long);
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
    let directory = process
        .files()
        .stat(target.data(), Follow::Yes)
        .is_ok_and(|inode| inode.is_dir());
    if (operands.len() > 1 || flags.has('t')) && !directory {
        let text = target.text().into_owned();
        let exists = process.files().stat(target.data(), Follow::Yes).is_ok();
        process.err(match (process.is_busybox(), exists) {
            (true, true) => format!("target '{text}' is not a directory"),
            (true, false) => format!(
                "can't rename '{}': No such file or directory",
                operands
                    .first()
                    .map(|first| first.text().into_owned())
                    .unwrap_or_default()
            ),
            (false, true) => format!("target '{text}': Not a directory"),
            (false, false) => format!("target '{text}': No such file or directory"),
        });
        return Exit::FAILURE;
    }
    let mut exit = Exit::SUCCESS;
    for source in &operands {
        let destination = if directory && !flags.has('T') {
            inside(&target, source)
        } else {
            target.clone()
        };
        if flags.has('n') && process.files().stat(destination.data(), Follow::No).is_ok() {
            continue;
        }
        if let Err(message) = rename(process, source, &destination) {
            exit = Exit::FAILURE;
            process.err(message);
        } else if flags.has('v') {
            let verb = if process.is_busybox() { "" } else { "renamed " };
            process.print(format!(
                "{verb}'{}' -> '{}'\n",
                source.text(),
                destination.text()
            ));
        }
    }
    exit
}

fn rename(process: &mut Process<'_>, source: &Bytes, target: &Bytes) -> Result<(), String> {
    let (from, to) = (source.text().into_owned(), target.text().into_owned());
    let busybox = process.is_busybox();
    let Ok(inode) = process.files().stat(source.data(), Follow::No) else {
        let error = process
            .files()
            .stat(source.data(), Follow::No)
            .err()
            .unwrap_or(Errno::NoEntry);
        return Err(match busybox {
            true => format!("can't rename '{from}': {}", error.message()),
            false => format!("cannot stat '{from}': {}", error.message()),
        });
    };
    let same = process
        .files()
        .locate(source.data(), Follow::No)
        .ok()
        .zip(process.files().locate(target.data(), Follow::No).ok());
    if same.is_some_and(|(source, target)| source.path == target.path) {
        if busybox {
            return Ok(());
        }
        return Err(format!("'{from}' and '{to}' are the same file"));
    }
    let step = process.step(format!("`mv` moves {from} to {to}"));
    let tainted = inode.is_file();
    match process.files().rename(source.data(), target) {
        Ok(()) => {
            if tainted {
                mark(process, target, step);
            }
            Ok(())
        }
        Err(Errno::CrossDevice) => across(process, source, target),
        Err(error) => Err(match (busybox, error) {
            (true, _) => format!("can't rename '{from}': {}", error.message()),
            (false, Errno::Invalid) => {
                format!("cannot move '{from}' to a subdirectory of itself, '{to}'")
            }
            (false, Errno::IsDirectory) => {
                format!("cannot overwrite directory '{to}' with non-directory")
            }
            (false, Errno::NotDirectory) if inode.is_dir() => {
                format!("cannot overwrite non-directory '{to}' with directory '{from}'")
            }
            (false, Errno::Permission | Errno::ReadOnly | Errno::Busy) if to.ends_with(&from) => {
                format!("cannot move '{from}' to '{to}': {}", error.message())
            }
            (false, _) => format!("cannot move '{from}' to '{to}': {}", error.message()),
        }),
    }
}

/// Adds the move to the trace of the secrets in a file, without touching its time.
fn mark(process: &mut Process<'_>, path: &Bytes, step: crate::labelled::Step) {
    let Ok(located) = process.files().locate(path.data(), Follow::No) else {
        return;
    };
    let Some(node) = located.node else { return };
    let Some(inode) = process.files().inode(node).cloned() else {
        return;
    };
    if let crate::filesystem::Kind::File(content) = &inode.kind {
        let bytes = content.bytes();
        if bytes.is_tainted() {
            process
                .files()
                .set_content(node, (*bytes).clone().stepped(|| step).into());
            process.files().set_modified(node, inode.modified);
        }
    }
}

/// Moves to another mount: copies, then removes.
fn across(process: &mut Process<'_>, source: &Bytes, target: &Bytes) -> Result<(), String> {
    let mut copy = Copy {
        recursive: true,
        preserve: true,
        follow: false,
        keep: false,
        update: false,
        hard: false,
        symbolic: false,
        verbose: false,
        linked: Vec::new(),
        failed: false,
    };
    if process
        .files()
        .stat(target.data(), Follow::No)
        .is_ok_and(|inode| !inode.is_dir())
    {
        let _replaced = process.files().unlink(target.data());
    }
    copy.path(process, source, target, true);
    if copy.failed {
        return Err(format!(
            "cannot move '{}' to '{}'",
            source.text(),
            target.text()
        ));
    }
    let argv = ["rm".into(), "-rf".into(), source.clone()];
    let span = process.span.clone();
    let mut remove = Process::new(process.shell, "rm", process.family, &argv, &span);
    match super::rm::run(&mut remove) {
        Exit::Known(0) => Ok(()),
        _ => Err(format!("cannot remove '{}'", source.text())),
    }
}
