use super::{Flags, Process, useradd};
use crate::{labelled::Bytes, shell::Exit};

/// `chpasswd`: passwords from standard input go into `/etc/shadow` as hashes, with `-e` as they are.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "emc:s:R:",
        &[("encrypted", 'e'), ("md5", 'm'), ("crypt-method", 'c')],
    );
    let is_hashed = flags.has('e');
    for line in process.stdin().lines() {
        let line = line.trim_line_breaks();
        let Some(colon) = line.data().iter().position(|byte| *byte == b':') else {
            continue;
        };
        let name = line.slice(0..colon).text().into_owned();
        let password = if is_hashed {
            line.from_offset(colon + 1)
        } else {
            Bytes::unknown("$y$?", "the hash of a password has a random salt")
        };
        useradd::set_password(process, &name, &password);
        if process.is_busybox() {
            process.err(format!("password for '{name}' changed"));
        }
    }
    Exit::SUCCESS
}
