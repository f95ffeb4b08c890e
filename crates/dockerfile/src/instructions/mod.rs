//! Nodes to instructions: one file an instruction, with its arguments, flags and errors.

mod add;
mod arg;
mod cmd;
mod command_line;
mod copy;
mod csv;
mod device;
mod duration;
mod entrypoint;
mod env;
mod expose;
mod fault;
mod flags;
mod from;
mod healthcheck;
mod inline_file;
mod key_value;
mod label;
mod maintainer;
mod mount;
mod number;
mod onbuild;
mod run;
mod shell;
mod stop_signal;
mod suggest;
mod user;
mod volume;
mod workdir;

pub use add::Add;
pub use arg::{Arg, ArgPair};
pub use cmd::Cmd;
pub use command_line::CommandLine;
pub use copy::Copy;
pub use device::Device;
pub use entrypoint::Entrypoint;
pub use env::Env;
pub use expose::Expose;
pub use from::From;
pub use healthcheck::Healthcheck;
pub use inline_file::InlineFile;
pub use key_value::KeyValue;
pub use label::Label;
pub use maintainer::Maintainer;
pub use mount::{Mount, MountType, Sharing};
pub use onbuild::Onbuild;
pub use run::{Network, Run, Security};
pub use shell::Shell;
pub use stop_signal::StopSignal;
pub use user::User;
pub use volume::Volume;
pub use workdir::Workdir;

use crate::letter_case::{lower, upper};
use crate::{Node, Version};
use fault::Fault;

/// An instruction that may stand in a stage; `FROM` begins one and is not among them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[expect(missing_docs, reason = "each variant is named after its struct")]
pub enum Instruction {
    Add(Add),
    Arg(Arg),
    Cmd(Cmd),
    Copy(Copy),
    Entrypoint(Entrypoint),
    Env(Env),
    Expose(Expose),
    Healthcheck(Healthcheck),
    Label(Label),
    Maintainer(Maintainer),
    Onbuild(Onbuild),
    Run(Run),
    Shell(Shell),
    StopSignal(StopSignal),
    User(User),
    Volume(Volume),
    Workdir(Workdir),
}

/// What a node says: the beginning of a stage or an instruction in one.
pub(crate) enum Meaning {
    Stage(From),
    Command(Instruction),
}

/// Every keyword, in the order in which a suggestion is looked for.
const KEYWORDS: [&str; 18] = [
    "add",
    "arg",
    "cmd",
    "copy",
    "entrypoint",
    "env",
    "expose",
    "from",
    "healthcheck",
    "label",
    "maintainer",
    "onbuild",
    "run",
    "shell",
    "stopsignal",
    "user",
    "volume",
    "workdir",
];

/// Whether a word is an instruction's name, in any case.
pub(crate) fn is_keyword(word: &str) -> bool {
    !keyword(word).is_empty()
}

/// The instruction's name in lower case; empty for any other word.
pub(crate) fn keyword(word: &str) -> &'static str {
    let mut keywords = KEYWORDS.into_iter();
    let found = if word.is_ascii() {
        keywords.find(|keyword| keyword.eq_ignore_ascii_case(word))
    } else {
        let lower = lower(word);
        keywords.find(|keyword| *keyword == lower)
    };
    found.unwrap_or_default()
}

/// Reads a node. Follows `ParseInstruction` of BuildKit's `instructions/parse.go`.
pub(crate) fn read(version: Version, node: &Node) -> Result<Meaning, Fault> {
    Ok(Meaning::Command(match keyword(&node.keyword.text) {
        "from" => return From::read(version, node).map(Meaning::Stage),
        "add" => Instruction::Add(Add::read(version, node)?),
        "arg" => Instruction::Arg(Arg::read(node)?),
        "cmd" => Instruction::Cmd(Cmd::read(version, node)?),
        "copy" => Instruction::Copy(Copy::read(version, node)?),
        "entrypoint" => Instruction::Entrypoint(Entrypoint::read(version, node)?),
        "env" => Instruction::Env(Env::read(version, node)?),
        "expose" => Instruction::Expose(Expose::read(version, node)?),
        "healthcheck" => Instruction::Healthcheck(Healthcheck::read(version, node)?),
        "label" => Instruction::Label(Label::read(version, node)?),
        "maintainer" => Instruction::Maintainer(Maintainer::read(version, node)?),
        "onbuild" => Instruction::Onbuild(Onbuild::read(version, node)?),
        "run" => Instruction::Run(Run::read(version, node)?),
        "shell" => Instruction::Shell(Shell::read(version, node)?),
        "stopsignal" => Instruction::StopSignal(StopSignal::read(node)?),
        "user" => Instruction::User(User::read(version, node)?),
        "volume" => Instruction::Volume(Volume::read(version, node)?),
        "workdir" => Instruction::Workdir(Workdir::read(version, node)?),
        _ => {
            let written = &node.keyword.text;
            let message = if version.suggests() {
                let message = format!("unknown instruction: {written}");
                suggest::append_keyword(message, written, &KEYWORDS)
            } else {
                format!("unknown instruction: {}", upper(written))
            };
            return Err(Fault::at(message, node.keyword.span));
        }
    }))
}

#[cfg(test)]
mod tests;
