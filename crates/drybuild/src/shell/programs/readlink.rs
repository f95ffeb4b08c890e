use super::{Flags, Process};
use crate::{
    filesystem::{Follow, Kind},
    labelled::Bytes,
    shell::Exit,
};

const BUSYBOX_USAGE: &str = "BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.\n\nUsage: readlink [-fnv] FILE\n\nDisplay the value of a symlink\n\n\t-f\tCanonicalize by following all symlinks\n\t-n\tDon't add newline\n\t-v\tVerbose\n";

/// `readlink` and `realpath`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "femnqsvzLP",
        &[
            ("canonicalize", 'f'),
            ("canonicalize-existing", 'e'),
            ("canonicalize-missing", 'm'),
            ("no-newline", 'n'),
        ],
    );
    let real = process.name == "realpath";
    if !real && process.is_busybox() && flags.operands.len() != 1 {
        process.err_text(BUSYBOX_USAGE);
        return Exit::FAILURE;
    }
    if flags.operands.is_empty() {
        return process.missing_operand("missing operand", 1);
    }
    let mut exit = Exit::SUCCESS;
    for operand in &flags.operands {
        let found: Option<Bytes> = if real || flags.has('f') || flags.has('e') || flags.has('m') {
            let mut trimmed = operand.clone();
            while trimmed.len() > 1 && trimmed.data().ends_with(b"/") {
                trimmed = trimmed.slice(0..trimmed.len() - 1);
            }
            match process.files().locate(trimmed.data(), Follow::Yes) {
                Ok(located) if located.node.is_some() || !flags.has('e') => {
                    Some(located.path.into())
                }
                Ok(_) => None,
                Err(_) if flags.has('m') => Some(trimmed),
                Err(_) => None,
            }
        } else {
            match process
                .files()
                .stat(operand.data(), Follow::No)
                .map(|inode| inode.kind.clone())
            {
                Ok(Kind::Symlink(target)) => Some(target),
                _ => None,
            }
        };
        match found {
            Some(path) if flags.has('n') => process.out(&path),
            Some(path) => process.line(&path),
            None => {
                exit = Exit::FAILURE;
                if real {
                    process.err(format!("{}: No such file or directory", operand.text()));
                }
            }
        }
    }
    exit
}
