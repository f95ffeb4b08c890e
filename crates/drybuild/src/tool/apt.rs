//! `apt-get`: package lists, archives, the package database.
//!
//! Debian's images delete downloaded archives (`/etc/apt/apt.conf.d/docker-clean`) and keep package lists.

use super::{exists, install, write_unknown};
use crate::filesystem::Family;
use crate::shell::{Exit, Process};

const CLEAN: &str = "/etc/apt/apt.conf.d/docker-clean";
const LISTS: &str = "/var/lib/apt/lists";

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let arguments = process.texts();
    let words = install::operands(&arguments, &["-o", "-t", "--target-release", "-c"]);
    let (command, packages) = words.split_first()?;
    match command.as_str() {
        "update" => {
            for (name, size_bytes) in [
                ("bookworm_InRelease", 151_000),
                ("bookworm_main_binary-amd64_Packages.lz4", 19_000_000),
            ] {
                write_unknown(
                    process,
                    &format!("{LISTS}/deb.debian.org_debian_dists_{name}"),
                    size_bytes,
                    0o644,
                );
            }
            write_unknown(process, &format!("{LISTS}/lock"), 0, 0o640);
        }
        "install" => {
            for name in [
                "/var/lib/dpkg/status",
                "/var/log/dpkg.log",
                "/var/log/apt/history.log",
                "/var/log/apt/term.log",
            ] {
                write_unknown(process, name, 90_000, 0o644);
            }
            if !exists(process, CLEAN) {
                for package in packages {
                    let archive = format!("/var/cache/apt/archives/{package}_1_amd64.deb");
                    write_unknown(process, &archive, 1_000_000, 0o644);
                }
            }
            install::packages(process, packages, Family::Gnu);
        }
        "clean" | "autoclean" => {
            let archives = process
                .files()
                .list(b"/var/cache/apt/archives")
                .unwrap_or_default();
            for (name, _) in archives {
                let path = format!("/var/cache/apt/archives/{}", name.text());
                let _removed = process.files().unlink(path.as_bytes());
            }
        }
        "upgrade" | "dist-upgrade" | "full-upgrade" | "remove" | "purge" | "autoremove" => {
            write_unknown(process, "/var/lib/dpkg/status", 90_000, 0o644);
        }
        _ => return None,
    }
    Some(Exit::SUCCESS)
}
