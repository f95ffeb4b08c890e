use std::{cmp::Ordering, collections::BTreeMap};

use super::{
    Process,
    parse::{Expression, Pattern, Rule, Statement},
    text::{formatted_text, split, split_by, substitute},
    value::{Value, byte, calculate, comparable, number, place, text, truth},
};
use crate::{
    labelled::Bytes,
    shell::{Exit, interpret::respelled, regex::Regex},
};

/// Statements that one program runs.
const MOST: u32 = 200_000;

/// Runs the rules over the operands, or over standard input.
pub(super) fn run(
    process: &mut Process<'_>,
    rules: &[Rule],
    separator: Option<Bytes>,
    variables: &[Bytes],
    operands: &[Bytes],
) -> Exit {
    let mut machine = Machine {
        process,
        globals: BTreeMap::new(),
        arrays: BTreeMap::new(),
        fields: Vec::new(),
        written: Vec::new(),
        steps: 0,
    };
    for (name, value) in [
        ("FS", " "),
        ("OFS", " "),
        ("ORS", "\n"),
        ("RS", "\n"),
        ("SUBSEP", "\u{1c}"),
        ("NR", "0"),
        ("NF", "0"),
        ("FNR", "0"),
    ] {
        machine
            .globals
            .insert(name.to_owned(), Value::Text(value.into()));
    }
    if let Some(separator) = separator {
        let separator = if separator.data() == b"t" || separator.data() == b"\\t" {
            "\t".into()
        } else {
            separator
        };
        machine
            .globals
            .insert("FS".to_owned(), Value::Text(separator));
    }
    let environment = machine
        .process
        .environment()
        .into_iter()
        .map(|(name, value)| (name.into_bytes(), Value::Input(value)));
    machine
        .arrays
        .insert("ENVIRON".to_owned(), environment.collect());
    for variable in variables {
        machine.command_line(variable);
    }
    let (status, all) = machine.all(rules, operands);
    for (path, content, appends) in std::mem::take(&mut machine.written) {
        let mut whole = Bytes::new();
        if appends {
            whole = machine
                .process
                .files()
                .read(path.data())
                .map(|old| (*old).clone())
                .unwrap_or_default();
        }
        whole.push(&content);
        let _written = machine.process.write(&path, whole);
    }
    if all {
        Exit::Known(status)
    } else {
        Exit::Known(2)
    }
}

/// Why statements stop.
enum Stop {
    Next,
    Exit(u8),
    Break,
    Continue,
}

struct Machine<'a, 'b> {
    process: &'a mut Process<'b>,
    globals: BTreeMap<String, Value>,
    arrays: BTreeMap<String, BTreeMap<Vec<u8>, Value>>,
    /// The line, then its fields.
    fields: Vec<Bytes>,
    written: Vec<(Bytes, Bytes, bool)>,
    steps: u32,
}

impl Machine<'_, '_> {
    fn command_line(&mut self, text: &Bytes) {
        if let Some(at) = text.data().iter().position(|byte| *byte == b'=') {
            let name = text.slice(0..at).text().into_owned();
            self.globals
                .insert(name, Value::Input(text.from_offset(at + 1)));
        }
    }

