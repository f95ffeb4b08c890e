//! `apk`: the package database, and the index cache unless `--no-cache` is given.

use super::{install, write_unknown};
use crate::filesystem::Family;
use crate::shell::{Exit, Process};

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let arguments = process.texts();
    let words = install::operands(
        &arguments,
        &["-t", "--virtual", "-X", "--repository", "-p", "--root"],
    );
    let (command, packages) = words.split_first()?;
    let is_uncached = arguments.iter().any(|word| word == "--no-cache");
    match command.as_str() {
        "update" => index(process),
        "add" => {
            let is_updating = arguments
                .iter()
                .any(|word| matches!(word.as_str(), "-U" | "-u" | "--update-cache" | "--update"));
            if is_updating && !is_uncached {
                index(process);
            }
            write_unknown(process, "/lib/apk/db/installed", 20_000, 0o644);
            write_unknown(process, "/etc/apk/world", 200, 0o644);
            install::packages(process, packages, Family::Busybox);
        }
        "del" | "upgrade" => write_unknown(process, "/lib/apk/db/installed", 20_000, 0o644),
        _ => return None,
    }
    Some(Exit::SUCCESS)
}

fn index(process: &mut Process<'_>) {
    write_unknown(
        process,
        "/var/cache/apk/APKINDEX.00000000.tar.gz",
        2_000_000,
        0o644,
    );
}
