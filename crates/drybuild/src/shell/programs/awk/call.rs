//! The functions that awk has.

use super::{
    run::{Machine, Stop},
    text::{Format, format_of, split, split_by, substitute},
    tree::Expression,
    value::{Value, number, place, text},
};
use crate::{labelled::Bytes, shell::interpret::respelled};

impl Machine<'_, '_, '_> {
    /// The text of `printf` and `sprintf`.
    pub(super) fn formatted(&mut self, values: &[Expression]) -> Result<Bytes, Stop> {
        let Some((format, values)) = values.split_first() else {
            return Ok(Bytes::new());
        };
        let format = text(&self.value(format)?);
        let mut arguments = Vec::new();
        for value in values {
            arguments.push(self.value(value)?);
        }
        let busybox = self.process.is_busybox();
        match format_of(&format, arguments, busybox) {
            Format::Whole(out) => Ok(out),
            Format::Short(out) => {
                self.emit(&out);
                self.flush();
                self.process.err(format!(
                    "run time error: not enough arguments passed to printf(\"{}\")",
                    format.text()
                ));
                let (file, nr, fnr) = (
                    self.global("FILENAME"),
                    self.global("NR"),
                    self.global("FNR"),
                );
                self.process.err_text(format!(
                    "\tFILENAME=\"{}\" FNR={} NR={}\n",
                    file.text(),
                    fnr.text(),
                    nr.text()
                ));
                Err(Stop::Exit(2))
            }
            Format::Refused => Err(self.fatal("%*x formats are not supported")),
        }
    }

    pub(super) fn call(&mut self, name: &str, arguments: &[Expression]) -> Result<Value, Stop> {
        let whole = Expression::Field(Box::new(Expression::Number(0.0)));
        let argument = |index: usize| arguments.get(index).unwrap_or(&whole);
        Ok(match name {
            "length" => {
                if let Expression::Variable(name) = argument(0) {
                    let real = self.array_name(name);
                    if let Some(array) = self.arrays.get(&real) {
                        return Ok(Value::Number(array.len() as f64));
                    }
                }
                let value = self.value(argument(0))?;
                Value::Number(self.shown(&value, "CONVFMT").len() as f64)
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
            "sqrt" | "exp" | "log" | "sin" | "cos" | "atan2" => {
                if self.process.is_busybox() {
                    return Err(self.fatal("Math support is not compiled in"));
                }
                let first = number(&self.value(argument(0))?);
                Value::Number(match name {
                    "sqrt" => first.sqrt(),
                    "exp" => first.exp(),
                    "log" => first.ln(),
                    "sin" => first.sin(),
                    "cos" => first.cos(),
                    _ => first.atan2(number(&self.value(argument(1))?)),
                })
            }
            "rand" => Value::Number(0.5),
            "srand" => Value::Number(0.0),
            "system" => {
                let command = text(&self.value(argument(0))?);
                Value::Number(self.system(&command))
            }
            "close" => {
                let name = text(&self.value(argument(0))?);
                Value::Number(self.close(&name))
            }
            "fflush" => {
                self.flush();
                Value::Number(0.0)
            }
            "index" => {
                let (value, part) = (
                    text(&self.value(argument(0))?),
                    text(&self.value(argument(1))?),
                );
                let found = if part.is_empty() {
                    None
                } else {
                    value
                        .data()
                        .windows(part.len())
                        .position(|window| window == part.data())
                };
                Value::Number(found.map_or(0.0, |at| (at + 1) as f64))
            }
            "substr" => {
                let value = text(&self.value(argument(0))?);
                let start = number(&self.value(argument(1))?).trunc();
                let length = match arguments.get(2) {
                    Some(length) => number(&self.value(length)?).trunc(),
                    None => f64::MAX,
                };
                // Characters before the first are not counted off the length, as POSIX would have it; mawk even adds
                // them.
                let more = if start < 0.0 && !self.process.is_busybox() {
                    -start
                } else {
                    0.0
                };
                let from = place(start - 1.0).min(value.len());
                let to = from.saturating_add(place(length + more)).min(value.len());
                Value::Text(value.slice(from..to))
            }
            "sprintf" => Value::Text(self.formatted(arguments)?),
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
                let items = items.collect();
                *self.array(array) = items;
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
                self.set("RSTART", Value::Number(start));
                self.set("RLENGTH", Value::Number(length));
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
