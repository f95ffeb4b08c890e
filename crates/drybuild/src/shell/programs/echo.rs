use super::Process;
use crate::{
    labelled::Bytes,
    shell::{
        Exit,
        escape::{self, Flavor},
        syntax::Dialect,
    },
};

/// `echo`: dash always expands escapes, bash and GNU with -e, BusyBox with -e.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let arguments = process.args();
    let dash = process.builtin && process.shell.dialect() == Dialect::Dash;
    let mut escapes = dash;
    let mut newline = true;
    let mut at = 0;
    while let Some(flag) = arguments.get(at).map(|argument| argument.data()) {
        let letters = flag.strip_prefix(b"-").unwrap_or_default();
        let valid: &[u8] = if dash { b"n" } else { b"neE" };
        if letters.is_empty()
            || !letters.iter().all(|letter| valid.contains(letter))
            || (dash && letters.len() > 1)
        {
            break;
        }
        for letter in letters {
            match letter {
                b'n' => newline = false,
                b'e' => escapes = true,
                _ => escapes = false,
            }
        }
        at += 1;
    }
    let flavor = flavor(process);
    let mut text = Bytes::new();
    for (index, argument) in arguments.iter().skip(at).enumerate() {
        if index > 0 {
            text.push_plain(" ");
        }
        if escapes {
            let (expanded, stops) = expand(argument, flavor);
            text.push(&expanded);
            if stops {
                process.out(&text);
                return Exit::SUCCESS;
            }
        } else {
            text.push(argument);
        }
    }
    if newline {
        text.push_plain("\n");
    }
    if process.prints(&text) {
        Exit::SUCCESS
    } else {
        Exit::FAILURE
    }
}

/// Whose escapes `echo` and `printf` have here.
pub(super) fn flavor(process: &Process<'_>) -> Flavor {
    match (process.builtin, process.shell.dialect()) {
        (true, Dialect::Dash) => Flavor::Dash,
        (true, Dialect::Ash) => Flavor::Busybox,
        _ if process.is_busybox() => Flavor::Busybox,
        _ => Flavor::Full,
    }
}

/// The text with its escapes expanded, and whether `\c` ended it.
pub(super) fn expand(text: &Bytes, flavor: Flavor) -> (Bytes, bool) {
    let data = text.data();
    let mut out = Bytes::new();
    let mut at = 0;
    while at < data.len() {
        let rest = data.get(at..).unwrap_or_default();
        if !rest.starts_with(b"\\") {
            let length = rest
                .iter()
                .position(|byte| *byte == b'\\')
                .unwrap_or(rest.len());
            out.push(&text.slice(at..at + length));
            at += length;
            continue;
        }
        if rest.get(1) == Some(&b'c') {
            return (out, true);
        }
        if matches!(rest.get(1), Some(b'1'..=b'7')) {
            out.push(&text.slice(at..at + 2));
            at += 2;
            continue;
        }
        let (bytes, used) = escape::output(rest, true, flavor);
        out.push_plain(bytes);
        at += used;
    }
    (out, false)
}