    fn all(&mut self, rules: &[Rule], operands: &[Bytes]) -> (u8, bool) {
        let mut status = 0;
        let mut exited = false;
        let mut all = true;
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
        if reads && !exited {
            let mut active = vec![false; rules.len()];
            let mut files: Vec<Bytes> = operands.to_vec();
            let plain = |operand: &Bytes| {
                !operand.text().split_once('=').is_some_and(|(name, _)| {
                    !name.is_empty()
                        && name
                            .bytes()
                            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                })
            };
            if !files.iter().any(plain) {
                files.push("-".into());
            }
            'files: for file in &files {
                if !plain(file) {
                    self.command_line(file);
                    continue;
                }
                let content = match self.process.input(file) {
                    Ok(content) => content,
                    Err(error) => {
                        all = false;
                        self.process.err(format!(
                            "cannot open \"{}\" ({})",
                            file.text(),
                            error.message()
                        ));
                        continue;
                    }
                };
                self.globals
                    .insert("FILENAME".to_owned(), Value::Text(file.clone()));
                self.globals.insert("FNR".to_owned(), Value::Number(0.0));
                for line in content.lines() {
                    self.read(line.trim_line_breaks());
                    match self.line(rules, &mut active) {
                        Ok(()) | Err(Stop::Next | Stop::Break | Stop::Continue) => {}
                        Err(Stop::Exit(code)) => {
                            status = code;
                            break 'files;
                        }
                    }
                }
            }
        }
        for rule in rules
            .iter()
            .filter(|rule| matches!(rule.pattern, Pattern::End))
        {
            if exited {
                break;
            }
            if let Err(Stop::Exit(code)) = self.body(rule) {
                status = code;
                break;
            }
        }
        (status, all)
    }

    fn read(&mut self, line: Bytes) {
        for name in ["NR", "FNR"] {
            let number = self.globals.get(name).map_or(0.0, number);
            self.globals
                .insert(name.to_owned(), Value::Number(number + 1.0));
        }
        self.set_line(line);
    }

    fn set_line(&mut self, line: Bytes) {
        let separator = self.global("FS");
        self.fields = vec![line.clone()];
        self.fields.extend(split(&line, &separator));
        let count = self.fields.len() - 1;
        self.globals
            .insert("NF".to_owned(), Value::Number(count as f64));
    }

    fn global(&self, name: &str) -> Bytes {
        self.globals.get(name).map(text).unwrap_or_default()
    }

    fn line(&mut self, rules: &[Rule], active: &mut [bool]) -> Result<(), Stop> {
        for (index, rule) in rules.iter().enumerate() {
            let selected = match &rule.pattern {
                Pattern::Begin | Pattern::End => false,
                Pattern::Always => true,
                Pattern::Expression(expression) => {
                    let value = self.value(expression)?;
                    truth(&value)
                }
                Pattern::Range(first, last) => {
                    let mut inside = active.get(index).copied().unwrap_or(false);
                    let starts = !inside && truth(&self.value(first)?);
                    let selected = inside || starts;
                    inside = selected && !truth(&self.value(last)?);
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

    fn body(&mut self, rule: &Rule) -> Result<(), Stop> {
        match &rule.body {
            Some(statements) => self.block(statements),
            None => {
                let line = self.fields.first().cloned().unwrap_or_default();
                self.print(line);
                Ok(())
            }
        }
    }

    fn print(&mut self, mut line: Bytes) {
        line.push(&self.global("ORS"));
        self.process.out(&line);
    }

    fn block(&mut self, statements: &[Statement]) -> Result<(), Stop> {
        statements
            .iter()
            .try_for_each(|statement| self.statement(statement))
    }

    /// One round of a loop; true if the loop ends.
    fn round(&mut self, body: &Statement) -> Result<bool, Stop> {
        match self.statement(body) {
            Ok(()) | Err(Stop::Continue) => Ok(false),
            Err(Stop::Break) => Ok(true),
            Err(stop) => Err(stop),
        }
    }

    fn statement(&mut self, statement: &Statement) -> Result<(), Stop> {
        self.steps += 1;
        if self.steps > MOST {
            self.process
                .note("this program of `awk` runs too long to be followed to its end");
            return Err(Stop::Exit(0));
        }
        match statement {
            Statement::Expression(expression) => {
                self.value(expression)?;
            }
            Statement::Print {
                values,
                formatted,
                target,
            } => {
                let mut out = Bytes::new();
                if *formatted {
                    let mut arguments = Vec::new();
                    for value in values {
                        arguments.push(text(&self.value(value)?));
                    }
                    out = formatted_text(arguments);
                } else {
                    for (index, value) in values.iter().enumerate() {
                        if index > 0 {
                            out.push(&self.global("OFS"));
                        }
                        out.push(&text(&self.value(value)?));
                    }
                    if values.is_empty() {
                        out = self.fields.first().cloned().unwrap_or_default();
                    }
                    out.push(&self.global("ORS"));
                }
                match target {
                    None => self.process.out(&out),
                    Some((path, appends)) => {
                        let path = text(&self.value(path)?);
                        if path.data() == b"/dev/stderr" {
                            let span = self.process.span.clone();
                            self.process.shell.write_fd(2, &out, &span);
                        } else if path.data() == b"/dev/stdout" {
                            self.process.out(&out);
                        } else {
                            match self
                                .written
                                .iter_mut()
                                .find(|(known, ..)| known.data() == path.data())
                            {
                                Some((_, content, _)) => content.push(&out),
                                None => self.written.push((path, out, *appends)),
                            }
                        }
                    }
                }
            }
            Statement::If(condition, then, otherwise) => {
                if truth(&self.value(condition)?) {
                    self.statement(then)?;
                } else if let Some(otherwise) = otherwise {
                    self.statement(otherwise)?;
                }
            }
            Statement::While(condition, body) => {
                while truth(&self.value(condition)?) {
                    if self.round(body)? {
                        break;
                    }
                }
            }
            Statement::DoWhile(body, condition) => loop {
                if self.round(body)? || !truth(&self.value(condition)?) {
                    break;
                }
            },
            Statement::For(start, condition, step, body) => {
                if let Some(start) = start {
                    self.statement(start)?;
                }
                loop {
                    if let Some(condition) = condition
                        && !truth(&self.value(condition)?)
                    {
                        break;
                    }
                    if self.round(body)? {
                        break;
                    }
                    if let Some(step) = step {
                        self.statement(step)?;
                    }
                }
            }
            Statement::ForIn(item, array, body) => {
                let keys: Vec<Vec<u8>> = self
                    .arrays
                    .get(array)
                    .map(|array| array.keys().cloned().collect())
                    .unwrap_or_default();
                if keys.len() > 1 {
                    self.process
                        .note("the order of `for (… in …)` is awk's own: sorted keys stand for it");
                }
                for key in keys {
                    self.globals.insert(item.clone(), Value::Input(key.into()));
                    if self.round(body)? {
                        break;
                    }
                }
            }
            Statement::Block(statements) => self.block(statements)?,
            Statement::Delete(array, keys) => match keys {
                None => {
                    self.arrays.remove(array);
                }
                Some(keys) => {
                    let key = self.key(keys)?;
                    if let Some(array) = self.arrays.get_mut(array) {
                        array.remove(&key);
                    }
                }
            },
            Statement::Next => return Err(Stop::Next),
            Statement::Break => return Err(Stop::Break),
            Statement::Continue => return Err(Stop::Continue),
            Statement::Exit(status) => {
                let status = match status {
                    Some(status) => number(&self.value(status)?),
                    None => 0.0,
                };
                return Err(Stop::Exit(byte(status)));
            }
        }
        Ok(())
    }

    fn key(&mut self, keys: &[Expression]) -> Result<Vec<u8>, Stop> {
        let mut parts = Vec::new();
        for key in keys {
            parts.push(text(&self.value(key)?).data().to_vec());
        }
        Ok(parts.join(self.global("SUBSEP").data()))
    }

    fn value(&mut self, expression: &Expression) -> Result<Value, Stop> {
        self.steps += 1;
        if self.steps > MOST {
            return Err(Stop::Exit(0));
        }
        let flag = |truth: bool| Value::Number(f64::from(u8::from(truth)));
        Ok(match expression {
            Expression::Number(number) => Value::Number(*number),
            Expression::Text(text) => Value::Text(text.clone()),
            Expression::Regex(regex) => {
                flag(regex.is_match(self.fields.first().map(Bytes::data).unwrap_or_default()))
            }
            Expression::Variable(name) => self
                .globals
                .get(name)
                .cloned()
                .unwrap_or(Value::Input(Bytes::new())),
            Expression::Field(index) => {
                let index = place(number(&self.value(index)?));
                Value::Input(self.fields.get(index).cloned().unwrap_or_default())
            }
            Expression::Element(array, keys) => {
                let key = self.key(keys)?;
                let array = self.arrays.entry(array.clone()).or_default();
                array
                    .entry(key)
                    .or_insert(Value::Input(Bytes::new()))
                    .clone()
            }
            Expression::Assign(operator, target, value) => {
                let value = self.value(value)?;
                let value = match *operator {
                    "" => value,
                    operator => {
                        let old = number(&self.value(target)?);
                        Value::Number(calculate(operator, old, number(&value)))
                    }
                };
                self.store(target, value.clone())?;
                value
            }
            Expression::Step { target, by, before } => {
                let old = number(&self.value(target)?);
                self.store(target, Value::Number(old + by))?;
                Value::Number(if *before { old + by } else { old })
            }
            Expression::Unary(operator, value) => {
                let value = self.value(value)?;
                match *operator {
                    "!" => flag(!truth(&value)),
                    "-" => Value::Number(-number(&value)),
                    _ => Value::Number(number(&value)),
                }
            }
            Expression::Ternary(condition, first, second) => {
                let chosen = if truth(&self.value(condition)?) {
                    first
                } else {
                    second
                };
                self.value(chosen)?
            }
            Expression::In(keys, array) => {
                let key = self.key(keys)?;
                flag(
                    self.arrays
                        .get(array)
                        .is_some_and(|array| array.contains_key(&key)),
                )
            }
            Expression::Binary(operator, left, right) => self.binary(operator, left, right)?,
            Expression::Call(name, arguments) => self.call(name, arguments)?,
        })
    }

    fn binary(
        &mut self,
        operator: &str,
        left: &Expression,
        right: &Expression,
    ) -> Result<Value, Stop> {
        let flag = |truth: bool| Value::Number(f64::from(u8::from(truth)));
        let first = self.value(left)?;
        match operator {
            "&&" if !truth(&first) => return Ok(flag(false)),
            "||" if truth(&first) => return Ok(flag(true)),
            "&&" | "||" => return Ok(flag(truth(&self.value(right)?))),
            "~" | "!~" => {
                let Some(regex) = self.regex(right)? else {
                    return Ok(flag(false));
                };
                return Ok(flag(
                    regex.is_match(text(&first).data()) == (operator == "~"),
                ));
            }
            _ => {}
        }
        let second = self.value(right)?;
        Ok(match operator {
            " " => {
                let mut joined = text(&first);
                joined.push(&text(&second));
                Value::Text(joined)
            }
            "<" | "<=" | ">" | ">=" | "==" | "!=" => {
                let order = match (comparable(&first), comparable(&second)) {
                    (Some(left), Some(right)) => {
                        left.partial_cmp(&right).unwrap_or(Ordering::Equal)
                    }
                    _ => text(&first).data().cmp(text(&second).data()),
                };
                flag(match operator {
                    "<" => order.is_lt(),
                    "<=" => order.is_le(),
                    ">" => order.is_gt(),
                    ">=" => order.is_ge(),
                    "==" => order.is_eq(),
                    _ => order.is_ne(),
                })
            }
            _ => Value::Number(calculate(operator, number(&first), number(&second))),
        })
    }

    /// An expression where a regular expression is wanted.
    fn regex(&mut self, expression: &Expression) -> Result<Option<Regex>, Stop> {
        if let Expression::Regex(regex) = expression {
            return Ok(Some(regex.clone()));
        }
        let source = text(&self.value(expression)?);
        let regex = Regex::extended(source.data(), false);
        if regex.is_none() {
            self.process
                .note("this regular expression is not understood");
        }
        Ok(regex)
    }

    fn store(&mut self, target: &Expression, value: Value) -> Result<(), Stop> {
        match target {
            Expression::Variable(name) if name == "NF" => {
                let count = place(number(&value)).min(10_000);
                self.fields.resize(count + 1, Bytes::new());
                self.rebuild();
            }
            Expression::Variable(name) => {
                self.globals.insert(name.clone(), value);
            }
            Expression::Element(array, keys) => {
                let key = self.key(keys)?;
                self.arrays
                    .entry(array.clone())
                    .or_default()
                    .insert(key, value);
            }
            Expression::Field(index) => {
                let index = place(number(&self.value(index)?)).min(10_000);
                if index == 0 {
                    self.set_line(text(&value));
                    return Ok(());
                }
                if index >= self.fields.len() {
                    self.fields.resize(index + 1, Bytes::new());
                }
                if let Some(field) = self.fields.get_mut(index) {
                    *field = text(&value);
                }
                self.rebuild();
            }
            _ => {}
        }
        Ok(())
    }

    /// Makes the line of its fields.
    fn rebuild(&mut self) {
        let separator = self.global("OFS");
        let mut line = Bytes::new();
        for (index, field) in self.fields.iter().skip(1).enumerate() {
            if index > 0 {
                line.push(&separator);
            }
            line.push(field);
        }
        if let Some(first) = self.fields.first_mut() {
            *first = line;
        }
        let count = self.fields.len().saturating_sub(1);
        self.globals
            .insert("NF".to_owned(), Value::Number(count as f64));
    }

    fn call(&mut self, name: &str, arguments: &[Expression]) -> Result<Value, Stop> {
        let whole = Expression::Field(Box::new(Expression::Number(0.0)));
        let argument = |index: usize| arguments.get(index).unwrap_or(&whole);
        Ok(match name {
            "length" => {
                if let Expression::Variable(array) = argument(0)
                    && let Some(array) = self.arrays.get(array)
                {
                    return Ok(Value::Number(array.len() as f64));
                }
                Value::Number(text(&self.value(argument(0))?).len() as f64)
            }
            "tolower" | "toupper" => {
                let value = text(&self.value(argument(0))?);
                let data = if name == "tolower" {
                    value.data().to_ascii_lowercase()
                } else {
                    value.data().to_ascii_uppercase()
                };
                Value::Text(respelled(&value, data))
            }
            "int" => Value::Number(number(&self.value(argument(0))?).trunc()),
            "sqrt" => Value::Number(number(&self.value(argument(0))?).sqrt()),
            "index" => {
                let (value, part) = (
                    text(&self.value(argument(0))?),
                    text(&self.value(argument(1))?),
                );
                let found = value
                    .data()
                    .windows(part.len().max(1))
                    .position(|window| window == part.data());
                Value::Number(found.map_or(0.0, |at| (at + 1) as f64))
            }
            "substr" => {
                let value = text(&self.value(argument(0))?);
                let start = number(&self.value(argument(1))?).round();
                let end = match arguments.get(2) {
                    Some(length) => start + number(&self.value(length)?).round(),
                    None => f64::INFINITY,
                };
                let from = place(start.max(1.0)).saturating_sub(1);
                let to = if end.is_finite() {
                    place(end).saturating_sub(1)
                } else {
                    value.len()
                };
                Value::Text(value.slice(from..to.max(from)))
            }
            "sprintf" => {
                let mut values = Vec::new();
                for value in arguments {
                    values.push(text(&self.value(value)?));
                }
                Value::Text(formatted_text(values))
            }
            "split" => {
                let value = text(&self.value(argument(0))?);
                let Expression::Variable(array) = argument(1) else {
                    return Ok(Value::Number(0.0));
                };
                let pieces = match arguments.get(2) {
                    Some(Expression::Regex(regex)) => split_by(&value, regex),
                    Some(separator) => {
                        let separator = text(&self.value(separator)?);
                        split(&value, &separator)
                    }
                    None => split(&value, &self.global("FS")),
                };
                let count = pieces.len();
                let items = pieces.into_iter().enumerate().map(|(index, piece)| {
                    ((index + 1).to_string().into_bytes(), Value::Input(piece))
                });
                self.arrays.insert(array.clone(), items.collect());
                Value::Number(count as f64)
            }
            "match" => {
                let value = text(&self.value(argument(0))?);
                let found = self
                    .regex(argument(1))?
                    .and_then(|regex| regex.find(value.data(), 0)?.first()?.clone());
                let (start, length) = found.map_or((0.0, -1.0), |range| {
                    ((range.start + 1) as f64, range.len() as f64)
                });
                self.globals
                    .insert("RSTART".to_owned(), Value::Number(start));
                self.globals
                    .insert("RLENGTH".to_owned(), Value::Number(length));
                Value::Number(start)
            }
            _ => {
                let Some(regex) = self.regex(argument(0))? else {
                    return Ok(Value::Number(0.0));
                };
                let with = text(&self.value(argument(1))?);
                let target = argument(2).clone();
                let value = text(&self.value(&target)?);
                let (changed, count) = substitute(&value, &regex, &with, name == "gsub");
                if count > 0 {
                    self.store(&target, Value::Text(changed))?;
                }
                Value::Number(f64::from(count))
            }
        })
    }
}
