//! Running a program over its input.

use std::collections::BTreeMap;

use super::{
    Process,
    frame::Local,
    input::Input,
    text::split,
    tree::{Expression, Pattern, Program, Rule},
    value::{Value, number, text, truth},
};
use crate::{labelled::Bytes, shell::Exit};

/// Statements and expressions that one program runs.
const MOST: u32 = 400_000;

/// Runs the program over the operands, or over standard input.
pub(super) fn run(
    process: &mut Process<'_>,
    program: &Program,
    separator: Option<Bytes>,
    variables: &[Bytes],
    operands: &[Bytes],
) -> Exit {
    let mut machine = Machine {
        process,
        program,
        globals: BTreeMap::new(),
        arrays: BTreeMap::new(),
        frames: Vec::new(),
        fields: Vec::new(),
        input: Input::default(),
        streams: super::stream::Streams::default(),
        steps: 0,
        failed: false,
    };
    for (name, value) in [
        ("FS", " "),
        ("OFS", " "),
        ("ORS", "\n"),
        ("RS", "\n"),
        ("SUBSEP", "\u{1c}"),
        ("OFMT", "%.6g"),
        ("CONVFMT", "%.6g"),
    ] {
        machine.set(name, Value::Text(value.into()));
    }
    for name in ["NR", "NF", "FNR"] {
        machine.set(name, Value::Number(0.0));
    }
    if let Some(separator) = separator {
        let separator = if separator.data() == b"t" {
            "\t".into()
        } else {
            super::unescaped(&separator)
        };
        machine.set("FS", Value::Text(separator));
    }
    let environment = machine
        .process
        .environment()
        .into_iter()
        .map(|(name, value)| (name.into_bytes(), Value::Input(value)));
    machine
        .arrays
        .insert("ENVIRON".to_owned(), environment.collect());
    let arguments = std::iter::once(Bytes::from("awk")).chain(operands.iter().cloned());
    machine.set("ARGC", Value::Number((operands.len() + 1) as f64));
    let arguments = arguments
        .enumerate()
        .map(|(index, value)| (index.to_string().into_bytes(), Value::Input(value)));
    machine
        .arrays
        .insert("ARGV".to_owned(), arguments.collect());
    for variable in variables {
        machine.command_line(variable);
    }
    let status = machine.all(&program.rules);
    machine.close_all();
    if machine.failed && status == 0 {
        Exit::Known(if machine.process.is_busybox() { 1 } else { 2 })
    } else {
        Exit::Known(status)
    }
}

/// Why statements stop.
pub(super) enum Stop {
    Next,
    NextFile,
    Exit(u8),
    Break,
    Continue,
    Return(Value),
}

pub(super) struct Machine<'a, 'b, 'p> {
    pub(super) process: &'a mut Process<'b>,
    pub(super) program: &'p Program,
    pub(super) globals: BTreeMap<String, Value>,
    pub(super) arrays: BTreeMap<String, BTreeMap<Vec<u8>, Value>>,
    /// The parameters of the functions that run, the innermost last.
    pub(super) frames: Vec<BTreeMap<String, Local>>,
    /// The record, then its fields.
    pub(super) fields: Vec<Bytes>,
    pub(super) input: Input,
    pub(super) streams: super::stream::Streams,
    pub(super) steps: u32,
    /// A file could not be opened.
    pub(super) failed: bool,
}

