//! How each keyword's arguments are split: `parser/line_parsers.go`.

use super::part::Part;
use super::words::words;
use super::{Fault, json};
use crate::quote::quote;
use crate::{SourceText, Text, Word};

/// The arguments of one instruction.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) args: Vec<Word>,
    pub(super) json: bool,
    /// The instruction behind `ONBUILD`.
    pub(super) trigger: Option<SourceText>,
}

pub(super) fn arguments(keyword: &str, rest: Part<'_>, escape: char) -> Result<Arguments, Fault> {
    match crate::instructions::keyword(keyword) {
        "add" | "copy" | "volume" => json_or(rest, blank_delimited),
        "cmd" | "entrypoint" | "run" | "shell" => json_or(rest, single),
        "arg" => Ok(plain(
            words(rest, escape).into_iter().map(Part::word).collect(),
        )),
        "env" => key_values(rest, escape, "ENV"),
        "label" => key_values(rest, escape, "LABEL"),
        "expose" | "from" => Ok(blank_delimited(rest)),
        "healthcheck" => healthcheck(rest),
        "maintainer" | "stopsignal" | "user" | "workdir" => Ok(single(rest)),
        "onbuild" => Ok(Arguments {
            trigger: Some(rest)
                .filter(|rest| !rest.is_empty())
                .map(Part::source_text),
            ..Arguments::default()
        }),
        // An unknown instruction has one empty argument; the next step rejects it.
        _ => Ok(plain(vec![Word {
            text: Text::default(),
            span: rest.span(),
        }])),
    }
}

fn plain(args: Vec<Word>) -> Arguments {
    Arguments {
        args,
        ..Arguments::default()
    }
}

/// The whole rest as one argument.
fn single(rest: Part<'_>) -> Arguments {
    plain(
        Some(rest)
            .filter(|rest| !rest.is_empty())
            .map(Part::word)
            .into_iter()
            .collect(),
    )
}

fn blank_delimited(rest: Part<'_>) -> Arguments {
    let mut args = Vec::new();
    let mut rest = Some(rest).filter(|rest| !rest.is_empty());
    while let Some(part) = rest {
        let (word, behind) = part.split_blank();
        args.push(word.word());
        rest = behind;
    }
    plain(args)
}

/// A JSON array of strings; what is no JSON at all is split otherwise. An array of anything else
/// is an error.
fn json_or(rest: Part<'_>, otherwise: fn(Part<'_>) -> Arguments) -> Result<Arguments, Fault> {
    let array = rest.trim_start();
    match json::strings(array.text()) {
        json::Array::OfStrings(strings) => {
            let word = |(text, range): (String, _)| Word {
                text: text.into(),
                span: array.sub(range).span(),
            };
            let args = strings.into_iter().map(word).collect();
            Ok(Arguments {
                args,
                json: true,
                trigger: None,
            })
        }
        json::Array::OfOthers => Err(Fault {
            message: "when using JSON array syntax, arrays must be comprised of strings only"
                .into(),
            span: rest.span(),
        }),
        json::Array::None => Ok(otherwise(rest)),
    }
}

/// `name=value…`, or the legacy `name value` when the first word has no `=`. Three arguments a
/// pair: name, value and the `=`, which is empty in the legacy form.
fn key_values(rest: Part<'_>, escape: char, keyword: &str) -> Result<Arguments, Fault> {
    let words = words(rest, escape);
    let Some(first) = words.first() else {
        return Ok(Arguments::default());
    };
    if !first.text().contains('=') {
        let (name, value) = rest.split_blank();
        let Some(value) = value else {
            let message = format!("{keyword} must have two arguments");
            return Err(Fault {
                message,
                span: rest.span(),
            });
        };
        return Ok(plain(vec![
            name.word(),
            value.word(),
            value.sub(0..0).word(),
        ]));
    }
    let mut args = Vec::with_capacity(words.len() * 3);
    for word in words {
        let Some(equals) = word.text().find('=') else {
            let message = format!(
                "Syntax error - can't find = in {}. Must be of the form: name=value",
                quote(word.text())
            );
            return Err(Fault {
                message,
                span: word.span(),
            });
        };
        args.push(word.sub(0..equals).word());
        args.push(word.from(equals + 1).word());
        args.push(word.sub(equals..equals + 1).word());
    }
    Ok(plain(args))
}

/// The type, then what `CMD` takes.
fn healthcheck(rest: Part<'_>) -> Result<Arguments, Fault> {
    let (kind, command) = rest.split_space();
    if kind.is_empty() {
        return Ok(Arguments::default());
    }
    let mut arguments = json_or(command, single)?;
    arguments.args.insert(0, kind.word());
    Ok(arguments)
}
