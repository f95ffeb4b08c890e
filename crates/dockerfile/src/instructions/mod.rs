//! Nodes to instructions: one file an instruction, with its arguments, flags and errors.

mod add;
mod arg;
mod cmd;
mod command_line;
mod copy;
mod device;
mod entrypoint;
mod env;
mod expose;
mod from;
mod healthcheck;
mod inline_file;
mod key_value;
mod label;
mod maintainer;
mod mount;
mod onbuild;
mod run;
mod shell;
mod stop_signal;
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
