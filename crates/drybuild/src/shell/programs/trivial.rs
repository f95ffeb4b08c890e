//! Programs of a few lines each.

use super::Process;
use crate::{
    labelled::{Bytes, Form},
    shell::Exit,
};

/// Lines that `yes` prints before its reader is taken to have enough.
const YES_LINES: usize = 20_000;

pub(super) fn yes(process: &mut Process<'_>) -> Exit {
    let words: Vec<String> = process.texts();
    let line = if words.is_empty() {
        "y".to_owned()
    } else {
        words.join(" ")
    };
    process.print(format!("{line}\n").repeat(YES_LINES));
    // It never ends by itself: the signal of a pipe that nobody reads any more ends it.
    Exit::Known(141)
}

pub(super) fn pwd(process: &mut Process<'_>) -> Exit {
    let physical = process.texts().iter().any(|argument| argument == "-P") || !process.builtin;
    let cwd = process.files().cwd.clone();
    let path = if physical {
        process
            .files()
            .locate(&cwd, crate::filesystem::Follow::Yes)
            .map_or(cwd, |located| located.path)
    } else {
        cwd
    };
    process.line(&path.into());
    Exit::SUCCESS
}

pub(super) fn hostname(process: &mut Process<'_>) -> Exit {
    process.print("buildkitsandbox\n");
    Exit::SUCCESS
}

pub(super) fn arch(process: &mut Process<'_>) -> Exit {
    process.print("x86_64\n");
    Exit::SUCCESS
}

pub(super) fn uname(process: &mut Process<'_>) -> Exit {
    let flags: String = process.texts().join("").replace('-', "");
    let mut parts: Vec<Bytes> = Vec::new();
    for flag in if flags.is_empty() { "s" } else { &flags }.chars() {
        parts.push(match flag {
            'm' | 'p' | 'i' => "x86_64".into(),
            's' => "Linux".into(),
            'n' => "buildkitsandbox".into(),
            'o' => "GNU/Linux".into(),
            _ => Bytes::unknown("6.1.0", "the kernel of the builder"),
        });
    }
    let mut line = Bytes::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            line.push_plain(" ");
        }
        line.push(part);
    }
    process.line(&line);
    Exit::SUCCESS
}

/// A program that is known to leave nothing, and whose output depends on the machine.
pub(super) fn unknown_output(process: &mut Process<'_>) -> Exit {
    let what = format!("the output of `{}`", process.name);
    process.line(&Bytes::unknown("1", &what));
    Exit::SUCCESS
}

/// `sleep`: commands in the background get to their end meanwhile.
pub(super) fn sleep(process: &mut Process<'_>) -> Exit {
    if process.args().is_empty() {
        return process.missing_operand("missing operand", 1);
    }
    process.shell.finish_jobs();
    Exit::SUCCESS
}

pub(super) fn kill(process: &mut Process<'_>) -> Exit {
    process.note("a signal is sent: what it ends is not followed");
    Exit::SUCCESS
}

pub(super) fn rev(process: &mut Process<'_>) -> Exit {
    let operands = process.args();
    let (inputs, all) = process.inputs(&operands);
    for (_, content) in inputs {
        for line in content.lines() {
            let body = line.trim_line_breaks();
            let length = body.len();
            let reversed: Vec<u8> = body.data().iter().rev().copied().collect();
            let turned = body.mapped(
                reversed,
                |range| length - range.end..length - range.start,
                |taint| {
                    taint.form = if taint.form == Form::Encoded {
                        Form::Plain
                    } else {
                        Form::Encoded
                    };
                },
            );
            process.line(&turned);
        }
    }
    if all { Exit::SUCCESS } else { Exit::FAILURE }
}
