//! Runs what [`parse`](super::parse) read: exact effects for the calls that are known, and no further than those.

use std::collections::BTreeMap;

use super::parse::{Expr, Statement};
use crate::base64;
use crate::labelled::{Bytes, Certainty, Form};
use crate::shell::{Exit, Process};
use crate::tool::write;

/// What an expression gives.
#[derive(Clone)]
pub(super) enum Value {
    Text(Bytes),
    /// `os.environ`, `fs`: a thing of the language or its library, by its full name.
    Thing(String),
    /// An open file.
    File(Bytes),
    /// A digest, a length: nothing of what it was made of can be told from it.
    Opaque,
    List(Vec<Value>),
    Nothing,
}

/// Something that is not known: everything behind it is left to a guess.
pub(super) struct Unknown;

type Result<T> = std::result::Result<T, Unknown>;

/// A program that is running.
pub(super) struct Run<'a, 'b> {
    pub(super) process: &'a mut Process<'b>,
    names: BTreeMap<String, Value>,
    /// The arguments behind the code.
    pub(super) arguments: Vec<Bytes>,
    pub(super) exit: Option<Exit>,
    /// What the last expression gave.
    last: Value,
}

impl<'a, 'b> Run<'a, 'b> {
    pub(super) fn new(process: &'a mut Process<'b>, arguments: Vec<Bytes>) -> Self {
        Self {
            process,
            names: BTreeMap::new(),
            arguments,
            exit: None,
            last: Value::Nothing,
        }
    }

