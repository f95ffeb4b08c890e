use super::{Flags, Process};
use crate::{
    filesystem::{Errno, Follow, Kind},
    labelled::Bytes,
    shell::Exit,
};

const BUSYBOX_USAGE: &str = "BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.\n\nUsage: rm [-irf] FILE...\n\nRemove (unlink) FILEs\n\n\t-i\tAlways prompt before removing\n\t-f\tNever prompt\n\t-R,-r\tRecurse\n";

/// `rm`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let long = [
        ("recursive", 'r'),
        ("force", 'f'),
        ("verbose", 'v'),
        ("dir", 'd'),
        ("one-file-system", 'x'),
        ("interactive", 'i'),
        ("no-preserve-root", 'N'),
        ("preserve-root", 'P'),
    ];
    let letters = if process.is_busybox() {
        "rRfiv"
    } else {
        "rRfivdINP"
    };
    let flags = Flags::parse(&process.args(), letters, &long);
    if let Some(letter) = flags
        .unknown
        .first()
        .and_then(|unknown| unknown.chars().next())
    {
        process.err(format!("invalid option -- '{letter}'"));
        if process.is_busybox() {
            process.err_text(BUSYBOX_USAGE);
        } else {
            let file = process
                .texts()
                .into_iter()
                .find(|text| text.starts_with('-'))
                .unwrap_or_default();
            process.err_text(format!("Try 'rm ./{file}' to remove the file '{file}'.\nTry 'rm --help' for more information.\n"));
        }
        return Exit::FAILURE;
    }
    let force = flags.has('f');
    if flags.operands.is_empty() {
        return if force {
            Exit::SUCCESS
        } else if process.is_busybox() {
            process.err_text(BUSYBOX_USAGE);
            Exit::FAILURE
        } else {
            process.missing_operand("missing operand", 1)
        };
    }
    let recursive = flags.has('r') || flags.has('R');
    let mut removal = Removal {
        recursive,
        force,
        directories: flags.has('d'),
        verbose: flags.has('v'),
        asks: flags
            .all()
            .iter()
            .rev()
            .find(|(letter, _)| matches!(letter, 'i' | 'I' | 'f'))
            .is_some_and(|(letter, _)| *letter == 'i'),
        failed: false,
    };
    for operand in &flags.operands {
        removal.operand(process, operand);
    }
    if removal.failed {
        Exit::FAILURE
    } else {
        Exit::SUCCESS
    }
}

struct Removal {
    recursive: bool,
    force: bool,
    directories: bool,
    verbose: bool,
    /// Asks before each removal.
    asks: bool,
    failed: bool,
}

impl Removal {
    fn operand(&mut self, process: &mut Process<'_>, operand: &Bytes) {
        let path = operand.text().into_owned();
        let trimmed = path.trim_end_matches('/');
        let last = trimmed.rsplit('/').next().unwrap_or_default();
        if last == "." || last == ".." {
            self.failed = true;
            if process.is_busybox() {
                process.err("can't remove '.' or '..'");
            } else {
                process.err(format!(
                    "refusing to remove '.' or '..' directory: skipping '{path}'"
                ));
            }
            return;
        }
        if trimmed.is_empty() && self.recursive && !process.is_busybox() {
            self.failed = true;
            process.err("it is dangerous to operate recursively on '/'");
            process.err("use --no-preserve-root to override this failsafe");
            return;
        }
        match process.files().stat(operand.data(), Follow::No) {
            Err(Errno::NoEntry | Errno::NotDirectory) if self.force => {}
            Err(error) => self.complain(process, &path, error),
            Ok(inode) if inode.is_dir() && !self.recursive => {
                if self.directories {
                    let removed = process.files().remove_dir(operand.data());
                    self.check(process, &path, removed);
                } else if process.is_busybox() {
                    self.failed = true;
                    process.err(format!("'{path}' is a directory"));
                } else {
                    self.complain(process, &path, Errno::IsDirectory);
                }
            }
            Ok(_) => {
                self.tree(process, operand);
            }
        }
    }

