use super::{Flags, Process};
use crate::shell::Exit;

/// `fold`: lines broken at a width.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = match Flags::read(
        process,
        "w:sb",
        "",
        "wsb",
        &[("width", 'w'), ("spaces", 's')],
    ) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    let width = flags
        .text('w')
        .and_then(|width| width.parse::<usize>().ok())
        .unwrap_or(80)
        .max(1);
    let (inputs, all) = process.inputs(&flags.operands);
    for (_, content) in inputs {
        for line in content.lines() {
            let mut rest = line.trim_line_breaks();
            let ends = rest.len() < line.len();
            while rest.len() > width {
                let head = rest.data().get(..width).unwrap_or_default();
                let blank = head.iter().rposition(|byte| *byte == b' ');
                let cut = match blank {
                    Some(at) if flags.has('s') => at + 1,
                    _ => width,
                };
                process.line(&rest.slice(0..cut));
                rest = rest.from_offset(cut);
            }
            if ends {
                rest.push_plain("\n");
            }
            process.out(&rest);
        }
    }
    if all { Exit::SUCCESS } else { Exit::FAILURE }
}
