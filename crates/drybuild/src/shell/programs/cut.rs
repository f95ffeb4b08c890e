use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// `cut`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let long = [
        ("delimiter", 'd'),
        ("fields", 'f'),
        ("characters", 'c'),
        ("bytes", 'b'),
        ("only-delimited", 's'),
        ("complement", 'C'),
        ("output-delimiter", 'o'),
    ];
    if process.is_busybox()
        && let Some(option) = process
            .texts()
            .into_iter()
            .find(|text| text.starts_with("--output-delimiter") || text == "--complement")
    {
        process.err(format!("unrecognized option '{option}'"));
        return Exit::FAILURE;
    }
    let flags = match Flags::read(process, "d:f:c:b:snCo:", "z", "dfcbsn", &long) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    let Some(list) = flags
        .text('f')
        .or_else(|| flags.text('c'))
        .or_else(|| flags.text('b'))
    else {
        let what = if process.is_busybox() {
            "expected a list of bytes, characters, or fields"
        } else {
            "you must specify a list of bytes, characters, or fields"
        };
        return process.missing_operand(what, 1);
    };
    let Some(ranges) = ranges(&list) else {
        process.err("invalid field range");
        return Exit::FAILURE;
    };
    let chosen = |number: usize| {
        ranges
            .iter()
            .any(|(low, high)| (*low..=*high).contains(&number))
            != flags.has('C')
    };
    let delimiter = flags
        .value('d')
        .and_then(|value| value.data().first().copied())
        .unwrap_or(b'\t');
    let joiner = flags
        .value('o')
        .cloned()
        .unwrap_or_else(|| vec![delimiter].into());
    let (inputs, all) = process.inputs(&flags.operands);
    for (_, content) in inputs {
        for line in content.lines() {
            let line = line.trim_line_breaks();
            let mut out = Bytes::new();
            if flags.has('f') {
                let fields = line.split(delimiter);
                if fields.len() == 1 {
                    if !flags.has('s') {
                        process.line(&line);
                    }
                    continue;
                }
                let mut first = true;
                for (index, field) in fields.iter().enumerate() {
                    if chosen(index + 1) {
                        if !first {
                            out.push(&joiner);
                        }
                        first = false;
                        out.push(field);
                    }
                }
            } else {
                for at in 0..line.len() {
                    if chosen(at + 1) {
                        out.push(&line.slice(at..at + 1));
                    }
                }
            }
            process.line(&out);
        }
    }
    if all { Exit::SUCCESS } else { Exit::FAILURE }
}

fn ranges(list: &str) -> Option<Vec<(usize, usize)>> {
    list.split([',', ' '])
        .map(|part| match part.split_once('-') {
            None => part
                .parse()
                .ok()
                .filter(|number| *number > 0)
                .map(|number| (number, number)),
            Some((low, high)) => {
                let low = if low.is_empty() {
                    Some(1)
                } else {
                    low.parse().ok()
                };
                let high = if high.is_empty() {
                    Some(usize::MAX)
                } else {
                    high.parse().ok()
                };
                low.zip(high)
            }
        })
        .collect()
}
