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
mod keyword;
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

use crate::letter_case::upper;
use crate::{Node, Version, Word};
pub(crate) use keyword::Keyword;

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

/// Reads a node. Follows `ParseInstruction` of BuildKit's `instructions/parse.go`.
pub(crate) fn read(version: Version, node: &Node) -> Result<Meaning, Fault> {
    let Some(keyword) = Keyword::of(&node.keyword.text) else {
        return Err(unknown(version, &node.keyword));
    };
    Ok(Meaning::Command(match keyword {
        Keyword::From => return From::read(version, node).map(Meaning::Stage),
        Keyword::Add => Instruction::Add(Add::read(version, node)?),
        Keyword::Arg => Instruction::Arg(Arg::read(node)?),
        Keyword::Cmd => Instruction::Cmd(Cmd::read(version, node)?),
        Keyword::Copy => Instruction::Copy(Copy::read(version, node)?),
        Keyword::Entrypoint => Instruction::Entrypoint(Entrypoint::read(version, node)?),
        Keyword::Env => Instruction::Env(Env::read(version, node)?),
        Keyword::Expose => Instruction::Expose(Expose::read(version, node)?),
        Keyword::Healthcheck => Instruction::Healthcheck(Healthcheck::read(version, node)?),
        Keyword::Label => Instruction::Label(Label::read(version, node)?),
        Keyword::Maintainer => Instruction::Maintainer(Maintainer::read(version, node)?),
        Keyword::Onbuild => Instruction::Onbuild(Onbuild::read(version, node)?),
        Keyword::Run => Instruction::Run(Run::read(version, node)?),
        Keyword::Shell => Instruction::Shell(Shell::read(version, node)?),
        Keyword::StopSignal => Instruction::StopSignal(StopSignal::read(node)?),
        Keyword::User => Instruction::User(User::read(version, node)?),
        Keyword::Volume => Instruction::Volume(Volume::read(version, node)?),
        Keyword::Workdir => Instruction::Workdir(Workdir::read(version, node)?),
    }))
}

fn unknown(version: Version, keyword: &Word) -> Fault {
    let written = &keyword.text;
    let message = if version.suggests() {
        let message = format!("unknown instruction: {written}");
        suggest::append_keyword(message, written, &Keyword::NAMES)
    } else {
        format!("unknown instruction: {}", upper(written))
    };
    Fault::at(message, keyword.span)
}

#[cfg(test)]
mod tests;
