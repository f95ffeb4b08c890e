use std::cmp::Ordering;

use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// `comm`: the lines of two sorted files, side by side.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = match Flags::read(process, "123", "z", "123", &[]) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    let [left, right] = flags.operands.as_slice() else {
        let what = match flags.operands.first() {
            Some(only) => format!("missing operand after '{}'", only.text()),
            None => "missing operand".to_owned(),
        };
        return process.missing_operand(&what, 1);
    };
    let (inputs, all) = process.inputs(&[left.clone(), right.clone()]);
    let [(_, left), (_, right)] = inputs.as_slice() else {
        return Exit::FAILURE;
    };
    let lines = |content: &Bytes| -> Vec<Bytes> {
        content
            .lines()
            .iter()
            .map(Bytes::trim_line_breaks)
            .collect()
    };
    let (left, right) = (lines(left), lines(right));
    let (mut one, mut two) = (left.iter().peekable(), right.iter().peekable());
    loop {
        let order = match (one.peek(), two.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(left), Some(right)) => left.data().cmp(right.data()),
        };
        let line = match order {
            Ordering::Greater => two.next(),
            Ordering::Equal => {
                two.next();
                one.next()
            }
            Ordering::Less => one.next(),
        };
        let column = match order {
            Ordering::Less => '1',
            Ordering::Greater => '2',
            Ordering::Equal => '3',
        };
        if flags.has(column) {
            continue;
        }
        let tabs = "123"
            .chars()
            .take_while(|before| *before != column)
            .filter(|before| !flags.has(*before))
            .count();
        let mut out = Bytes::from("\t".repeat(tabs));
        out.push(&line.cloned().unwrap_or_default());
        process.line(&out);
    }
    if all { Exit::SUCCESS } else { Exit::FAILURE }
}
