use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// `wc`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let long = [
        ("lines", 'l'),
        ("words", 'w'),
        ("bytes", 'c'),
        ("chars", 'm'),
        ("max-line-length", 'L'),
    ];
    let flags = match Flags::read(process, "lwcmL", "", "lwcmL", &long) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    let (inputs, all) = process.inputs(&flags.operands);
    let columns: Vec<char> = match "lwmcL"
        .chars()
        .filter(|letter| flags.has(*letter))
        .collect::<Vec<_>>()
    {
        none if none.is_empty() => vec!['l', 'w', 'c'],
        some => some,
    };
    let mut rows: Vec<(Vec<usize>, Bytes, bool)> = Vec::new();
    for (name, content) in &inputs {
        let counts = columns
            .iter()
            .map(|column| count(content.data(), *column))
            .collect();
        let shown = if flags.operands.is_empty() {
            Bytes::new()
        } else {
            name.clone()
        };
        rows.push((counts, shown, content.is_known()));
    }
    if flags.operands.len() > 1 {
        let totals = (0..columns.len())
            .map(|column| {
                rows.iter()
                    .filter_map(|(counts, ..)| counts.get(column))
                    .sum()
            })
            .collect();
        let known = rows.iter().all(|(.., known)| *known);
        rows.push((totals, "total".into(), known));
    }
    let width = width(process, &flags, &rows, columns.len(), &inputs);
    for (counts, name, known) in rows {
        let mut line = Bytes::new();
        for (index, count) in counts.iter().enumerate() {
            let gap = if index > 0 { " " } else { "" };
            let text = format!("{gap}{count:>width$}");
            line.push(&if known {
                text.into()
            } else {
                Bytes::unknown(&text, "a count of what is not known")
            });
        }
        if !name.is_empty() {
            line.push_plain(" ");
            line.push(&name);
        }
        process.line(&line);
    }
    if all { Exit::SUCCESS } else { Exit::FAILURE }
}

fn count(data: &[u8], column: char) -> usize {
    match column {
        'l' => data.iter().filter(|byte| **byte == b'\n').count(),
        'w' => data
            .split(u8::is_ascii_whitespace)
            .filter(|word| !word.is_empty())
            .count(),
        'L' => data
            .split(|byte| *byte == b'\n')
            .map(<[u8]>::len)
            .max()
            .unwrap_or(0),
        _ => data.len(),
    }
}

/// GNU pads to the digits of the total size (7 for a pipe), BusyBox to 9 where it prints several columns.
fn width(
    process: &Process<'_>,
    flags: &Flags,
    rows: &[(Vec<usize>, Bytes, bool)],
    columns: usize,
    inputs: &[(Bytes, Bytes)],
) -> usize {
    if columns == 1 && rows.len() == 1 {
        return 1;
    }
    if process.is_busybox() {
        return 9;
    }
    if flags.operands.is_empty() && process.shell.reads_file(0) {
        return inputs
            .first()
            .map_or(1, |(_, content)| content.len())
            .to_string()
            .len();
    }
    if flags.operands.is_empty() || flags.operands.iter().any(|operand| operand.data() == b"-") {
        return 7;
    }
    let size: usize = inputs.iter().map(|(_, content)| content.len()).sum();
    size.to_string().len()
}
