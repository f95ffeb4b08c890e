mod call;
mod evaluate;
mod expression;
mod frame;
mod input;
mod lex;
mod order;
mod parse;
mod run;
mod statement;
mod stream;
mod text;
mod tree;
mod value;

use super::Process;
use crate::{
    labelled::{Bytes, Mark},
    shell::Exit,
};

/// `awk` as mawk and BusyBox have it.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let arguments = process.args();
    let mut at = 0;
    let mut separator = None;
    let mut variables = Vec::new();
    let mut program: Option<Bytes> = None;
    while let Some(argument) = arguments.get(at).cloned() {
        let text = argument.text().into_owned();
        if !text.starts_with('-') || text == "-" {
            break;
        }
        at += 1;
        let mut value = |prefix: usize| {
            if argument.len() > prefix {
                return argument.from_offset(prefix);
            }
            at += 1;
            arguments.get(at - 1).cloned().unwrap_or_default()
        };
        match text.as_bytes() {
            b"--" => break,
            [b'-', b'F', ..] => separator = Some(value(2)),
            [b'-', b'v', ..] => variables.push(value(2)),
            [b'-', b'f', ..] => {
                let path = value(2);
                program = process.read(&path).ok();
            }
            b"-e" if process.is_busybox() => program = Some(value(2)),
            _ => return give_up(process, arguments.get(at..).unwrap_or_default()),
        }
    }
    let program = match program {
        Some(program) => program,
        None => {
            at += 1;
            let Some(program) = arguments.get(at - 1).cloned() else {
                if process.is_busybox() {
                    process.err_text("Usage: awk [OPTIONS] [AWK_PROGRAM] [FILE]...\n");
                    return Exit::FAILURE;
                }
                process.err_text("Usage: mawk [Options] [Program] [file ...]\n");
                return Exit::SUCCESS;
            };
            program
        }
    };
    let operands = arguments.get(at..).unwrap_or_default();
    let parsed = match parse::parse(&program, process.is_busybox()) {
        Ok(parsed) => parsed,
        Err(fault @ (parse::Fault::Unfinished | parse::Fault::Power)) => {
            return refuse(process, fault);
        }
        Err(parse::Fault::Other) => return give_up(process, operands),
    };
    run::run(process, &parsed, separator, &variables, operands)
}

/// A program that ends too early.
fn refuse(process: &mut Process<'_>, fault: parse::Fault) -> Exit {
    if process.is_busybox() {
        process.err("cmd. line:1: Unexpected token");
        return Exit::FAILURE;
    }
    process.err(match fault {
        parse::Fault::Power => "line 1: syntax error at or near *",
        _ => "line 2: missing } near end of file",
    });
    Exit::Known(2)
}

/// The value of `-v` and `-F`, in which escapes count.
fn unescaped(text: &Bytes) -> Bytes {
    let data = text.data();
    let mut out = Bytes::new();
    let mut at = 0;
    while at < data.len() {
        let rest = data.get(at..).unwrap_or_default();
        if rest.first() == Some(&b'\\')
            && matches!(rest.get(1), Some(b'n' | b't' | b'\\' | b'"' | b'r'))
        {
            let (bytes, used) = crate::shell::escape::printf(rest, false);
            out.push_plain(bytes);
            at += used;
        } else {
            out.push(&text.slice(at..at + 1));
            at += 1;
        }
    }
    out
}

/// What is left when the program is not understood: every secret of the input may be in the output.
fn give_up(process: &mut Process<'_>, operands: &[Bytes]) -> Exit {
    process.note("this program of `awk` is not understood: its output is not known");
    let mut content = Bytes::new();
    for operand in operands {
        content.push(&process.read(operand).unwrap_or_default());
    }
    if content.is_empty() {
        content = process.stdin();
    }
    let mut unknown = content.encoded_as(
        content.data().to_vec(),
        crate::labelled::Form::Plain,
        crate::labelled::Certainty::Possible,
    );
    unknown.mark(
        0..content.len(),
        Mark::Unknown("the output of `awk`".into()),
    );
    process.out(&unknown);
    Exit::SUCCESS
}
