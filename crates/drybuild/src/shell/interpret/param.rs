//! `$x` and `${x…}`.

use std::collections::BTreeMap;

use super::{Pattern, Shell, Stop, Value, Variable, evaluate, expand::Fields};
use crate::{
    labelled::{Bytes, Certainty, Form},
    shell::{
        Exit,
        syntax::{Dialect, Param, ParamOp, Span, Subscript, Word},
    },
};

/// What a parameter stands for.
enum Found {
    Unset,
    One(Bytes),
    /// `$@` or `$*`, or all elements of an array.
    Many {
        items: Vec<Bytes>,
        star: bool,
    },
}

impl Shell {
    pub(super) fn expand_param(
        &mut self,
        param: &Param,
        quoted: bool,
        out: &mut Fields,
    ) -> Result<(), Stop> {
        let span = &param.span;
        if matches!(param.op, ParamOp::Bad) {
            let message = match self.dialect() {
                Dialect::Dash => "Bad substitution".to_owned(),
                Dialect::Ash => "syntax error: bad substitution".to_owned(),
                Dialect::Bash => format!("${{{}}}: bad substitution", param.name),
            };
            self.complain(span, &message);
            return Err(self.fatal());
        }
        let found = self.find(param)?;
        let found = match &param.op {
            ParamOp::Default { colon, word } if is_missing(&found, *colon) => {
                return self.expand_word(word, quoted, out);
            }
            ParamOp::Alternative { colon, word } => {
                if is_missing(&found, *colon) {
                    if quoted && !matches!(found, Found::Many { .. }) {
                        out.add(&Bytes::new(), false);
                    }
                    return Ok(());
                }
                return self.expand_word(word, quoted, out);
            }
            ParamOp::Assign { colon, word } if is_missing(&found, *colon) => {
                let value = self.single(word)?;
                self.assign(&param.name, value.clone(), span)?;
                Found::One(value)
            }
            ParamOp::Error { colon, word } if is_missing(&found, *colon) => {
                let text = self.single(word)?;
                let text = if text.is_empty() {
                    self.missing_message(*colon)
                } else {
                    text.text().into_owned()
                };
                self.complain(span, &format!("{}: {text}", param.name));
                let status = if self.dialect() == Dialect::Bash {
                    127
                } else {
                    2
                };
                return Err(Stop::Exit(Exit::Known(status)));
            }
            ParamOp::Default { .. } | ParamOp::Assign { .. } | ParamOp::Error { .. } => found,
            _ => {
                if matches!(found, Found::Unset)
                    && self.scope.options.nounset
                    && !matches!(param.op, ParamOp::Names | ParamOp::Keys)
                {
                    let message = match self.dialect() {
                        Dialect::Bash => format!("{}: unbound variable", param.name),
                        _ => format!("{}: parameter not set", param.name),
                    };
                    self.complain(span, &message);
                    let status = self.unbound_status();
                    return Err(Stop::Exit(Exit::Known(status)));
                }
                self.transform(found, param)?
            }
        };
        match found {
            Found::Unset => {
                if quoted {
                    out.add(&Bytes::new(), false);
                }
            }
            Found::One(value) if quoted => out.add(&value, false),
            Found::One(value) => out.add_split(&value),
            Found::Many { items, star: true } if quoted => {
                let separator = self
                    .separators()
                    .first()
                    .map_or_else(Bytes::new, |byte| Bytes::from(vec![*byte]));
                out.add(&join(&items, &separator), false);
            }
            Found::Many { items, .. } => {
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.cut();
                    }
                    if quoted {
                        out.add(item, false)
                    } else {
                        out.add_split(item)
                    }
                }
            }
        }
        Ok(())
    }

    /// The status of a shell that ends at an unset variable.
    fn unbound_status(&self) -> u8 {
        match self.dialect() {
            Dialect::Bash if !self.scope.options.errexit => 127,
            Dialect::Bash => 1,
            _ => 2,
        }
    }

    fn missing_message(&self, colon: bool) -> String {
        match (self.dialect(), colon) {
            (Dialect::Bash, true) => "parameter null or not set".to_owned(),
            (Dialect::Bash, false) | (_, false) => "parameter not set".to_owned(),
            (_, true) => "parameter not set or null".to_owned(),
        }
    }

    fn expand_word(&mut self, word: &Word, quoted: bool, out: &mut Fields) -> Result<(), Stop> {
        if quoted {
            self.expand_quoted(&word.parts, out)
        } else {
            self.expand_argument(&word.parts, out)
        }
    }

    fn find(&mut self, param: &Param) -> Result<Found, Stop> {
        let name = param.name.as_str();
        if let Some(subscript) = &param.subscript {
            return self.find_element(name, subscript, &param.span);
        }
        let one = |text: String| Ok(Found::One(Bytes::from(text)));
        match name {
            "@" | "*" => {
                return Ok(Found::Many {
                    items: (*self.scope.positional).clone(),
                    star: name == "*",
                });
            }
            "#" => return one(self.scope.positional.len().to_string()),
            "?" => {
                return match self.scope.last {
                    Exit::Known(status) => one(status.to_string()),
                    Exit::Unknown => Ok(Found::One(Bytes::unknown(
                        "0",
                        "an exit status that is not known",
                    ))),
                };
            }
            "$" | "BASHPID" => {
                return if self.shared.depth == 0 {
                    one("1".to_owned())
                } else {
                    Ok(Found::One(Bytes::unknown("7", "a process id")))
                };
            }
            "!" => return Ok(self.last_job().map_or(Found::Unset, Found::One)),
            "-" => return one(self.flags()),
            "0" => return one(self.scope.invocation.name.to_string()),
            "LINENO" => match self.dialect() {
                Dialect::Bash => return one(self.scope.line.to_string()),
                Dialect::Ash if self.scope.invocation.command_string => {
                    return one(self.scope.line.saturating_sub(1).to_string());
                }
                Dialect::Ash => return one(self.scope.line.to_string()),
                Dialect::Dash => {}
            },
            "PS1" if !self.scope.variables.contains_key("PS1") => match self.dialect() {
                Dialect::Dash => return one("# ".to_owned()),
                Dialect::Ash => return one("\\w \\$ ".to_owned()),
                Dialect::Bash => {}
            },
            "HOSTNAME"
                if self.dialect() != Dialect::Dash
                    && !self.scope.variables.contains_key("HOSTNAME") =>
            {
                return one("buildkitsandbox".to_owned());
            }
            "PPID" if !self.scope.variables.contains_key("PPID") => return one("0".to_owned()),
            "RANDOM" | "SRANDOM" if self.dialect() != Dialect::Dash => {
                return Ok(Found::One(Bytes::unknown("4711", "a random number")));
            }
            "SECONDS" | "EPOCHSECONDS" | "EPOCHREALTIME" if self.dialect() == Dialect::Bash => {
                return Ok(Found::One(Bytes::unknown("0", "the time")));
            }
            _ => {}
        }
        if let Ok(number) = name.parse::<usize>() {
            let value = number
                .checked_sub(1)
                .and_then(|index| self.scope.positional.get(index))
                .cloned();
            return Ok(value.map_or(Found::Unset, Found::One));
        }
        Ok(self
            .variable(name)
            .cloned()
            .map_or(Found::Unset, Found::One))
    }

    fn flags(&self) -> String {
        let options = &self.scope.options;
        let mut flags = String::new();
        for (set, flag) in [
            (options.errexit, 'e'),
            (options.noglob, 'f'),
            (options.nounset, 'u'),
            (options.xtrace, 'x'),
            (options.noclobber, 'C'),
            (options.allexport, 'a'),
        ] {
            if set {
                flags.push(flag);
            }
        }
        match self.dialect() {
            Dialect::Bash => flags.push_str("hBc"),
            Dialect::Ash if self.scope.invocation.command_string => flags.push('c'),
            _ => {}
        }
        flags
    }

    fn find_element(
        &mut self,
        name: &str,
        subscript: &Subscript,
        span: &Span,
    ) -> Result<Found, Stop> {
        let value = self
            .scope
            .variables
            .get(name)
            .and_then(|variable| variable.value.clone());
        let star = matches!(subscript, Subscript::Star);
        match subscript {
            Subscript::At | Subscript::Star => Ok(match value {
                None => Found::Many {
                    items: Vec::new(),
                    star,
                },
                Some(Value::Text(text)) => Found::Many {
                    items: vec![text],
                    star,
                },
                Some(Value::Indexed(items)) => Found::Many {
                    items: items.into_values().collect(),
                    star,
                },
                Some(Value::Named(items)) => Found::Many {
                    items: items.into_values().collect(),
                    star,
                },
            }),
            Subscript::Word(word) => {
                let key = self.single(word)?;
                Ok(match value {
                    None => Found::Unset,
                    Some(Value::Named(items)) => items
                        .get(key.data())
                        .cloned()
                        .map_or(Found::Unset, Found::One),
                    Some(Value::Text(text)) => {
                        if evaluate(self, &key, span)? == 0 {
                            Found::One(text)
                        } else {
                            Found::Unset
                        }
                    }
                    Some(Value::Indexed(items)) => {
                        let index = evaluate(self, &key, span)?;
                        let index = if index < 0 {
                            items.keys().last().map_or(0, |last| last + 1) + index
                        } else {
                            index
                        };
                        items.get(&index).cloned().map_or(Found::Unset, Found::One)
                    }
                })
            }
        }
    }

    /// An array element written `name[subscript]`.
    pub(super) fn element(&mut self, text: &str, span: &Span) -> Result<Option<Bytes>, Stop> {
        let (name, key) = split_subscript(text);
        let subscript = Subscript::Word(Word::from(Bytes::from(key)));
        Ok(match self.find_element(name, &subscript, span)? {
            Found::One(value) => Some(value),
            _ => None,
        })
    }

    pub(crate) fn set_element(
        &mut self,
        text: &str,
        value: Bytes,
        span: &Span,
    ) -> Result<(), Stop> {
        let (name, key) = split_subscript(text);
        self.set_item(name, &Bytes::from(key), value, false, span)
    }

    /// Sets one element; a plain variable becomes an array.
    pub(crate) fn set_item(
        &mut self,
        name: &str,
        key: &Bytes,
        value: Bytes,
        append: bool,
        span: &Span,
    ) -> Result<(), Stop> {
        let named = matches!(
            self.scope
                .variables
                .get(name)
                .map(|variable| &variable.value),
            Some(Some(Value::Named(_)))
        );
        let index = if named { 0 } else { evaluate(self, key, span)? };
        let step = self.step(span, format!("is kept in the variable `{name}`"));
        let value = value.stepped(|| step);
        let variable: &mut Variable = self.variable_mut(name);
        let add = |old: Option<&Bytes>| {
            let mut joined = old.filter(|_| append).cloned().unwrap_or_default();
            joined.push(&value);
            joined
        };
        match &mut variable.value {
            Some(Value::Named(items)) => {
                let joined = add(items.get(key.data()));
                items.insert(key.data().to_vec(), joined);
            }
            Some(Value::Indexed(items)) => {
                let index = if index < 0 {
                    items.keys().last().map_or(0, |last| last + 1) + index
                } else {
                    index
                };
                let joined = add(items.get(&index));
                items.insert(index, joined);
            }
            other => {
                let mut items = BTreeMap::new();
                if let Some(Value::Text(old)) = other.take() {
                    items.insert(0, old);
                }
                let joined = add(items.get(&index));
                items.insert(index, joined);
                *other = Some(Value::Indexed(items));
            }
        }
        Ok(())
    }

    fn transform(&mut self, found: Found, param: &Param) -> Result<Found, Stop> {
        let span = &param.span;
        Ok(match &param.op {
            ParamOp::Length => {
                let length = match &found {
                    Found::Unset => 0,
                    // In POSIX shells `${#*}` is the length of what `"$*"` gives.
                    Found::Many { items, .. } if self.dialect() != Dialect::Bash => {
                        items.iter().map(Bytes::len).sum::<usize>() + items.len().saturating_sub(1)
                    }
                    Found::Many { items, .. } => items.len(),
                    Found::One(value) if !value.is_known() => {
                        return Ok(Found::One(Bytes::unknown(
                            "1",
                            "the length of a value that is not known",
                        )));
                    }
                    Found::One(value) if self.dialect() == Dialect::Bash => {
                        value.text().chars().count()
                    }
                    Found::One(value) => value.len(),
                };
                Found::One(length.to_string().into())
            }
            ParamOp::TrimPrefix { longest, word } => {
                let pattern = self.pattern(word)?;
                each(found, |value| {
                    match pattern.prefix(value.data(), *longest) {
                        Some(length) => value.from_offset(length),
                        None => value,
                    }
                })
            }
            ParamOp::TrimSuffix { longest, word } => {
                let pattern = self.pattern(word)?;
                each(found, |value| {
                    match pattern.suffix(value.data(), *longest) {
                        Some(start) => value.slice(0..start),
                        None => value,
                    }
                })
            }
            ParamOp::Replace {
                all,
                anchor,
                pattern,
                with,
            } => {
                let pattern = self.pattern(pattern)?;
                let with = self.single(with)?;
                each(found, |value| {
                    replace(&value, &pattern, &with, *all, *anchor)
                })
            }
            ParamOp::Substring { offset, length } => {
                let offset = self.single(offset)?;
                let offset = evaluate(self, &offset, span)?;
                let length = match length {
                    Some(word) => {
                        let text = self.single(word)?;
                        Some(evaluate(self, &text, span)?)
                    }
                    None => None,
                };
                if let (Some(Subscript::At | Subscript::Star), Some(Value::Indexed(items))) = (
                    &param.subscript,
                    self.scope
                        .variables
                        .get(&param.name)
                        .and_then(|variable| variable.value.as_ref()),
                ) {
                    // The offset of an array is an index, the length a count of elements.
                    let end = items.keys().last().map_or(0, |last| last + 1);
                    let start = if offset < 0 { end + offset } else { offset };
                    let most = length.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(0));
                    return Ok(Found::Many {
                        items: items
                            .range(start.max(0)..)
                            .take(most)
                            .map(|(_, item)| item.clone())
                            .collect(),
                        star: matches!(param.subscript, Some(Subscript::Star)),
                    });
                }
                match found {
                    Found::Many { items, star } => {
                        let first = i64::from(param.subscript.is_none());
                        let range = bounds(
                            offset - if offset > 0 { first } else { 0 },
                            length,
                            items.len(),
                        );
                        Found::Many {
                            items: items.get(range).unwrap_or_default().to_vec(),
                            star,
                        }
                    }
                    found => each(found, |value| {
                        value.slice(bounds(offset, length, value.len()))
                    }),
                }
            }
            ParamOp::Case { upper, all } => each(found, |value| change_case(&value, *upper, *all)),
            ParamOp::Indirect => {
                let Found::One(name) = found else {
                    return Ok(Found::Unset);
                };
                let name = name.text().into_owned();
                if let Some(inner) = name.strip_suffix("[@]") {
                    return self.find_element(inner, &Subscript::At, span);
                }
                if name.contains('[') {
                    return Ok(self.element(&name, span)?.map_or(Found::Unset, Found::One));
                }
                let target = Param {
                    name,
                    subscript: None,
                    op: ParamOp::Plain,
                    span: span.clone(),
                };
                self.find(&target)?
            }
            ParamOp::Keys => self.keys(param),
            ParamOp::Names => {
                let names = self
                    .scope
                    .variables
                    .keys()
                    .filter(|name| name.starts_with(&param.name));
                Found::Many {
                    items: names.map(|name| name.as_str().into()).collect(),
                    star: false,
                }
            }
            ParamOp::Transform(kind) => match kind {
                b'Q' => each(found, |value| super::xtrace::single_quoted(&value)),
                b'U' => each(found, |value| change_case(&value, true, true)),
                b'u' => each(found, |value| change_case(&value, true, false)),
                b'L' => each(found, |value| change_case(&value, false, true)),
                _ => {
                    self.note(
                        span,
                        "this expansion is not understood; the value is taken as it is",
                    );
                    found
                }
            },
            _ => found,
        })
    }

    fn keys(&self, param: &Param) -> Found {
        let value = self
            .scope
            .variables
            .get(&param.name)
            .and_then(|variable| variable.value.as_ref());
        let items = match value {
            None => Vec::new(),
            Some(Value::Text(_)) => vec!["0".into()],
            Some(Value::Indexed(items)) => items.keys().map(|key| key.to_string().into()).collect(),
            Some(Value::Named(items)) => items
                .keys()
                .map(|key| Bytes::from(key.as_slice()))
                .collect(),
        };
        Found::Many {
            items,
            star: matches!(param.subscript, Some(Subscript::Star)),
        }
    }
}

