use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// `paste`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "d:s",
        &[("delimiters", 'd'), ("serial", 's')],
    );
    if flags.text('d').as_deref() == Some("") && process.is_busybox() {
        process.err("-d '' is not supported");
        return Exit::FAILURE;
    }
    let (inputs, all) = process.inputs(&flags.operands);
    if !all && !process.is_busybox() {
        return Exit::FAILURE;
    }
    let delimiter = flags.text('d').map_or_else(
        || "\t".to_owned(),
        |text| {
            text.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\0", "")
        },
    );
    let standard = inputs
        .iter()
        .filter(|(name, _)| name.data() == b"-")
        .count();
    let mut taken = 0;
    let columns: Vec<Vec<Bytes>> = inputs
        .iter()
        .map(|(name, content)| {
            let lines = |content: &Bytes| -> Vec<Bytes> {
                content
                    .lines()
                    .iter()
                    .map(Bytes::trim_line_breaks)
                    .collect()
            };
            if name.data() != b"-" || standard < 2 {
                return lines(content);
            }
            // Standard input that is named several times gives its lines in turn.
            let first = inputs.iter().find(|(name, _)| name.data() == b"-");
            taken += 1;
            let all = first.map(|(_, content)| lines(content)).unwrap_or_default();
            all.into_iter().skip(taken - 1).step_by(standard).collect()
        })
        .collect();
    let mut rows: Vec<Vec<Bytes>> = if flags.has('s') {
        columns
    } else {
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        let busybox = process.is_busybox();
        (0..height)
            .map(|row| {
                let cells = columns.iter().map(|column| column.get(row).cloned());
                if busybox {
                    // BusyBox forgets an input that has ended, with its delimiter.
                    cells.flatten().collect()
                } else {
                    cells.map(Option::unwrap_or_default).collect()
                }
            })
            .collect()
    };
    for row in &mut rows {
        let mut line = Bytes::new();
        for (index, cell) in row.iter().enumerate() {
            if let Some(before) = index.checked_sub(1) {
                line.push_plain(
                    delimiter
                        .chars()
                        .cycle()
                        .nth(before)
                        .map(String::from)
                        .unwrap_or_default(),
                );
            }
            line.push(cell);
        }
        process.line(&line);
    }
    if all { Exit::SUCCESS } else { Exit::FAILURE }
}