    /// Removes a path and what is below it; false if something stays.
    fn tree(&mut self, process: &mut Process<'_>, path: &Bytes) -> bool {
        let shown = path.text().into_owned();
        let directory = process
            .files()
            .stat(path.data(), Follow::No)
            .is_ok_and(|inode| inode.is_dir());
        // A slash behind a link names what it leads to: GNU empties that before it fails.
        let bare = shown.trim_end_matches('/');
        let link = bare.len() < shown.len()
            && process
                .files()
                .stat(bare.as_bytes(), Follow::No)
                .is_ok_and(|inode| matches!(inode.kind, Kind::Symlink(_)));
        if (link && process.is_busybox()) || (path.data().ends_with(b"/") && !directory) {
            let error = if process.is_busybox() {
                Errno::NoEntry
            } else {
                Errno::NotDirectory
            };
            self.complain(
                process,
                if process.is_busybox() {
                    shown.trim_end_matches('/')
                } else {
                    &shown
                },
                error,
            );
            return false;
        }
        if self.asks && !self.agreed(process, path) {
            return false;
        }
        if !directory {
            let removed = process.files().unlink(path.data());
            return self.check(process, &shown, removed);
        }
        let entries = match process.files().list(path.data()) {
            Ok(entries) => entries,
            Err(error) => {
                self.complain(process, &shown, error);
                return false;
            }
        };
        let mut empty = true;
        for (name, _) in entries {
            let mut child = path.clone();
            if !child.data().ends_with(b"/") {
                child.push_plain("/");
            }
            child.push(&name);
            empty &= self.tree(process, &child);
        }
        if !empty {
            return false;
        }
        let removed = if link {
            Err(Errno::NotDirectory)
        } else {
            process.files().remove_dir(path.data())
        };
        self.check(process, &shown, removed)
    }

    /// Asks on standard error; the answer is a line of standard input.
    fn agreed(&mut self, process: &mut Process<'_>, path: &Bytes) -> bool {
        let Ok(inode) = process.files().stat(path.data(), Follow::No) else {
            return true;
        };
        let shown = path.text().into_owned();
        let question = match (process.is_busybox(), &inode.kind) {
            (true, _) => format!("rm: remove '{shown}'? "),
            (_, Kind::Directory(_)) => format!("rm: remove directory '{shown}'? "),
            (_, Kind::Symlink(_)) => format!("rm: remove symbolic link '{shown}'? "),
            (_, Kind::File(content)) if content.size_bytes() == Some(0) => {
                format!("rm: remove regular empty file '{shown}'? ")
            }
            _ => format!("rm: remove regular file '{shown}'? "),
        };
        process.err_text(question);
        let answer = process.shell.read_some(0, |rest| {
            rest.iter()
                .position(|byte| *byte == b'\n')
                .map_or(rest.len(), |at| at + 1)
        });
        matches!(answer.data().first(), Some(b'y' | b'Y'))
    }

    fn check(&mut self, process: &mut Process<'_>, path: &str, removed: Result<(), Errno>) -> bool {
        match removed {
            Ok(()) => {
                if self.verbose {
                    process.print(format!("removed '{path}'\n"));
                }
                true
            }
            Err(error) => {
                self.complain(process, path, error);
                false
            }
        }
    }

    fn complain(&mut self, process: &mut Process<'_>, path: &str, error: Errno) {
        self.failed = true;
        let verb = if process.is_busybox() {
            "can't remove"
        } else {
            "cannot remove"
        };
        process.err(format!("{verb} '{path}': {}", error.message()));
    }
}

/// `unlink`
pub(super) fn unlink(process: &mut Process<'_>) -> Exit {
    let Some(path) = process.args().first().cloned() else {
        return process.missing_operand("missing operand", 1);
    };
    match process.files().unlink(path.data()) {
        Ok(()) => Exit::SUCCESS,
        Err(error) => {
            process.err(format!(
                "cannot unlink '{}': {}",
                path.text(),
                error.message()
            ));
            Exit::FAILURE
        }
    }
}