fn is_missing(found: &Found, colon: bool) -> bool {
    match found {
        Found::Unset => true,
        Found::One(value) => colon && value.is_empty(),
        Found::Many { items, .. } => {
            items.is_empty() || (colon && items.iter().all(Bytes::is_empty))
        }
    }
}

fn each(found: Found, change: impl Fn(Bytes) -> Bytes) -> Found {
    match found {
        Found::Unset => Found::Unset,
        Found::One(value) => Found::One(change(value)),
        Found::Many { items, star } => Found::Many {
            items: items.into_iter().map(change).collect(),
            star,
        },
    }
}

fn split_subscript(text: &str) -> (&str, &str) {
    let (name, rest) = text.split_once('[').unwrap_or((text, "0"));
    (name, rest.strip_suffix(']').unwrap_or(rest))
}

pub(super) fn join(items: &[Bytes], separator: &Bytes) -> Bytes {
    let mut out = Bytes::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(separator);
        }
        out.push(item);
    }
    out
}

/// The range of `${x:offset:length}` in something of `size` parts.
fn bounds(offset: i64, length: Option<i64>, size: usize) -> std::ops::Range<usize> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let start = if offset < 0 { size + offset } else { offset };
    if start < 0 || start > size {
        return 0..0;
    }
    let end = match length {
        None => size,
        Some(length) if length < 0 => size + length,
        Some(length) => start.saturating_add(length).min(size),
    };
    let at = |value: i64| usize::try_from(value).unwrap_or(0);
    at(start)..at(end.max(start))
}

