use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// `uniq`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let long = [
        ("count", 'c'),
        ("repeated", 'd'),
        ("unique", 'u'),
        ("ignore-case", 'i'),
        ("skip-fields", 'f'),
        ("skip-chars", 's'),
    ];
    let flags = Flags::parse(&process.args(), "cduif:s:w:", &long);
    let source: Vec<Bytes> = flags.operands.first().cloned().into_iter().collect();
    let (inputs, all) = process.inputs(&source);
    let content = inputs
        .into_iter()
        .next()
        .map(|(_, content)| content)
        .unwrap_or_default();
    let mut groups: Vec<(usize, Bytes)> = Vec::new();
    for line in content.lines() {
        let line = line.trim_line_breaks();
        let same = groups.last().is_some_and(|(_, last)| {
            if flags.has('i') {
                last.data().eq_ignore_ascii_case(line.data())
            } else {
                last.data() == line.data()
            }
        });
        match groups.last_mut() {
            Some((count, _)) if same => *count += 1,
            _ => groups.push((1, line)),
        }
    }
    for (count, line) in groups {
        if (flags.has('d') && count < 2) || (flags.has('u') && count > 1) {
            continue;
        }
        let mut shown = Bytes::new();
        if flags.has('c') {
            shown.push_plain(format!("{count:>7} "));
        }
        shown.push(&line);
        process.line(&shown);
    }
    if all { Exit::SUCCESS } else { Exit::FAILURE }
}