    pub(super) fn run(&mut self, statements: &[Statement]) -> Result<()> {
        for statement in statements {
            match statement {
                Statement::Bind(bound) => {
                    for (name, thing) in bound {
                        self.names.insert(name.clone(), Value::Thing(thing.clone()));
                    }
                }
                Statement::Assign(name, value) => {
                    let value = self.value(value)?;
                    self.names.insert(name.clone(), value);
                }
                Statement::Do(value) => {
                    self.last = self.value(value)?;
                }
            }
            if self.exit.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// `node -p`: prints what the last expression gave.
    pub(super) fn show_last(&mut self) -> Result<()> {
        let value = std::mem::replace(&mut self.last, Value::Nothing);
        let text = self.show(value)?;
        self.process.line(&text);
        Ok(())
    }

    fn value(&mut self, expr: &Expr) -> Result<Value> {
        Ok(match expr {
            Expr::Text(text) => Value::Text(text.clone()),
            Expr::Number(digits) => Value::Text(digits.as_str().into()),
            Expr::Pieces(pieces) => {
                let mut text = Bytes::new();
                for piece in pieces {
                    text.push(&self.text(piece)?);
                }
                Value::Text(text)
            }
            Expr::Name(name) => match self.names.get(name) {
                Some(value) => value.clone(),
                None => Value::Thing(name.clone()),
            },
            Expr::List(items) => Value::List(
                items
                    .iter()
                    .map(|item| self.value(item))
                    .collect::<Result<Vec<_>>>()?,
            ),
            Expr::Add(left, right) => {
                let mut text = self.text(left)?;
                text.push(&self.text(right)?);
                Value::Text(text)
            }
            Expr::Percent(left, right) => {
                let format = self.text(left)?;
                let values = match self.value(right)? {
                    Value::List(values) => values,
                    value => vec![value],
                };
                self.format(&format, &["%s", "%r", "%d"], values)?
            }
            Expr::Attribute(of, name) => match self.value(of)? {
                Value::Thing(thing) if thing == "process.env" => self.variable(name, None),
                Value::Thing(thing) => Value::Thing(format!("{thing}.{name}")),
                Value::Text(_) if name == "length" => Value::Opaque,
                _ => return Err(Unknown),
            },
            Expr::Index(of, index) => {
                let of = self.value(of)?;
                let index = self.text(index)?;
                self.index(of, &index.text())?
            }
            Expr::Call(function, arguments) => {
                let mut given = Vec::new();
                let mut named = BTreeMap::new();
                for (name, argument) in arguments {
                    let value = self.value(argument)?;
                    match name {
                        Some(name) => {
                            named.insert(name.clone(), value);
                        }
                        None => given.push(value),
                    }
                }
                if let Expr::Attribute(of, method) = function.as_ref() {
                    match self.value(of)? {
                        Value::Thing(thing) => {
                            return self.call(&format!("{thing}.{method}"), given, &named);
                        }
                        value => return self.method(value, method, given),
                    }
                }
                match self.value(function)? {
                    Value::Thing(thing) => self.call(&thing, given, &named)?,
                    _ => return Err(Unknown),
                }
            }
        })
    }

    fn index(&mut self, of: Value, index: &str) -> Result<Value> {
        match of {
            Value::Thing(thing) if matches!(thing.as_str(), "os.environ" | "process.env") => {
                Ok(self.variable(index, None))
            }
            Value::Thing(thing) if matches!(thing.as_str(), "sys.argv" | "process.argv") => {
                // `sys.argv[0]` is the program, `process.argv[0]` and the next are node's own.
                let own = if thing == "sys.argv" {
                    1
                } else {
                    1 + usize::from(!self.is_one_liner())
                };
                let at: usize = index.parse().map_err(|_| Unknown)?;
                let argument = at
                    .checked_sub(own)
                    .and_then(|at| self.arguments.get(at))
                    .cloned();
                Ok(Value::Text(argument.unwrap_or_default()))
            }
            Value::List(items) => {
                let at: usize = index.parse().map_err(|_| Unknown)?;
                items.get(at).cloned().ok_or(Unknown)
            }
            _ => Err(Unknown),
        }
    }

    fn is_one_liner(&self) -> bool {
        self.process
            .texts()
            .iter()
            .any(|word| matches!(word.as_str(), "-e" | "--eval" | "-p"))
    }

    pub(super) fn variable(&mut self, name: &str, default: Option<Value>) -> Value {
        match crate::tool::variable(self.process, name) {
            Some(value) => Value::Text(value),
            None => default.unwrap_or(Value::Nothing),
        }
    }

    /// All variables, as one text.
    fn environment(&mut self) -> Bytes {
        let mut text = Bytes::from("{");
        for (index, (name, value)) in self.process.environment().into_iter().enumerate() {
            text.push_plain(if index == 0 { "'" } else { ", '" });
            text.push_plain(format!("{name}': '"));
            text.push(&value);
            text.push_plain("'");
        }
        text.push_plain("}");
        text
    }

    fn text(&mut self, expr: &Expr) -> Result<Bytes> {
        let value = self.value(expr)?;
        self.show(value)
    }

    /// A value as `str` or `String` gives it.
    pub(super) fn show(&mut self, value: Value) -> Result<Bytes> {
        Ok(match value {
            Value::Text(text) => text,
            Value::Opaque => Bytes::unknown("?", "a digest or a length"),
            Value::Nothing => "None".into(),
            Value::Thing(thing) if matches!(thing.as_str(), "os.environ" | "process.env") => {
                self.environment()
            }
            Value::List(items) => {
                let mut text = Bytes::new();
                for item in items {
                    text.push(&self.show(item)?);
                    text.push_plain(" ");
                }
                text
            }
            Value::Thing(_) | Value::File(_) => return Err(Unknown),
        })
    }

    pub(super) fn format(
        &mut self,
        format: &Bytes,
        holes: &[&str],
        values: Vec<Value>,
    ) -> Result<Value> {
        let text = format.text().into_owned();
        let mut filled = Bytes::new();
        let mut at = 0;
        let mut values = values.into_iter();
        loop {
            let rest = text.get(at..).unwrap_or_default();
            let next = holes
                .iter()
                .filter_map(|hole| rest.find(hole).map(|found| (found, hole.len())))
                .min();
            let Some((found, length)) = next else {
                filled.push(&format.from_offset(at));
                return Ok(Value::Text(filled));
            };
            filled.push(&format.slice(at..at + found));
            let value = values.next().ok_or(Unknown)?;
            filled.push(&self.show(value)?);
            at += found + length;
        }
    }

    /// A file's content, or the failure that ends the program.
    pub(super) fn read(&mut self, path: &Bytes) -> Value {
        match self.process.read(path) {
            Ok(content) => Value::Text(content),
            Err(_) => {
                self.process.err_text(format!(
                    "FileNotFoundError: [Errno 2] No such file or directory: '{}'\n",
                    path.text()
                ));
                self.exit = Some(Exit::FAILURE);
                Value::Text(Bytes::new())
            }
        }
    }

    pub(super) fn save(&mut self, path: &Bytes, content: &Bytes, adds: bool) {
        if self.exit.is_some() {
            return;
        }
        let mut whole = Bytes::new();
        if adds {
            whole.push(&self.process.files().read(path.data()).unwrap_or_default());
        }
        whole.push(content);
        if !write(self.process, &path.text(), whole) {
            self.exit = Some(Exit::FAILURE);
        }
    }

    fn method(&mut self, value: Value, method: &str, given: Vec<Value>) -> Result<Value> {
        let first = given.first().cloned();
        match (value, method) {
            (Value::File(path), "read" | "readline" | "readlines") => Ok(self.read(&path)),
            (Value::File(path), "write") => {
                let content = self.show(first.ok_or(Unknown)?)?;
                // The file was emptied when it was opened.
                self.save(&path, &content, true);
                Ok(Value::Nothing)
            }
            (Value::File(_), "close" | "flush") => Ok(Value::Nothing),
            (Value::File(path), "read_text" | "read_bytes") => Ok(self.read(&path)),
            (Value::File(path), "write_text" | "write_bytes") => {
                let content = self.show(first.ok_or(Unknown)?)?;
                self.save(&path, &content, false);
                Ok(Value::Nothing)
            }
            (Value::Opaque, _) => Ok(Value::Opaque),
            (Value::Nothing, _) => Err(Unknown),
            (
                Value::Text(text),
                "strip" | "trim" | "rstrip" | "trimEnd" | "lstrip" | "trimStart",
            ) if given.is_empty() => Ok(Value::Text(text.trim_line_breaks())),
            (Value::Text(text), "encode" | "decode") => Ok(Value::Text(text)),
            (Value::Text(text), "toString") => match first {
                Some(Value::Text(form)) if form.data() == b"base64" => {
                    Ok(Value::Text(base64_of(&text)))
                }
                Some(Value::Text(form)) if form.data() == b"hex" => Ok(Value::Text(hex_of(&text))),
                _ => Ok(Value::Text(text)),
            },
            (Value::Text(text), "hex") => Ok(Value::Text(hex_of(&text))),
            (Value::Text(format), "format") => self.format(&format, &["{}", "{0}"], given),
            (Value::Text(between), "join") => {
                let Some(Value::List(items)) = first else {
                    return Err(Unknown);
                };
                let mut joined = Bytes::new();
                for (index, item) in items.into_iter().enumerate() {
                    if index > 0 {
                        joined.push(&between);
                    }
                    joined.push(&self.show(item)?);
                }
                Ok(Value::Text(joined))
            }
            _ => Err(Unknown),
        }
    }
}

pub(super) fn base64_of(text: &Bytes) -> Bytes {
    text.encoded_as(
        base64::encode(text.data()).into_bytes(),
        Form::Base64,
        Certainty::Certain,
    )
}

pub(super) fn hex_of(text: &Bytes) -> Bytes {
    let digits: String = text
        .data()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    text.encoded_as(digits.into_bytes(), Form::Hex, Certainty::Certain)
}
