//! What a program writes and reads besides its operands: files and commands.

use std::collections::VecDeque;

use super::{input::records, run::Machine, tree::Target};
use crate::{labelled::Bytes, shell::Exit};

/// Open files and commands.
#[derive(Default)]
pub(super) struct Streams {
    /// Standard output that mawk has not written yet.
    held: Bytes,
    outputs: Vec<Output>,
    inputs: Vec<(Vec<u8>, VecDeque<Bytes>)>,
}

struct Output {
    name: Bytes,
    command: bool,
    content: Bytes,
}

impl Machine<'_, '_, '_> {
    /// Writes to standard output: mawk holds it back until it has to, BusyBox does not.
    pub(super) fn emit(&mut self, text: &Bytes) {
        if self.process.is_busybox() {
            self.process.out(text);
        } else {
            self.streams.held.push(text);
        }
    }

    pub(super) fn flush(&mut self) {
        let held = std::mem::take(&mut self.streams.held);
        self.process.out(&held);
    }

    /// Writes where `>`, `>>` or `|` says.
    pub(super) fn send(&mut self, kind: Target, name: Bytes, text: &Bytes) {
        match name.data() {
            b"/dev/stdout" | b"-" => return self.emit(text),
            b"/dev/stderr" => {
                let span = self.process.span.clone();
                self.process.shell.write_fd(2, text, &span);
                return;
            }
            _ => {}
        }
        let command = kind == Target::Command;
        let known = self
            .streams
            .outputs
            .iter_mut()
            .find(|output| output.command == command && output.name.data() == name.data());
        if let Some(output) = known {
            output.content.push(text);
            if !command {
                self.save(&name);
            }
            return;
        }
        let mut content = Bytes::new();
        if kind == Target::Append {
            content = self
                .process
                .files()
                .read(name.data())
                .map(|old| (*old).clone())
                .unwrap_or_default();
        }
        content.push(text);
        self.streams.outputs.push(Output {
            name: name.clone(),
            command,
            content,
        });
        if !command {
            self.save(&name);
        }
    }

    /// Brings a file up to date.
    fn save(&mut self, name: &Bytes) {
        let output = self
            .streams
            .outputs
            .iter()
            .find(|output| !output.command && output.name.data() == name.data());
        if let Some(output) = output {
            let (path, content) = (output.name.clone(), output.content.clone());
            if let Err(error) = self.process.write(&path, content)
                && !self.failed
            {
                self.failed = true;
                let shown = path.text().into_owned();
                let message = if self.process.is_busybox() {
                    format!("{shown}: {}", error.message())
                } else {
                    format!("cannot open \"{shown}\" ({})", error.message())
                };
                self.process.err(message);
            }
        }
    }

    /// The next record of a file or of a command's output; an error if there is no such file.
    pub(super) fn read_stream(&mut self, name: &Bytes, command: bool) -> Result<Option<Bytes>, ()> {
        if let Some((_, waiting)) = self
            .streams
            .inputs
            .iter_mut()
            .find(|(known, _)| known == name.data())
        {
            return Ok(waiting.pop_front());
        }
        let content = if command {
            self.flush();
            self.process.capture(name)
        } else {
            self.process.input(name).map_err(|_| ())?
        };
        let mut waiting = records(&content, &self.global("RS"));
        let first = waiting.pop_front();
        self.streams.inputs.push((name.data().to_vec(), waiting));
        Ok(first)
    }

    /// `close`: a command that was written to runs now.
    pub(super) fn close(&mut self, name: &Bytes) -> f64 {
        let mut status = -1.0;
        let open = self.streams.inputs.len();
        self.streams
            .inputs
            .retain(|(known, _)| known != name.data());
        if self.streams.inputs.len() < open {
            status = 0.0;
        }
        while let Some(index) = self
            .streams
            .outputs
            .iter()
            .position(|output| output.name.data() == name.data())
        {
            let output = self.streams.outputs.remove(index);
            status = 0.0;
            if output.command {
                self.flush();
                status = code(self.process.feed(&output.name, output.content));
            }
        }
        status
    }

    /// Ends every command that was written to, and writes what was held back.
    pub(super) fn close_all(&mut self) {
        let outputs = std::mem::take(&mut self.streams.outputs);
        for output in outputs.into_iter().filter(|output| output.command) {
            self.process.feed(&output.name, output.content);
        }
        self.flush();
    }

    pub(super) fn system(&mut self, command: &Bytes) -> f64 {
        self.flush();
        let input = self.process.stdin();
        code(self.process.feed(command, input))
    }
}

fn code(exit: Exit) -> f64 {
    match exit {
        Exit::Known(status) => f64::from(status),
        Exit::Unknown => 0.0,
    }
}
