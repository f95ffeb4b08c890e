mod lex;
mod parse;
mod run;
mod text;
mod value;

use super::Process;
use crate::{
    labelled::{Bytes, Mark},
    shell::Exit,
};

/// `awk`: patterns, fields, arithmetic, arrays and the string functions; no functions of one's own, no pipes.
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
            _ => return give_up(process, arguments.get(at..).unwrap_or_default()),
        }
    }
    let program = match program {
        Some(program) => program,
        None => {
            at += 1;
            let Some(program) = arguments.get(at - 1).cloned() else {
                process
                    .err_text("usage: awk [-F fs][-v var=value][prog | -f progfile][file ...]\n");
                return Exit::Known(2);
            };
            program
        }
    };
    let operands = arguments.get(at..).unwrap_or_default();
    let Some(rules) = parse::parse(&program) else {
        return give_up(process, operands);
    };
    run::run(process, &rules, separator, &variables, operands)
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
