//! How each keyword's arguments are split: `parser/line_parsers.go`.

use std::borrow::Cow;
use std::ops::Range;

use super::part::Part;
use super::words::words;
use super::{Fault, json};
use crate::instructions::Keyword;
use crate::quote::quote;
use crate::{SourceText, Text, Word, Words};

/// The arguments of one instruction.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) args: Words,
    pub(super) json: bool,
    /// The instruction behind `ONBUILD`.
    pub(super) trigger: Option<SourceText>,
}

pub(super) fn arguments(keyword: &str, rest: Part<'_>, escape: char) -> Result<Arguments, Fault> {
    let Some(keyword) = Keyword::of(keyword) else {
        // An unknown instruction has one empty argument; the next step rejects it.
        return Ok(one(Word {
            text: Text::default(),
            span: rest.span(),
        }));
    };
    match keyword {
        Keyword::Add | Keyword::Copy | Keyword::Volume => json_or(rest, blank_delimited),
        Keyword::Cmd | Keyword::Entrypoint | Keyword::Run | Keyword::Shell => json_or(rest, single),
        Keyword::Arg => Ok(plain(
            words(rest, escape).into_iter().map(Part::word).collect(),
        )),
        Keyword::Env => key_values(rest, escape, "ENV"),
        Keyword::Label => key_values(rest, escape, "LABEL"),
        Keyword::Expose | Keyword::From => Ok(blank_delimited(rest)),
        Keyword::Healthcheck => healthcheck(rest),
        Keyword::Maintainer | Keyword::StopSignal | Keyword::User | Keyword::Workdir => {
            Ok(single(rest))
        }
        Keyword::Onbuild => Ok(Arguments {
            trigger: Some(rest)
                .filter(|rest| !rest.is_empty())
                .map(Part::source_text),
            ..Arguments::default()
        }),
    }
}

fn plain(args: Words) -> Arguments {
    Arguments {
        args,
        ..Arguments::default()
    }
}

/// The whole rest as one argument.
fn single(rest: Part<'_>) -> Arguments {
    if rest.is_empty() {
        return Arguments::default();
    }
    one(rest.word())
}

fn one(word: Word) -> Arguments {
    plain(Words::from_buf([word]))
}

fn blank_delimited(rest: Part<'_>) -> Arguments {
    let mut args = Words::new();
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
            let word = |(text, range): (Cow<'_, str>, Range<usize>)| Word {
                span: array.sub(range.clone()).span(),
                text: match text {
                    Cow::Borrowed(_) => array.sub(range.start + 1..range.end - 1).word().text,
                    Cow::Owned(text) => text.into(),
                },
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
        return Ok(plain(Words::from_vec(vec![
            name.word(),
            value.word(),
            value.sub(0..0).word(),
        ])));
    }
    let mut args = Words::with_capacity(words.len() * 3);
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
