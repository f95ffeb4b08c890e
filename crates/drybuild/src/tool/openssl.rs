//! `openssl`: base64 is the text itself, what is encrypted or digested is not. The facts are in `data/tools/openssl.toml`.

use super::command::may_be;
use super::{absolute, write, write_unknown};
use crate::base64;
use crate::labelled::{Bytes, Certainty, Form};
use crate::shell::{Exit, Place, Process};

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let arguments = process.args();
    let texts = process.texts();
    let has = |names: &[&str]| texts.iter().any(|word| names.contains(&word.as_str()));
    let after = |name: &str| {
        let at = texts.iter().position(|word| word == name)?;
        arguments.get(at + 1).cloned()
    };
    let command = texts.first()?.as_str();
    let is_base64 = command == "base64" || command == "enc" && has(&["-base64", "-a"]);
    let has_cipher = texts.iter().any(|word| {
        let word = word.trim_start_matches('-');
        ["aes", "des", "camellia", "chacha", "aria", "rc4", "bf"]
            .iter()
            .any(|cipher| word.starts_with(cipher))
    });
    let input = |process: &mut Process<'_>| match after("-in") {
        Some(path) => process.read(&path).unwrap_or_default(),
        None => process.stdin(),
    };
    match command {
        "base64" | "enc" if is_base64 && !has_cipher && !has(&["-d"]) => {
            let given = input(process);
            let encoded = encode(&given, has(&["-A"]));
            match after("-out") {
                Some(path) => {
                    write(process, &path.text(), encoded);
                }
                None => process.out(&encoded),
            }
        }
        "rsa" | "pkey" | "ec" | "pkcs8" if !has(&["-pubout", "-aes256", "-aes128", "-des3"]) => {
            let given = input(process);
            match after("-out") {
                Some(path) => {
                    write_unknown(process, &path.text(), 1_700, 0o600);
                    let path = absolute(process, &path.text());
                    may_be(process, &given, &Place::File(path));
                }
                None if has(&["-noout"]) => {}
                None => process.may_print(&[given]),
            }
        }
        "version" | "enc" | "base64" | "dgst" | "rand" | "passwd" | "genrsa" | "genpkey"
        | "req" | "x509" | "rsa" | "pkey" | "ec" | "ecparam" | "pkcs8" | "pkcs12" | "s_client"
        | "verify" | "ca" | "sha256" | "sha1" | "md5" | "sha512" | "rsautl" | "pkeyutl"
        | "dhparam" => {
            let mut is_saved = has(&["-noout"]);
            for name in ["-out", "-keyout"] {
                if let Some(path) = after(name) {
                    write_unknown(
                        process,
                        &path.text(),
                        1_700,
                        if name == "-keyout" { 0o600 } else { 0o644 },
                    );
                    is_saved = true;
                }
            }
            if let (Some(subject), Some(path)) = (after("-subj"), after("-out")) {
                let path = absolute(process, &path.text());
                may_be(process, &subject, &Place::File(path));
            }
            if !is_saved {
                process.out(&Bytes::unknown("…\n", "the output of openssl"));
            }
        }
        _ => return None,
    }
    Some(Exit::SUCCESS)
}

/// Base64 in lines of 64.
fn encode(given: &Bytes, in_one_line: bool) -> Bytes {
    let encoded = base64::encode(given.data());
    let mut lines = String::new();
    for (at, letter) in encoded.chars().enumerate() {
        if at > 0 && at % 64 == 0 && !in_one_line {
            lines.push('\n');
        }
        lines.push(letter);
    }
    let mut encoded = given.encoded_as(lines.into_bytes(), Form::Base64, Certainty::Certain);
    if !in_one_line {
        encoded.push_plain("\n");
    }
    encoded
}
