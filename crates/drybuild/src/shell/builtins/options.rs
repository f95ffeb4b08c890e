use std::rc::Rc;

use super::{
    super::{
        Exit,
        interpret::{Shell, Stop, Value, single_quoted},
        syntax::{Dialect, Span},
    },
    text,
};
use crate::labelled::Bytes;

pub(super) fn set(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Result<Exit, Stop> {
    if argv.len() == 1 {
        list(shell, span);
        return Ok(Exit::SUCCESS);
    }
    let mut at = 1;
    while let Some(argument) = text(argv, at) {
        let on = argument.starts_with('-');
        if argument == "--" || argument == "-" {
            shell.scope.positional = Rc::new(argv.get(at + 1..).unwrap_or_default().to_vec());
            return Ok(Exit::SUCCESS);
        }
        if !(on || argument.starts_with('+')) {
            shell.scope.positional = Rc::new(argv.get(at..).unwrap_or_default().to_vec());
            return Ok(Exit::SUCCESS);
        }
        at += 1;
        for flag in argument.chars().skip(1) {
            if flag != 'o' {
                if !shell.scope.options.set_flag(flag, on) {
                    return illegal(shell, &format!("-{flag}"), span);
                }
                continue;
            }
            let Some(name) = text(argv, at) else {
                list_options(shell, span);
                return Ok(Exit::SUCCESS);
            };
            at += 1;
            let dialect = shell.dialect();
            if !shell.scope.options.set(&name, on, dialect) {
                let sign = if on { '-' } else { '+' };
                return illegal(shell, &format!("{sign}o {name}"), span);
            }
        }
    }
    Ok(Exit::SUCCESS)
}

fn illegal(shell: &mut Shell, what: &str, span: &Span) -> Result<Exit, Stop> {
    match shell.dialect() {
        Dialect::Dash => shell.complain_builtin(span, "set", &format!("Illegal option {what}")),
        Dialect::Ash => shell.complain_builtin(span, "set", &format!("illegal option {what}")),
        Dialect::Bash => {
            let name = what.trim_start_matches("-o ").trim_start_matches("+o ");
            let message = if what.contains("o ") {
                "invalid option name"
            } else {
                "invalid option"
            };
            shell.complain_builtin(span, "set", &format!("{name}: {message}"));
            return Ok(Exit::Known(if what.contains("o ") { 1 } else { 2 }));
        }
    }
    Err(Stop::Exit(Exit::Known(2)))
}

/// `set -o` alone: every option, and whether it is on.
fn list_options(shell: &mut Shell, span: &Span) {
    let names: &[&str] = match shell.dialect() {
        Dialect::Dash => &[
            "errexit",
            "noglob",
            "ignoreeof",
            "interactive",
            "monitor",
            "noexec",
            "stdin",
            "xtrace",
            "verbose",
            "vi",
            "emacs",
            "noclobber",
            "allexport",
            "notify",
            "nounset",
            "privileged",
            "nolog",
            "debug",
        ],
        Dialect::Ash => &[
            "errexit",
            "noglob",
            "ignoreeof",
            "monitor",
            "noexec",
            "xtrace",
            "verbose",
            "noclobber",
            "allexport",
            "notify",
            "nounset",
            "errtrace",
            "vi",
            "pipefail",
        ],
        Dialect::Bash => &[
            "allexport",
            "braceexpand",
            "emacs",
            "errexit",
            "errtrace",
            "functrace",
            "hashall",
            "histexpand",
            "history",
            "ignoreeof",
            "interactive-comments",
            "keyword",
            "monitor",
            "noclobber",
            "noexec",
            "noglob",
            "nolog",
            "notify",
            "nounset",
            "onecmd",
            "physical",
            "pipefail",
            "posix",
            "privileged",
            "verbose",
            "vi",
            "xtrace",
        ],
    };
    let mut lines = String::new();
    if shell.dialect() == Dialect::Dash {
        lines.push_str("Current option settings\n");
    }
    for name in names {
        let on = shell.option(name).unwrap_or(matches!(
            *name,
            "braceexpand" | "hashall" | "interactive-comments"
        ));
        let state = if on { "on" } else { "off" };
        lines.push_str(&match shell.dialect() {
            Dialect::Bash => format!("{name:<15}\t{state}\n"),
            _ => format!("{name:<16}{state}\n"),
        });
    }
    shell.write_fd(1, &lines.as_str().into(), span);
}

/// `set` alone: every variable, quoted.
fn list(shell: &mut Shell, span: &Span) {
    let bash = shell.dialect() == Dialect::Bash;
    let lines: Vec<Bytes> = shell
        .scope
        .variables
        .iter()
        .filter_map(|(name, variable)| {
            let value = match variable.value.as_ref()? {
                Value::Text(text) => text,
                other => other.text()?,
            };
            let plain = value
                .data()
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-./:=,+@%".contains(byte));
            let mut line = Bytes::from(format!("{name}="));
            line.push(&if bash && plain {
                value.clone()
            } else {
                single_quoted(value)
            });
            line.push_plain("\n");
            Some(line)
        })
        .collect();
    for line in lines {
        shell.write_fd(1, &line, span);
    }
}

pub(super) fn shopt(shell: &mut Shell, argv: &[Bytes], _span: &Span) -> Result<Exit, Stop> {
    let mut value = None;
    let dialect = shell.dialect();
    for index in 1..argv.len() {
        let argument = text(argv, index).unwrap_or_default();
        match argument.as_str() {
            "-s" => value = Some(true),
            "-u" => value = Some(false),
            "-q" | "-o" | "-p" => {}
            name => {
                if let Some(value) = value {
                    shell.scope.options.set(name, value, dialect);
                }
            }
        }
    }
    Ok(Exit::SUCCESS)
}
