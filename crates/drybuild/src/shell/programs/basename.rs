use super::{
    Flags, Process,
    cp::{last_part, parent_of},
};
use crate::{labelled::Bytes, shell::Exit};

/// `basename`
pub(super) fn basename(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "as:z",
        &[("multiple", 'a'), ("suffix", 's')],
    );
    let Some(first) = flags.operands.first() else {
        return process.missing_operand("missing operand", 1);
    };
    let many = flags.has('a') || flags.has('s');
    let suffix = if many {
        flags.value('s').cloned()
    } else {
        flags.operands.get(1).cloned()
    }
    .unwrap_or_default();
    let names = if many {
        flags.operands.clone()
    } else {
        vec![first.clone()]
    };
    for name in names {
        let mut last = last_part(&name);
        if last.is_empty() && !name.is_empty() {
            last = "/".into();
        }
        if !suffix.is_empty() && last.len() > suffix.len() && last.data().ends_with(suffix.data()) {
            last = last.slice(0..last.len() - suffix.len());
        }
        process.line(&last);
    }
    Exit::SUCCESS
}

/// `dirname`
pub(super) fn dirname(process: &mut Process<'_>) -> Exit {
    let operands: Vec<Bytes> = process
        .args()
        .into_iter()
        .filter(|operand| operand.data() != b"--")
        .collect();
    if operands.is_empty() {
        return process.missing_operand("missing operand", 1);
    }
    for operand in operands {
        let kept = operand
            .data()
            .iter()
            .rposition(|byte| *byte != b'/')
            .map_or(0, |last| last + 1);
        if kept == 0 {
            process.print(if operand.is_empty() { ".\n" } else { "/\n" });
            continue;
        }
        let mut parent = parent_of(&operand.slice(0..kept));
        while parent.len() > 1 && parent.data().ends_with(b"/") {
            parent = parent.slice(0..parent.len() - 1);
        }
        process.line(&parent);
    }
    Exit::SUCCESS
}
