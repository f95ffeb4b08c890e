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
    let flags = match Flags::read(process, "cduif:s:w:", "Dz", "cduifsw", &long) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    let number = |letter| {
        flags
            .text(letter)
            .and_then(|count| count.parse::<usize>().ok())
    };
    let (fields, characters, width) = (number('f'), number('s'), number('w'));
    let compared = |line: &Bytes| -> Vec<u8> {
        let mut rest = line.data();
        for _ in 0..fields.unwrap_or(0) {
            let blanks = rest.iter().take_while(|byte| b" \t".contains(byte)).count();
            let word = rest
                .iter()
                .skip(blanks)
                .take_while(|byte| !b" \t".contains(byte))
                .count();
            rest = rest.get(blanks + word..).unwrap_or_default();
        }
        let kept = rest.iter().skip(characters.unwrap_or(0));
        kept.take(width.unwrap_or(usize::MAX)).copied().collect()
    };
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
            let (last, line) = (compared(last), compared(&line));
            if flags.has('i') {
                last.eq_ignore_ascii_case(&line)
            } else {
                last == line
            }
        });
        match groups.last_mut() {
            Some((count, _)) if same => *count += 1,
            _ => groups.push((1, line)),
        }
    }
    let mut whole = Bytes::new();
    for (count, line) in groups {
        if (flags.has('d') && count < 2) || (flags.has('u') && count > 1) {
            continue;
        }
        let mut shown = Bytes::new();
        if flags.has('c') {
            shown.push_plain(format!("{count:>7} "));
        }
        shown.push(&line);
        whole.push(&shown);
        whole.push_plain("\n");
    }
    match flags.operands.get(1).filter(|_| all) {
        Some(target) => {
            if let Err(error) = process.write(target, whole) {
                process.cannot_open(&target.text(), error);
                return Exit::FAILURE;
            }
        }
        None => process.out(&whole),
    }
    if all { Exit::SUCCESS } else { Exit::FAILURE }
}
