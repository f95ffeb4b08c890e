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

use crate::Node;
use crate::letter_case::lower;
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
    KEYWORDS.contains(&lower(word).as_str())
}

/// Reads a node. Follows `ParseInstruction` of BuildKit's `instructions/parse.go`.
pub(crate) fn read(node: &Node) -> Result<Meaning, Fault> {
    let keyword = lower(&node.keyword.text);
    Ok(Meaning::Command(match keyword.as_str() {
        "from" => return From::read(node).map(Meaning::Stage),
        "add" => Instruction::Add(Add::read(node)?),
        "arg" => Instruction::Arg(Arg::read(node)?),
        "cmd" => Instruction::Cmd(Cmd::read(node)?),
        "copy" => Instruction::Copy(Copy::read(node)?),
        "entrypoint" => Instruction::Entrypoint(Entrypoint::read(node)?),
        "env" => Instruction::Env(Env::read(node)?),
        "expose" => Instruction::Expose(Expose::read(node)?),
        "healthcheck" => Instruction::Healthcheck(Healthcheck::read(node)?),
        "label" => Instruction::Label(Label::read(node)?),
        "maintainer" => Instruction::Maintainer(Maintainer::read(node)?),
        "onbuild" => Instruction::Onbuild(Onbuild::read(node)?),
        "run" => Instruction::Run(Run::read(node)?),
        "shell" => Instruction::Shell(Shell::read(node)?),
        "stopsignal" => Instruction::StopSignal(StopSignal::read(node)?),
        "user" => Instruction::User(User::read(node)?),
        "volume" => Instruction::Volume(Volume::read(node)?),
        "workdir" => Instruction::Workdir(Workdir::read(node)?),
        _ => {
            let written = &node.keyword.text;
            let message = format!("unknown instruction: {written}");
            let message = suggest::append_keyword(message, written, &KEYWORDS);
            return Err(Fault::at(message, node.keyword.span));
        }
    }))
}

#[cfg(test)]
mod tests;