impl Machine<'_, '_, '_> {
    /// Counts one step; too many end the program.
    pub(super) fn count(&mut self) -> Result<(), Stop> {
        self.steps += 1;
        if self.steps > MOST {
            self.process
                .note("this program of `awk` runs too long to be followed to its end");
            return Err(Stop::Exit(0));
        }
        Ok(())
    }

    /// Ends the program with a message, as an error at run time does.
    pub(super) fn fatal(&mut self, message: &str) -> Stop {
        if self.process.is_busybox() {
            self.process.err(format!("cmd. line:1: {message}"));
            return Stop::Exit(1);
        }
        self.process.err(message);
        Stop::Exit(2)
    }

    pub(super) fn command_line(&mut self, argument: &Bytes) {
        if let Some(at) = argument.data().iter().position(|byte| *byte == b'=') {
            let name = argument.slice(0..at).text().into_owned();
            let value = super::unescaped(&argument.from_offset(at + 1));
            self.set(&name, Value::Input(value));
        }
    }

    fn all(&mut self, rules: &[Rule]) -> u8 {
        let mut status = 0;
        let mut exited = false;
        for rule in rules
            .iter()
            .filter(|rule| matches!(rule.pattern, Pattern::Begin))
        {
            if let Err(Stop::Exit(code)) = self.body(rule) {
                status = code;
                exited = true;
                break;
            }
        }
        let reads = rules
            .iter()
            .any(|rule| !matches!(rule.pattern, Pattern::Begin));
        let mut active = vec![false; rules.len()];
        while reads && !exited {
            let Some(record) = self.next_record() else {
                break;
            };
            self.set_line(record);
            match self.record(rules, &mut active) {
                Err(Stop::NextFile) => self.input.skip_file(),
                Err(Stop::Exit(code)) => {
                    status = code;
                    exited = true;
                }
                _ => {}
            }
        }
        if !reads || self.failed && exited && status == 2 {
            return status;
        }
        for rule in rules
            .iter()
            .filter(|rule| matches!(rule.pattern, Pattern::End))
        {
            match self.body(rule) {
                Err(Stop::Exit(code)) => return code,
                _ => continue,
            }
        }
        status
    }

    pub(super) fn set_line(&mut self, line: Bytes) {
        let mut separator = self.global("FS");
        if self.global("RS").is_empty() && separator.len() == 1 && separator.data() != b" " {
            // Between paragraphs a line break separates fields as well.
            let mut either = Bytes::from("[\n");
            either.push(&separator);
            either.push_plain("]");
            separator = either;
        }
        self.fields = vec![line.clone()];
        self.fields.extend(split(&line, &separator));
        let count = self.fields.len() - 1;
        self.set("NF", Value::Number(count as f64));
    }

    fn record(&mut self, rules: &[Rule], active: &mut [bool]) -> Result<(), Stop> {
        for (index, rule) in rules.iter().enumerate() {
            let selected = match &rule.pattern {
                Pattern::Begin | Pattern::End => false,
                Pattern::Always => true,
                Pattern::Expression(expression) => self.holds(expression)?,
                Pattern::Range(first, last) => {
                    let mut inside = active.get(index).copied().unwrap_or(false);
                    let starts = !inside && self.holds(first)?;
                    let selected = inside || starts;
                    inside = selected && !self.holds(last)?;
                    if let Some(slot) = active.get_mut(index) {
                        *slot = inside;
                    }
                    selected
                }
            };
            if selected {
                self.body(rule)?;
            }
        }
        Ok(())
    }

    fn holds(&mut self, expression: &Expression) -> Result<bool, Stop> {
        Ok(truth(&self.value(expression)?))
    }

    fn body(&mut self, rule: &Rule) -> Result<(), Stop> {
        match &rule.body {
            Some(statements) => self.block(statements),
            None => {
                let mut line = self.fields.first().cloned().unwrap_or_default();
                line.push(&self.global("ORS"));
                self.emit(&line);
                Ok(())
            }
        }
    }

    pub(super) fn set(&mut self, name: &str, value: Value) {
        self.globals.insert(name.to_owned(), value);
    }

    pub(super) fn global(&self, name: &str) -> Bytes {
        self.globals.get(name).map(text).unwrap_or_default()
    }

    pub(super) fn add_to(&mut self, name: &str, count: f64) {
        let old = self.globals.get(name).map_or(0.0, number);
        self.set(name, Value::Number(old + count));
    }
}
