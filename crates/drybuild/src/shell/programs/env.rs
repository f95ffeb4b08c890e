use super::Process;
use crate::{labelled::Bytes, shell::Exit};

/// `env`: sets variables, and runs a command or prints them all.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let arguments = process.args();
    let mut at = 0;
    let mut zero = false;
    let mut cleared = Vec::new();
    let mut clear = false;
    while let Some(argument) = arguments
        .get(at)
        .map(|argument| argument.text().into_owned())
    {
        match argument.as_str() {
            "-" | "-i" | "--ignore-environment" => clear = true,
            "-0" | "--null" => zero = true,
            "-u" | "--unset" => {
                at += 1;
                cleared.extend(arguments.get(at).map(|name| name.text().into_owned()));
            }
            "--" => {
                at += 1;
                break;
            }
            "-S" | "--split-string" => {
                process.note("the option -S of `env` is not understood");
            }
            other if other.starts_with("--unset=") => {
                cleared.extend(other.split_once('=').map(|(_, name)| name.to_owned()))
            }
            other if other.starts_with("-u") && other.len() > 2 => {
                cleared.extend(other.strip_prefix("-u").map(str::to_owned))
            }
            other if other.starts_with('-') => {
                process.note(format!("the option {other} of `env` is not understood"))
            }
            _ => break,
        }
        at += 1;
    }
    let mut environment = if clear {
        Vec::new()
    } else {
        process.environment()
    };
    environment.retain(|(name, _)| !cleared.contains(name));
    while let Some(argument) = arguments.get(at) {
        let Some(equals) = argument.data().iter().position(|byte| *byte == b'=') else {
            break;
        };
        let name = argument.slice(0..equals).text().into_owned();
        let value = argument.from_offset(equals + 1);
        match environment.iter_mut().find(|(known, _)| *known == name) {
            Some(entry) => entry.1 = value,
            None => environment.push((name, value)),
        }
        at += 1;
    }
    let command = arguments.get(at..).unwrap_or_default().to_vec();
    if command.is_empty() {
        for (name, value) in environment {
            let mut line = Bytes::from(format!("{name}="));
            line.push(&value);
            line.push_plain(if zero { "\0" } else { "\n" });
            process.out(&line);
        }
        return Exit::SUCCESS;
    }
    let span = process.span.clone();
    let exit = process.shell.in_child(|shell| {
        let path = shell.text_of("PATH");
        shell.scope.variables = std::rc::Rc::default();
        for (name, value) in environment {
            shell.set(&name, value);
            shell.variable_mut(&name).exported = true;
        }
        if !shell.scope.variables.contains_key("PATH") {
            shell.set("PATH", path.into());
        }
        shell
            .nested(&span, |shell| shell.invoke_child(&command, &span))
            .unwrap_or(Exit::Unknown)
    });
    complain_if_missing(process, &command, exit)
}

/// Says that the command of `env`, `timeout` and the like could not be run.
fn complain_if_missing(process: &mut Process<'_>, command: &[Bytes], exit: Exit) -> Exit {
    let Some(name) = command.first() else {
        return exit;
    };
    if exit == Exit::Known(127)
        && matches!(
            process.shell.lookup(name),
            crate::shell::interpret::Lookup::Missing
        )
    {
        let name = name.text().into_owned();
        let message = match (process.is_busybox(), process.name.as_str()) {
            (true, _) => format!("can't execute '{name}': No such file or directory"),
            (false, "timeout" | "nohup" | "nice") => {
                format!("failed to run command '{name}': No such file or directory")
            }
            _ => format!("'{name}': No such file or directory"),
        };
        process.err(message);
    }
    exit
}

/// `printenv`
pub(super) fn printenv(process: &mut Process<'_>) -> Exit {
    let names = process.texts();
    let environment = process.environment();
    if names.is_empty() {
        for (name, value) in environment {
            let mut line = Bytes::from(format!("{name}="));
            line.push(&value);
            process.line(&line);
        }
        return Exit::SUCCESS;
    }
    let mut exit = Exit::SUCCESS;
    for name in names.iter().filter(|name| !name.starts_with('-')) {
        match environment.iter().find(|(known, _)| known == name) {
            Some((_, value)) => process.line(value),
            None => exit = Exit::FAILURE,
        }
    }
    exit
}

/// `timeout`, `nohup`, `nice`: run the command behind their own arguments.
pub(super) fn wrapper(process: &mut Process<'_>) -> Exit {
    let arguments = process.args();
    let mut at = 0;
    while let Some(argument) = arguments
        .get(at)
        .map(|argument| argument.text().into_owned())
    {
        if !argument.starts_with('-') {
            break;
        }
        at += if matches!(argument.as_str(), "-s" | "-k" | "-n" | "-c") {
            2
        } else {
            1
        };
    }
    at += usize::from(process.name == "timeout");
    let command = arguments.get(at..).unwrap_or_default().to_vec();
    let exit = process.run(&command);
    complain_if_missing(process, &command, exit)
}
