mod block;
mod md5;
mod sha1;

use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// `sha256sum`, `sha1sum`, `md5sum`: a digest is not the secret that it was made of.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "cbtswz",
        &[
            ("check", 'c'),
            ("status", 's'),
            ("quiet", 's'),
            ("strict", 'w'),
            ("warn", 'w'),
            ("ignore-missing", 'z'),
        ],
    );
    if flags.has('c') {
        return check(process, &flags);
    }
    let (inputs, all) = process.inputs(&flags.operands);
    for (name, content) in inputs {
        let mut line = digest(&process.name, &content);
        line.push_plain("  ");
        line.push(&name);
        process.line(&line);
    }
    if all { Exit::SUCCESS } else { Exit::FAILURE }
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn sha256_hex(data: &[u8]) -> String {
    let bytes = Sha256::digest(data);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn digest(name: &str, content: &Bytes) -> Bytes {
    let bytes = match name {
        _ if !content.is_known() => None,
        "md5sum" => Some(md5::digest(content.data()).to_vec()),
        "sha1sum" => Some(sha1::digest(content.data()).to_vec()),
        "sha224sum" => Some(Sha224::digest(content.data()).to_vec()),
        "sha256sum" => Some(Sha256::digest(content.data()).to_vec()),
        "sha384sum" => Some(Sha384::digest(content.data()).to_vec()),
        "sha512sum" => Some(Sha512::digest(content.data()).to_vec()),
        _ => None,
    };
    match bytes {
        Some(bytes) => bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
            .into(),
        None => Bytes::unknown(&"0".repeat(64), "a digest of what is not known"),
    }
}

fn check(process: &mut Process<'_>, flags: &Flags) -> Exit {
    let (lists, mut all) = process.inputs(&flags.operands);
    let mut failed = 0;
    let mut counted = 0;
    let mut unknown = false;
    for (_, list) in lists {
        for line in list.lines() {
            let line = line.trim_line_breaks();
            let Some(space) = line.data().iter().position(|byte| *byte == b' ') else {
                continue;
            };
            let (wanted, path) = (line.slice(0..space), line.from_offset(space + 2));
            let shown = path.text().into_owned();
            counted += 1;
            match process.input(&path) {
                Ok(content) => {
                    let real = digest(&process.name, &content);
                    if !real.is_known() || !wanted.is_known() {
                        unknown = true;
                        process.note(format!(
                            "whether {shown} has this digest is not known: it is taken to be right"
                        ));
                        continue;
                    }
                    let same = real.data().eq_ignore_ascii_case(wanted.data());
                    failed += u32::from(!same);
                    if !flags.has('s') || !same {
                        process.print(format!("{shown}: {}\n", if same { "OK" } else { "FAILED" }));
                    }
                }
                Err(error) => {
                    all = false;
                    process.cannot_open(&shown, error);
                    process.print(format!("{shown}: FAILED open or read\n"));
                }
            }
        }
    }
    if failed > 0 && process.is_busybox() {
        process.err(format!(
            "WARNING: {failed} of {counted} computed checksums did NOT match"
        ));
    } else if failed > 0 {
        let plural = if failed == 1 {
            "computed checksum did NOT match"
        } else {
            "computed checksums did NOT match"
        };
        process.err(format!("WARNING: {failed} {plural}"));
    }
    match (failed > 0 || !all, unknown) {
        (true, _) => Exit::FAILURE,
        // A check that stands in a Dockerfile passes in the builds that matter.
        (false, _) => Exit::SUCCESS,
    }
}
