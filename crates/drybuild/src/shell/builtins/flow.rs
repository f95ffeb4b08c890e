use std::rc::Rc;

use super::{
    super::{
        Exit,
        interpret::{Lookup, Shell, Stop, always_quoted},
        syntax::{Dialect, Span},
    },
    find, query, text,
};
use crate::labelled::Bytes;

type Ran = Result<Exit, Stop>;

pub(super) fn break_or_continue(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let levels = text(argv, 1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1)
        .max(1);
    if shell.scope.loops == 0 {
        if shell.dialect() == Dialect::Bash {
            let name = text(argv, 0).unwrap_or_default();
            shell.complain_builtin(
                span,
                &name,
                "only meaningful in a `for', `while', or `until' loop",
            );
        }
        return Ok(Exit::SUCCESS);
    }
    Err(if text(argv, 0).as_deref() == Some("break") {
        Stop::Break(levels)
    } else {
        Stop::Continue(levels)
    })
}

/// The status that an argument gives, or the last one.
fn status(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Exit {
    match argv.get(1) {
        None => shell.scope.last,
        Some(value) if !value.is_known() => Exit::Unknown,
        Some(value) => match value.text().trim().parse::<i64>() {
            Ok(number) if number >= 0 || shell.dialect() == Dialect::Bash => {
                Exit::Known(u8::try_from(number & 0xff).unwrap_or(0))
            }
            _ => {
                let name = text(argv, 0).unwrap_or_default();
                let message = match shell.dialect() {
                    Dialect::Bash => format!("{}: numeric argument required", value.text()),
                    _ => format!("Illegal number: {}", value.text()),
                };
                shell.complain_builtin(span, &name, &message);
                Exit::Known(2)
            }
        },
    }
}

pub(super) fn return_(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let exit = status(shell, argv, span);
    if shell.dialect() == Dialect::Bash
        && shell.scope.locals.is_empty()
        && shell.scope.outer.is_none()
    {
        shell.complain_builtin(
            span,
            "return",
            "can only `return' from a function or sourced script",
        );
        return Ok(Exit::Known(2));
    }
    Err(Stop::Return(exit))
}

pub(super) fn exit(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    Err(Stop::Exit(status(shell, argv, span)))
}

pub(super) fn eval(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let mut joined = Bytes::new();
    for (index, argument) in argv.iter().skip(1).enumerate() {
        if index > 0 {
            joined.push_plain(" ");
        }
        joined.push(argument);
    }
    shell.evaluate_named(&joined, "eval", span)
}

pub(super) fn source(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let Some(path) = argv.get(1).cloned() else {
        return Ok(Exit::Known(2));
    };
    let mut tried = vec![path.clone()];
    if !path.data().contains(&b'/') {
        tried.clear();
        for directory in shell.text_of("PATH").split(':') {
            let mut joined = Bytes::from(format!("{directory}/"));
            joined.push(&path);
            tried.push(joined);
        }
        if shell.dialect() != Dialect::Dash {
            tried.push(path.clone());
        }
    }
    let Some(content) = tried.iter().find_map(|path| shell.read_path(path).ok()) else {
        let name = path.text().into_owned();
        match shell.dialect() {
            Dialect::Dash if name.contains('/') => {
                shell.complain(span, &format!(".: cannot open {name}: No such file"))
            }
            Dialect::Dash => shell.complain(span, &format!(".: {name}: not found")),
            Dialect::Ash => shell.complain_builtin(
                span,
                ".",
                &format!("can't open '{name}': No such file or directory"),
            ),
            Dialect::Bash => {
                shell.complain(span, &format!("{name}: No such file or directory"));
                return Ok(Exit::FAILURE);
            }
        }
        return Err(Stop::Exit(Exit::Known(2)));
    };
    if !content.is_known() {
        shell.note(
            span,
            format!(
                "the content of {} is not known: what it sets is not known either",
                path.text()
            ),
        );
        return Ok(Exit::SUCCESS);
    }
    let positional = Rc::clone(&shell.scope.positional);
    if argv.len() > 2 && shell.dialect() == Dialect::Bash {
        shell.scope.positional = Rc::new(argv.get(2..).unwrap_or_default().to_vec());
    }
    let outer = shell.scope.outer.replace(shell.place(span));
    let result = shell.evaluate_text(&content, span);
    shell.scope.outer = outer;
    shell.scope.positional = positional;
    match result {
        Err(Stop::Return(exit)) => Ok(exit),
        other => other,
    }
}

pub(super) fn exec(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let mut rest = argv.get(1..).unwrap_or_default();
    while let Some(flag) = rest
        .first()
        .filter(|flag| flag.data().starts_with(b"-") && flag.len() > 1)
    {
        let takes_name = flag.data() == b"-a";
        rest = rest
            .get(if takes_name { 2 } else { 1 }..)
            .unwrap_or_default();
    }
    if rest.is_empty() {
        return Ok(Exit::SUCCESS);
    }
    if let Some(name) = rest.first() {
        let why = match shell.lookup(name) {
            Lookup::Missing if !shell.files.incomplete() => Some("not found"),
            Lookup::Denied(..) => Some("Permission denied"),
            _ => None,
        };
        if let Some(why) = why {
            shell.complain_builtin(span, "exec", &format!("{}: {why}", name.text()));
            let status = if why == "not found" { 127 } else { 126 };
            return Err(Stop::Exit(Exit::Known(status)));
        }
    }
    shell.scope.traps = Rc::default();
    let exit = shell.invoke(rest, span);
    Err(Stop::Exit(exit))
}

/// Runs a command, functions left aside.
fn plain(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let Some(name) = text(argv, 0) else {
        return Ok(Exit::SUCCESS);
    };
    match find(&name, shell.dialect()) {
        Some(builtin) => builtin(shell, argv, span),
        None => Ok(shell.invoke(argv, span)),
    }
}

pub(super) fn command(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let mut rest = argv.get(1..).unwrap_or_default();
    while let Some(flag) = text(rest, 0).filter(|flag| flag.starts_with('-')) {
        rest = rest.get(1..).unwrap_or_default();
        match flag.as_str() {
            "-v" => return query::command_v(shell, rest, span),
            "-V" => return query::describe(shell, rest, span),
            _ => {}
        }
    }
    match plain(shell, rest, span) {
        Err(Stop::Exit(exit))
            if text(rest, 0).as_deref() != Some("exit")
                && text(rest, 0).as_deref() != Some("exec") =>
        {
            Ok(exit)
        }
        other => other,
    }
}

pub(super) fn builtin(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    plain(shell, argv.get(1..).unwrap_or_default(), span)
}

pub(super) fn trap(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let mut rest = argv.get(1..).unwrap_or_default();
    if text(rest, 0).as_deref() == Some("--") {
        rest = rest.get(1..).unwrap_or_default();
    }
    let listed = matches!(text(rest, 0).as_deref(), Some("-p"));
    let Some(action) = rest.first().filter(|_| !listed) else {
        list_traps(shell, span);
        return Ok(Exit::SUCCESS);
    };
    if text(rest, 0).as_deref() == Some("-l") {
        shell.note(span, "the list of signals is not printed");
        return Ok(Exit::SUCCESS);
    }
    let resets = action.data() == b"-" || (rest.len() == 1);
    let signals = if rest.len() == 1 {
        rest
    } else {
        rest.get(1..).unwrap_or_default()
    };
    for signal in signals {
        let name = match signal.text().to_uppercase().trim_start_matches("SIG") {
            "0" | "EXIT" => "EXIT".to_owned(),
            other => other.to_owned(),
        };
        if matches!(name.as_str(), "ERR" | "DEBUG" | "RETURN") {
            if shell.dialect() != Dialect::Bash {
                shell.complain_builtin(span, "trap", &format!("{name}: bad trap"));
                return Ok(Exit::FAILURE);
            }
            if name != "ERR" {
                shell.note(span, format!("the trap on {name} is not followed"));
            }
        }
        let traps = Rc::make_mut(&mut shell.scope.traps);
        if resets {
            traps.remove(&name);
        } else {
            traps.insert(name, action.clone());
        }
    }
    Ok(Exit::SUCCESS)
}

fn list_traps(shell: &mut Shell, span: &Span) {
    let traps: Vec<(String, Bytes)> = shell
        .scope
        .traps
        .iter()
        .map(|(name, action)| (name.clone(), action.clone()))
        .collect();
    for (name, action) in traps {
        let mut line = Bytes::from("trap -- ");
        line.push(&always_quoted(&action));
        let signal = if shell.dialect() == Dialect::Bash && !matches!(name.as_str(), "EXIT" | "ERR")
        {
            "SIG"
        } else {
            ""
        };
        line.push_plain(format!(" {signal}{name}\n"));
        shell.write_fd(1, &line, span);
    }
}

pub(super) fn wait(shell: &mut Shell, argv: &[Bytes], _span: &Span) -> Ran {
    shell.finish_jobs();
    let mut exit = Exit::SUCCESS;
    for index in 1..argv.len() {
        let process = text(argv, index).unwrap_or_default();
        exit = shell.job_status(&process).unwrap_or(Exit::Known(127));
    }
    Ok(exit)
}

pub(super) fn shift(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let count = text(argv, 1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1_usize);
    if count > shell.scope.positional.len() {
        return match shell.dialect() {
            Dialect::Dash => {
                shell.complain_builtin(span, "shift", "can't shift that many");
                Err(Stop::Exit(Exit::Known(2)))
            }
            _ => Ok(Exit::FAILURE),
        };
    }
    let rest = shell
        .scope
        .positional
        .get(count..)
        .unwrap_or_default()
        .to_vec();
    shell.scope.positional = Rc::new(rest);
    Ok(Exit::SUCCESS)
}

/// The signals from 1 on.
const SIGNALS: [&str; 15] = [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM",
];

/// `kill`: a shell that ends itself is followed, any other signal is noted.
pub(super) fn kill(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    if text(argv, 1).as_deref() == Some("-l")
        && let Some(number) = text(argv, 2).and_then(|number| number.parse::<usize>().ok())
    {
        let name = SIGNALS.get((number & 127).saturating_sub(1)).copied();
        let line = format!("{}\n", name.unwrap_or("EXIT"));
        shell.write_fd(1, &line.as_str().into(), span);
        return Ok(Exit::SUCCESS);
    }
    let signal = text(argv, 1)
        .filter(|flag| flag.starts_with('-'))
        .unwrap_or_else(|| "-TERM".to_owned());
    let (number, said) = match signal.trim_start_matches('-').trim_start_matches("SIG") {
        "HUP" | "1" => (1, "Hangup"),
        "INT" | "2" => (2, ""),
        "KILL" | "9" => (9, "Killed"),
        "TERM" | "15" => (15, "Terminated"),
        "0" => return Ok(Exit::SUCCESS),
        _ => {
            shell.note(span, "a signal is sent: what it does is not followed");
            return Ok(Exit::SUCCESS);
        }
    };
    let itself = argv.last().is_some_and(|target| !target.is_known()) && argv.len() <= 3;
    if itself && shell.shared.depth > 0 {
        shell.scope.traps = Rc::default();
        if !said.is_empty() {
            shell.write_fd(2, &format!("{said}\n").as_str().into(), span);
        }
        return Err(Stop::Exit(Exit::Known(128 + number)));
    }
    if argv.last().is_some_and(|target| target.data() == b"1") {
        // The first process of a container ignores signals that it has no handler for.
        return Ok(Exit::SUCCESS);
    }
    shell.note(span, "a signal is sent: what it does is not followed");
    Ok(Exit::SUCCESS)
}
