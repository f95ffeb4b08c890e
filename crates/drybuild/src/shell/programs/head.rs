use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// The arguments with `-5` spelled `-n 5`.
fn spelled_out(process: &Process<'_>) -> Vec<Bytes> {
    let mut out: Vec<Bytes> = Vec::new();
    for argument in process.args() {
        let text = argument.text();
        let value = out
            .last()
            .is_some_and(|last| matches!(last.data(), b"-n" | b"-c" | b"--lines" | b"--bytes"));
        match text.strip_prefix('-') {
            Some(digits)
                if !value
                    && !digits.is_empty()
                    && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                out.push("-n".into());
                out.push(digits.into());
            }
            _ => out.push(argument.clone()),
        }
    }
    out
}

const LONG: [(&str, char); 5] = [
    ("lines", 'n'),
    ("bytes", 'c'),
    ("quiet", 'q'),
    ("silent", 'q'),
    ("verbose", 'v'),
];

/// `head`
pub(super) fn head(process: &mut Process<'_>) -> Exit {
    process.argv.splice(1.., spelled_out(process));
    let flags = match Flags::read(process, "n:c:qv", "z", "ncqv", &LONG) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    each(process, &flags, |content, flags| {
        if let Some(count) = flags.text('c') {
            let (negative, count) = number(&count)?;
            let end = if negative {
                content.len().saturating_sub(count)
            } else {
                count
            };
            return Some(content.slice(0..end));
        }
        let (negative, count) = number(&flags.text('n').unwrap_or_else(|| "10".to_owned()))?;
        let lines = content.lines();
        let kept = if negative {
            lines.len().saturating_sub(count)
        } else {
            count
        };
        let length = lines.iter().take(kept).map(Bytes::len).sum();
        Some(content.slice(0..length))
    })
}

/// `tail`
pub(super) fn tail(process: &mut Process<'_>) -> Exit {
    process.argv.splice(1.., spelled_out(process));
    let flags = match Flags::read(process, "n:c:qvfF", "s:z", "ncqvfFs", &LONG) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    if flags.has('f') || flags.has('F') {
        process.note("`tail -f` never ends: it is taken to print what is there and stop");
    }
    each(process, &flags, |content, flags| {
        let text = flags
            .text('c')
            .or_else(|| flags.text('n'))
            .unwrap_or_else(|| "10".to_owned());
        let from_start = text.starts_with('+');
        let (_, count) = number(text.trim_start_matches(['+', '-']))?;
        if flags.has('c') {
            let start = if from_start {
                count.saturating_sub(1)
            } else {
                content.len().saturating_sub(count)
            };
            return Some(content.from_offset(start));
        }
        let lines = content.lines();
        let skipped = if from_start {
            count.saturating_sub(1)
        } else {
            lines.len().saturating_sub(count)
        };
        let start = lines.iter().take(skipped).map(Bytes::len).sum();
        Some(content.from_offset(start))
    })
}

/// A count with an optional suffix, and whether a minus stands before it.
fn number(text: &str) -> Option<(bool, usize)> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    super::dd::size_of(digits).map(|count| (negative, count))
}

fn each(
    process: &mut Process<'_>,
    flags: &Flags,
    cut: impl Fn(&Bytes, &Flags) -> Option<Bytes>,
) -> Exit {
    let limit = flags
        .text('c')
        .and_then(|count| number(&count))
        .map(|(_, count)| count);
    let endless = match (flags.operands.as_slice(), limit) {
        ([path], Some(limit)) => process.shell.read_at_most(path.data(), limit),
        ([], Some(limit)) => process.shell.endless(0, limit),
        _ => None,
    };
    if let Some(content) = endless {
        process.out(&content);
        return Exit::SUCCESS;
    }
    let (inputs, mut all) = process.inputs(&flags.operands);
    if inputs.is_empty() && process.is_busybox() && process.name == "tail" {
        process.err("no files");
    }
    let titled = (flags.operands.len() > 1 && !flags.has('q')) || flags.has('v');
    for (index, (name, content)) in inputs.iter().enumerate() {
        if titled {
            let gap = if index > 0 { "\n" } else { "" };
            let shown = if name.data() == b"-" {
                "standard input".to_owned()
            } else {
                name.text().into_owned()
            };
            process.print(format!("{gap}==> {shown} <==\n"));
        }
        match cut(content, flags) {
            Some(part) => process.out(&part),
            None => {
                let value = flags
                    .text('n')
                    .or_else(|| flags.text('c'))
                    .unwrap_or_default();
                process.err(format!("invalid number of lines: '{value}'"));
                all = false;
            }
        }
    }
    if all { Exit::SUCCESS } else { Exit::FAILURE }
}

/// `tac`
pub(super) fn tac(process: &mut Process<'_>) -> Exit {
    let operands = process.args();
    let (inputs, all) = process.inputs(&operands);
    for (_, content) in inputs {
        for line in content.lines().iter().rev() {
            process.out(line);
        }
    }
    if all { Exit::SUCCESS } else { Exit::FAILURE }
}
