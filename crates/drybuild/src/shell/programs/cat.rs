use super::{Flags, Process};
use crate::{filesystem::Errno, labelled::Bytes, shell::Exit};

/// `cat`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "nbsEAvTetu",
        &[("number", 'n'), ("show-ends", 'E'), ("show-all", 'A')],
    );
    let operands = if flags.operands.is_empty() {
        vec!["-".into()]
    } else {
        flags.operands.clone()
    };
    let mut exit = Exit::SUCCESS;
    let mut number = 0;
    for operand in &operands {
        match process.input(operand) {
            Ok(content) if flags.all().is_empty() => process.out(&content),
            Ok(content) => {
                for line in content.lines() {
                    let mut shown = Bytes::new();
                    let blank = line.data() == b"\n";
                    if flags.has('n') && !flags.has('b') || flags.has('b') && !blank {
                        number += 1;
                        shown.push_plain(format!("{number:>6}\t"));
                    }
                    let ends = flags.has('E') || flags.has('A') || flags.has('e');
                    let body = line.trim_line_breaks();
                    if flags.has('A')
                        || flags.has('v')
                        || flags.has('T')
                        || flags.has('t')
                        || flags.has('e')
                    {
                        visible(
                            &body,
                            &mut shown,
                            flags.has('A') || flags.has('T') || flags.has('t'),
                        );
                    } else {
                        shown.push(&body);
                    }
                    if line.data().ends_with(b"\n") {
                        shown.push_plain(if ends { "$\n" } else { "\n" });
                    }
                    process.out(&shown);
                }
            }
            Err(Errno::IsDirectory) if process.is_busybox() => {
                process.err("read error: Is a directory");
                exit = Exit::FAILURE;
            }
            Err(error) => {
                process.cannot_open(&operand.text(), error);
                exit = Exit::FAILURE;
            }
        }
    }
    exit
}

fn visible(text: &Bytes, out: &mut Bytes, tabs: bool) {
    for (at, byte) in text.data().iter().enumerate() {
        match byte {
            b'\t' if tabs => out.push_plain("^I"),
            b'\t' => out.push_plain("\t"),
            0..0x20 => out.push_plain(format!("^{}", char::from(byte + 64))),
            0x7f => out.push_plain("^?"),
            0x80.. => out.push_plain(format!("M-{}", char::from(byte & 0x7f))),
            _ => out.push(&text.slice(at..at + 1)),
        }
    }
}