fn replace(value: &Bytes, pattern: &Pattern, with: &Bytes, all: bool, anchor: u8) -> Bytes {
    let data = value.data();
    let mut out = Bytes::new();
    let mut at = 0;
    let mut copied = 0;
    while at <= data.len() {
        let rest = data.get(at..).unwrap_or_default();
        let length = match anchor {
            b'%' => pattern.matches(rest).then_some(rest.len()),
            _ => pattern.prefix(rest, true),
        };
        match length {
            Some(length)
                if length > 0
                    || (anchor != 0 && at == if anchor == b'#' { 0 } else { data.len() }) =>
            {
                out.push(&value.slice(copied..at));
                out.push(with);
                at += length;
                copied = at;
                if !all {
                    break;
                }
                if length == 0 {
                    at += 1;
                }
            }
            _ => at += 1,
        }
        if anchor == b'#' {
            break;
        }
    }
    out.push(&value.from_offset(copied));
    out
}

fn change_case(value: &Bytes, upper: bool, all: bool) -> Bytes {
    let text = value.text().into_owned();
    let change = |text: &str| {
        if upper {
            text.to_uppercase()
        } else {
            text.to_lowercase()
        }
    };
    let changed = if all {
        change(&text)
    } else {
        let mut characters = text.chars();
        characters.next().map_or_else(String::new, |first| {
            change(&first.to_string()) + characters.as_str()
        })
    };
    respelled(value, changed.into_bytes())
}

/// A value of the same length in which some letters differ: a secret in it is only possibly still of use.
pub(crate) fn respelled(value: &Bytes, data: Vec<u8>) -> Bytes {
    if data == value.data() {
        return value.clone();
    }
    value.mapped(
        data,
        |range| range,
        |taint| {
            taint.form = Form::Encoded;
            taint.certainty = Certainty::Possible;
        },
    )
}
