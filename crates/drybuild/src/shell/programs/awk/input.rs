//! Records: of the operands, of files and of commands.

use std::collections::VecDeque;

use super::{
    run::{Machine, Stop},
    tree::{Expression, Reader},
    value::{Value, number, place, text},
};
use crate::{labelled::Bytes, shell::regex::Regex};

/// The main input.
#[derive(Default)]
pub(super) struct Input {
    records: VecDeque<Bytes>,
    /// The operand that is read next.
    next: usize,
    /// Some operand was a file, or standard input has been taken for want of one.
    opened: bool,
}

impl Input {
    /// Drops what is left of the current file.
    pub(super) fn skip_file(&mut self) {
        self.records.clear();
    }
}

/// The records of a text, by the value of `RS`.
pub(super) fn records(content: &Bytes, separator: &Bytes) -> VecDeque<Bytes> {
    match separator.data() {
        b"\n" => content
            .lines()
            .iter()
            .map(Bytes::trim_line_breaks)
            .collect(),
        b"" => paragraphs(content),
        [only] => without_last_empty(content.split(*only)),
        pattern => match Regex::extended(pattern, false) {
            Some(regex) => without_last_empty(super::text::split_by(content, &regex)),
            None => VecDeque::from([content.clone()]),
        },
    }
}

fn without_last_empty(mut pieces: Vec<Bytes>) -> VecDeque<Bytes> {
    if pieces.last().is_some_and(Bytes::is_empty) {
        pieces.pop();
    }
    pieces.into()
}

fn paragraphs(content: &Bytes) -> VecDeque<Bytes> {
    let mut out = VecDeque::new();
    let mut current: Option<Bytes> = None;
    for line in content.lines() {
        let line = line.trim_line_breaks();
        if line.is_empty() {
            out.extend(current.take());
            continue;
        }
        match &mut current {
            Some(text) => {
                text.push_plain("\n");
                text.push(&line);
            }
            None => current = Some(line),
        }
    }
    out.extend(current);
    out
}

/// Whether an operand sets a variable.
fn assigns(operand: &Bytes) -> bool {
    operand.text().split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && !name.starts_with(|first: char| first.is_ascii_digit())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

impl Machine<'_, '_, '_> {
    /// The next record of the main input; counts it.
    pub(super) fn next_record(&mut self) -> Option<Bytes> {
        loop {
            if let Some(record) = self.input.records.pop_front() {
                self.add_to("NR", 1.0);
                self.add_to("FNR", 1.0);
                return Some(record);
            }
            let count = self
                .globals
                .get("ARGC")
                .map_or(0, |count| place(number(count)));
            self.input.next += 1;
            let operand = if self.input.next < count {
                let key = self.input.next.to_string().into_bytes();
                let arguments = self.arrays.get("ARGV");
                match arguments.and_then(|arguments| arguments.get(&key)) {
                    Some(operand) => text(operand),
                    None => continue,
                }
            } else if self.input.opened {
                return None;
            } else {
                "-".into()
            };
            if operand.is_empty() {
                continue;
            }
            if assigns(&operand) {
                self.command_line(&operand);
                continue;
            }
            self.input.opened = true;
            match self.process.input(&operand) {
                Ok(content) => {
                    let name = if operand.data() == b"-" {
                        Bytes::new()
                    } else {
                        operand
                    };
                    self.set("FILENAME", Value::Text(name));
                    self.set("FNR", Value::Number(0.0));
                    let separator = self.global("RS");
                    self.input.records = records(&content, &separator);
                }
                Err(error) => {
                    self.failed = true;
                    let shown = operand.text();
                    let message = if self.process.is_busybox() {
                        format!("{shown}: {}", error.message())
                    } else {
                        format!("cannot open {shown} ({})", error.message())
                    };
                    self.process.err(message);
                    if !self.process.is_busybox() {
                        return None;
                    }
                }
            }
        }
    }

    pub(super) fn getline(
        &mut self,
        reader: &Reader,
        target: Option<&Expression>,
    ) -> Result<Value, Stop> {
        let (record, main) = match reader {
            Reader::Main => (self.next_record(), true),
            Reader::File(path) => {
                let path = text(&self.value(path)?);
                match self.read_stream(&path, false) {
                    Ok(record) => (record, false),
                    Err(()) => return Ok(Value::Number(-1.0)),
                }
            }
            Reader::Command(command) => {
                let command = text(&self.value(command)?);
                match self.read_stream(&command, true) {
                    Ok(record) => (record, false),
                    Err(()) => return Ok(Value::Number(-1.0)),
                }
            }
        };
        let Some(record) = record else {
            return Ok(Value::Number(0.0));
        };
        match target {
            Some(target) => self.store(target, Value::Input(record))?,
            None => {
                if !main && matches!(reader, Reader::Command(_)) {
                    self.add_to("NR", 1.0);
                }
                self.set_line(record);
            }
        }
        Ok(Value::Number(1.0))
    }
}
