//! Commands that the shell itself runs.

mod declare;
mod environment;
mod flow;
mod options;
mod query;
mod read;

use super::{
    Exit,
    interpret::{Shell, Stop},
    programs::{self, Process},
    syntax::{Dialect, Span},
};
use crate::labelled::Bytes;

/// A builtin gets the shell, its arguments (the name first) and its place.
pub(crate) type Builtin = fn(&mut Shell, &[Bytes], &Span) -> Result<Exit, Stop>;

/// Builtins whose errors end a POSIX shell, and whose assignments stay.
pub(crate) fn is_special(name: &str) -> bool {
    matches!(
        name,
        "." | ":"
            | "break"
            | "continue"
            | "eval"
            | "exec"
            | "exit"
            | "export"
            | "readonly"
            | "return"
            | "set"
            | "shift"
            | "times"
            | "trap"
            | "unset"
    )
}

/// The builtin of this name.
pub(crate) fn find(name: &str, dialect: Dialect) -> Option<Builtin> {
    let bash = dialect == Dialect::Bash;
    Some(match name {
        ":" | "true" => |_, _, _| Ok(Exit::SUCCESS),
        "false" => |_, _, _| Ok(Exit::FAILURE),
        "echo" | "printf" | "test" | "[" | "pwd" => as_program,
        "[[" if dialect == Dialect::Ash => as_program,
        "break" | "continue" => flow::break_or_continue,
        "return" => flow::return_,
        "exit" => flow::exit,
        "eval" => flow::eval,
        "." => flow::source,
        "source" if dialect != Dialect::Dash => flow::source,
        "exec" => flow::exec,
        "command" => flow::command,
        "builtin" if bash => flow::builtin,
        "trap" => flow::trap,
        "wait" => flow::wait,
        "kill" => flow::kill,
        "shift" => flow::shift,
        "getopts" => read::getopts,
        "read" => read::read,
        "mapfile" | "readarray" if bash => read::mapfile,
        "cd" | "chdir" => environment::cd,
        "umask" => environment::umask,
        "export" => declare::export,
        "readonly" => declare::readonly,
        "unset" => declare::unset,
        "local" => declare::local,
        "declare" | "typeset" if bash => declare::declare,
        "let" if dialect != Dialect::Dash => declare::let_,
        "set" => options::set,
        "shopt" if bash => options::shopt,
        "type" => query::type_,
        "hash" | "ulimit" | "alias" | "unalias" | "times" | "jobs" | "fg" | "bg" => {
            |_, _, _| Ok(Exit::SUCCESS)
        }
        "enable" | "disown" | "history" | "complete" if bash => |_, _, _| Ok(Exit::SUCCESS),
        _ => return None,
    })
}

/// A builtin that does what the program of its name does.
fn as_program(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Result<Exit, Stop> {
    let name = argv
        .first()
        .map(|name| name.text().into_owned())
        .unwrap_or_default();
    let family = shell.family;
    let mut process = Process::new(shell, &name, family, argv, span);
    process.builtin = true;
    Ok(programs::find(&name).map_or(Exit::Known(127), |program| program(&mut process)))
}

/// The text of an argument.
fn text(argv: &[Bytes], index: usize) -> Option<String> {
    argv.get(index).map(|argument| argument.text().into_owned())
}
