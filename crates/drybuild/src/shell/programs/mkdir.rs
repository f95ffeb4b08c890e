use super::{Flags, Process, symbolic_mode};
use crate::{
    filesystem::{Errno, Follow, Kind},
    labelled::Bytes,
    shell::Exit,
};

/// `mkdir`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = match Flags::read(
        process,
        "pm:vZ",
        "",
        "pmv",
        &[("parents", 'p'), ("mode", 'm'), ("verbose", 'v')],
    ) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    if flags.operands.is_empty() {
        return process.missing_operand("missing operand", 1);
    }
    let umask = process.files().umask;
    let mode = flags.text('m').map(|mode| parse_mode(&mode, 0o777));
    if let Some(None) = mode {
        process.err(format!(
            "invalid mode '{}'",
            flags.text('m').unwrap_or_default()
        ));
        return Exit::FAILURE;
    }
    let mode = mode.flatten();
    let mut exit = Exit::SUCCESS;
    for operand in &flags.operands {
        if let Err((path, error)) = make(process, operand, flags.has('p'), mode, flags.has('v')) {
            exit = Exit::FAILURE;
            let verb = if process.is_busybox() {
                "can't create"
            } else {
                "cannot create"
            };
            process.err(format!("{verb} directory '{path}': {}", error.message()));
        }
    }
    process.files().umask = umask;
    exit
}

/// Octal or symbolic.
pub(super) fn parse_mode(text: &str, from: u32) -> Option<u32> {
    u32::from_str_radix(text, 8)
        .ok()
        .filter(|mode| *mode <= 0o7777)
        .or_else(|| symbolic_mode(text, from, true, 0))
}

/// Makes a directory, with its parents if asked; the path that failed and why.
pub(super) fn make(
    process: &mut Process<'_>,
    path: &Bytes,
    parents: bool,
    mode: Option<u32>,
    verbose: bool,
) -> Result<(), (String, Errno)> {
    let shown = path.text().into_owned();
    if parents {
        let slashes: Vec<usize> = path
            .data()
            .iter()
            .enumerate()
            .filter(|(at, byte)| **byte == b'/' && *at > 0)
            .map(|(at, _)| at)
            .collect();
        for at in slashes {
            let prefix = path.slice(0..at);
            if prefix.data().ends_with(b"/") || at + 1 == path.len() {
                continue;
            }
            match process.files().stat(prefix.data(), Follow::Yes) {
                Ok(inode) if inode.is_dir() => {}
                Ok(_) => {
                    let shown = if process.is_busybox() {
                        format!("{}/", prefix.text())
                    } else {
                        prefix.text().into_owned()
                    };
                    return Err((shown, Errno::NotDirectory));
                }
                Err(_) => {
                    process
                        .files()
                        .make_dir(&prefix, 0o777)
                        .map_err(|error| (prefix.text().into_owned(), error))?;
                    if verbose {
                        announce(process, &format!("{}/", prefix.text()));
                    }
                }
            }
        }
        match process.files().stat(path.data(), Follow::Yes) {
            Ok(inode) if inode.is_dir() => return Ok(()),
            Ok(_) => return Err((shown, Errno::Exists)),
            Err(_) => {}
        }
    }
    process
        .files()
        .make_dir(path, 0o777)
        .map_err(|error| (shown.clone(), error))?;
    if let Some(mode) = mode
        && let Ok(located) = process.files().locate(path.data(), Follow::No)
    {
        process
            .files()
            .set_mode(&located, mode)
            .map_err(|error| (shown.clone(), error))?;
    }
    if verbose {
        announce(process, &shown);
    }
    Ok(())
}

/// What `-v` says.
fn announce(process: &mut Process<'_>, path: &str) {
    if process.is_busybox() {
        process.print(format!("created directory: '{path}'\n"));
    } else {
        process.print(format!(
            "mkdir: created directory '{}'\n",
            path.trim_end_matches('/')
        ));
    }
}

/// `rmdir`
pub(super) fn rmdir(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "pv",
        &[
            ("parents", 'p'),
            ("ignore-fail-on-non-empty", 'i'),
            ("verbose", 'v'),
        ],
    );
    let mut exit = Exit::SUCCESS;
    for operand in &flags.operands {
        let mut path = operand.clone();
        loop {
            if let Err(error) = process.files().remove_dir(path.data()) {
                if !(flags.has('i') && error == Errno::NotEmpty) {
                    exit = Exit::FAILURE;
                    let message = match process.is_busybox() {
                        true => format!("'{}': {}", path.text(), error.message()),
                        false => format!("failed to remove '{}': {}", path.text(), error.message()),
                    };
                    process.err(message);
                }
                break;
            }
            let Some(slash) = path
                .data()
                .iter()
                .rposition(|byte| *byte == b'/')
                .filter(|at| flags.has('p') && *at > 0)
            else {
                break;
            };
            path = path.slice(0..slash);
        }
    }
    exit
}

/// `mkfifo`
pub(super) fn fifo(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(&process.args(), "m:", &[("mode", 'm')]);
    let mut exit = Exit::SUCCESS;
    for operand in &flags.operands {
        let made = process
            .files()
            .locate(operand.data(), Follow::No)
            .and_then(|located| {
                process
                    .files()
                    .create(&located, operand, Kind::Fifo, 0o666)?;
                let located = process.files().locate(operand.data(), Follow::No)?;
                match flags.text('m').and_then(|mode| parse_mode(&mode, 0o666)) {
                    Some(mode) => process.files().set_mode(&located, mode),
                    None => Ok(()),
                }
            });
        if let Err(error) = made {
            exit = Exit::FAILURE;
            process.err(format!(
                "cannot create fifo '{}': {}",
                operand.text(),
                error.message()
            ));
        }
    }
    exit
}
