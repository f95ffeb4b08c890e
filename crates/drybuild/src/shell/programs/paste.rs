use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// `paste`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "d:s",
        &[("delimiters", 'd'), ("serial", 's')],
    );
    let (inputs, all) = process.inputs(&flags.operands);
    let delimiter = flags.text('d').map_or_else(
        || "\t".to_owned(),
        |text| text.replace("\\n", "\n").replace("\\t", "\t"),
    );
    let columns: Vec<Vec<Bytes>> = inputs
        .iter()
        .map(|(_, content)| {
            content
                .lines()
                .iter()
                .map(Bytes::trim_line_breaks)
                .collect()
        })
        .collect();
    let mut rows: Vec<Vec<Bytes>> = if flags.has('s') {
        columns
    } else {
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |column: &Vec<Bytes>, row: usize| column.get(row).cloned().unwrap_or_default();
        (0..height)
            .map(|row| columns.iter().map(|column| cell(column, row)).collect())
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
