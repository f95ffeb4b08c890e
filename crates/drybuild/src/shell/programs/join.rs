use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// `join`: pairs of lines that have a field in common.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = match Flags::read(process, "a:v:t:1:2:j:o:", "e:i", "", &[]) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    let (inputs, all) = process.inputs(&flags.operands);
    let [(_, left), (_, right)] = inputs.as_slice() else {
        return if all {
            process.missing_operand("missing operand", 1)
        } else {
            Exit::FAILURE
        };
    };
    let separator = flags
        .value('t')
        .and_then(|value| value.data().first().copied());
    let field = |letter| -> usize {
        flags
            .text(letter)
            .or_else(|| flags.text('j'))
            .and_then(|number| number.parse().ok())
            .unwrap_or(1)
    };
    let (left, right) = (
        rows(left, separator, field('1')),
        rows(right, separator, field('2')),
    );
    let wants = |letter: char, side: &str| {
        flags
            .all()
            .iter()
            .any(|(known, value)| *known == letter && value.data() == side.as_bytes())
    };
    let only = wants('v', "1") || wants('v', "2");
    let output = Output {
        glue: vec![separator.unwrap_or(b' ')].into(),
        format: flags.text('o'),
    };
    let mut lines = Vec::new();
    for row in &left {
        let mut found = false;
        for other in right
            .iter()
            .filter(|other| other.key.data() == row.key.data())
        {
            found = true;
            if !only {
                lines.push((row.key.clone(), output.line(Some(row), Some(other))));
            }
        }
        if !found && (wants('v', "1") || wants('a', "1")) {
            lines.push((row.key.clone(), output.line(Some(row), None)));
        }
    }
    for row in &right {
        let found = left.iter().any(|other| other.key.data() == row.key.data());
        if !found && (wants('v', "2") || wants('a', "2")) {
            lines.push((row.key.clone(), output.line(None, Some(row))));
        }
    }
    lines.sort_by(|(one, _), (two, _)| one.data().cmp(two.data()));
    for (_, line) in lines {
        process.line(&line);
    }
    Exit::SUCCESS
}

struct Row {
    key: Bytes,
    at: usize,
    fields: Vec<Bytes>,
}

fn rows(content: &Bytes, separator: Option<u8>, field: usize) -> Vec<Row> {
    let lines = content.lines();
    let rows = lines.iter().map(|line| {
        let line = line.trim_line_breaks();
        let fields = match separator {
            Some(separator) => line.split(separator),
            None => line
                .split(b' ')
                .into_iter()
                .filter(|field| !field.is_empty())
                .collect(),
        };
        Row {
            key: fields
                .get(field.saturating_sub(1))
                .cloned()
                .unwrap_or_default(),
            at: field,
            fields,
        }
    });
    rows.collect()
}

struct Output {
    glue: Bytes,
    format: Option<String>,
}

impl Output {
    fn line(&self, left: Option<&Row>, right: Option<&Row>) -> Bytes {
        let mut parts = Vec::new();
        if let Some(format) = &self.format {
            for part in format.split([',', ' ']) {
                let row = if part.starts_with('1') { left } else { right };
                let number = part
                    .split_once('.')
                    .and_then(|(_, number)| number.parse().ok());
                parts.push(match (part, number) {
                    ("0", _) => left
                        .or(right)
                        .map(|row| row.key.clone())
                        .unwrap_or_default(),
                    (_, number) => {
                        let index: usize = number.unwrap_or(1_usize).saturating_sub(1);
                        row.and_then(|row| row.fields.get(index).cloned())
                            .unwrap_or_default()
                    }
                });
            }
        } else {
            parts.extend(left.or(right).map(|row| row.key.clone()));
            for row in [left, right].into_iter().flatten() {
                let others = row.fields.iter().enumerate();
                parts.extend(
                    others
                        .filter(|(index, _)| index + 1 != row.at)
                        .map(|(_, field)| field.clone()),
                );
            }
        }
        let mut line = Bytes::new();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                line.push(&self.glue);
            }
            line.push(part);
        }
        line
    }
}
