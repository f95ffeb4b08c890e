use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// `nl`: lines with their numbers; those that are empty have none.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = match Flags::read(process, "b:w:s:v:i:n:", "d:f:h:l:p", "bwsviln", &[]) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    let number = |letter, default| {
        flags
            .text(letter)
            .and_then(|number| number.parse::<usize>().ok())
            .unwrap_or(default)
    };
    let (width, step) = (number('w', 6), number('i', 1));
    let mut next = number('v', 1);
    let gap = flags.text('s').unwrap_or_else(|| "\t".to_owned());
    let every = flags.text('b').is_some_and(|style| style == "a");
    let layout = flags.text('n').unwrap_or_default();
    let (inputs, all) = process.inputs(&flags.operands);
    for (_, content) in inputs {
        for line in content.lines() {
            let line = line.trim_line_breaks();
            if line.is_empty() && !every {
                let blank = " ".repeat(width + gap.len());
                process.line(&blank.into());
                continue;
            }
            let mut out = Bytes::from(match layout.as_str() {
                "ln" => format!("{next:<width$}{gap}"),
                "rz" => format!("{next:0>width$}{gap}"),
                _ => format!("{next:>width$}{gap}"),
            });
            out.push(&line);
            process.line(&out);
            next += step;
        }
    }
    if all { Exit::SUCCESS } else { Exit::FAILURE }
}
