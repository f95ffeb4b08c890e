//! A stage named by `SOURCE_DATE_EPOCH`: it may hold one download and nothing else.
//!
//! Follows `sourceDateEpochStageSource` of `dockerfile2llb/epoch.go`.

use std::collections::BTreeMap;

use dockerfile::instructions::{Add, Arg, Instruction};
use dockerfile::{Lex, Stage, Word};

use super::super::BuildError;
use super::super::parse;
use crate::environment::Environment;
use crate::git_url::{GitRef, GitRefError};
use crate::quote::quote;
use crate::reference::check_digest;

/// Checks the stage; the download's own time is known only to a real build.
pub(super) fn check(
    stage: &Stage,
    lex: Lex,
    mut environment: Environment,
    build_args: &BTreeMap<String, String>,
) -> Result<(), BuildError> {
    let base = &stage.from.base.text;
    let expanded = parse::expand(lex, base, &environment).map_err(|e| {
        BuildError::new(format!(
            "failed to process source stage base name {}: {}",
            quote(base),
            e.message
        ))
    })?;
    if expanded.text != "scratch" {
        return Err(BuildError::new(
            "SOURCE_DATE_EPOCH stage must use FROM scratch",
        ));
    }
    let mut has_source = false;
    for command in &stage.commands {
        match &command.instruction {
            Instruction::Arg(arg) => set_args(arg, lex, &mut environment, build_args)?,
            Instruction::Add(add) if !has_source => {
                check_source(add, lex, &environment)?;
                has_source = true;
            }
            Instruction::Add(_) => return Err(one_add()),
            _ => {
                let name = &command.origin.keyword.text;
                return Err(BuildError::new(format!(
                    "SOURCE_DATE_EPOCH stage does not meet source-only requirements: unsupported {name} instruction"
                )));
            }
        }
    }
    if has_source { Ok(()) } else { Err(one_add()) }
}

fn one_add() -> BuildError {
    BuildError::new("SOURCE_DATE_EPOCH stage must contain exactly one remote ADD")
}

fn set_args(
    arg: &Arg,
    lex: Lex,
    environment: &mut Environment,
    build_args: &BTreeMap<String, String>,
) -> Result<(), BuildError> {
    for pair in &arg.args {
        let key = &pair.key.text;
        match (build_args.get(key.as_str()), &pair.value) {
            (Some(given), _) => environment.set(key, given),
            (None, Some(default)) => {
                let value = expand(lex, default, environment)?;
                environment.set(key, &value);
            }
            (None, None) => {}
        }
    }
    Ok(())
}

fn check_source(add: &Add, lex: Lex, environment: &Environment) -> Result<(), BuildError> {
    let ([source], []) = (add.sources.as_slice(), add.contents.as_slice()) else {
        return Err(BuildError::new(
            "SOURCE_DATE_EPOCH stage must contain exactly one remote ADD source",
        ));
    };
    let source = expand(lex, source, environment)?;
    let is_url = source.starts_with("http://") || source.starts_with("https://");
    match GitRef::parse(&source) {
        Ok(_) => Ok(()),
        Err(GitRefError::Invalid(message)) if !is_url => Err(BuildError::new(message)),
        Err(_) if is_url => match &add.checksum {
            Some(checksum) => Ok(check_digest(&expand(lex, checksum, environment)?)?),
            None => Ok(()),
        },
        Err(_) => Err(BuildError::new(
            "SOURCE_DATE_EPOCH stage source must be a single HTTP(S) or Git ADD",
        )),
    }
}

fn expand(lex: Lex, word: &Word, environment: &Environment) -> Result<String, BuildError> {
    let expansion = parse::expand(lex, &word.text, environment);
    expansion
        .map(|e| e.text)
        .map_err(|e| BuildError::new(e.message))
}
