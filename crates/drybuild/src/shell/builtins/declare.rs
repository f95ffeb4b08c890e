use std::collections::BTreeMap;

use super::super::{
    Exit,
    interpret::{Shell, Stop, Value, always_quoted, evaluate},
    syntax::{Dialect, Span},
};
use crate::labelled::Bytes;

type Ran = Result<Exit, Stop>;

/// A `name` or `name=value` argument.
fn split(argument: &Bytes) -> (String, Option<Bytes>, bool) {
    match argument.data().iter().position(|byte| *byte == b'=') {
        Some(at) => {
            let name = argument.slice(0..at).text().into_owned();
            let append = name.ends_with('+');
            (
                name.trim_end_matches('+').to_owned(),
                Some(argument.from_offset(at + 1)),
                append,
            )
        }
        None => (argument.text().into_owned(), None, false),
    }
}

pub(super) fn is_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn flags(argv: &[Bytes]) -> (String, &[Bytes]) {
    let mut rest = argv.get(1..).unwrap_or_default();
    let mut flags = String::new();
    while let Some(argument) = rest.first().filter(|argument| {
        matches!(argument.data().first(), Some(b'-' | b'+')) && argument.len() > 1
    }) {
        rest = rest.get(1..).unwrap_or_default();
        if argument.data() == b"--" {
            break;
        }
        flags.push_str(&argument.text());
    }
    (flags, rest)
}

fn bad_name(shell: &mut Shell, builtin: &str, name: &str, span: &Span) -> Ran {
    match shell.dialect() {
        Dialect::Bash => {
            shell.complain_builtin(span, builtin, &format!("`{name}': not a valid identifier"));
            Ok(Exit::FAILURE)
        }
        _ => {
            shell.complain_builtin(span, builtin, &format!("{name}: bad variable name"));
            Err(Stop::Exit(Exit::Known(2)))
        }
    }
}

/// Sets one variable of a declaring builtin.
fn set(
    shell: &mut Shell,
    name: &str,
    value: Option<Bytes>,
    append: bool,
    span: &Span,
) -> Result<(), Stop> {
    let Some(value) = value else { return Ok(()) };
    let value = if append {
        let mut joined = shell.variable(name).cloned().unwrap_or_default();
        joined.push(&value);
        joined
    } else {
        value
    };
    shell.assign(name, value, span)
}

pub(super) fn export(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let (flags, rest) = flags(argv);
    if rest.is_empty() {
        let lines: Vec<(String, Bytes)> = shell.environment();
        for (name, value) in lines {
            let mut line = Bytes::from(match shell.dialect() {
                Dialect::Bash => format!("declare -x {name}="),
                _ => format!("export {name}="),
            });
            line.push(&if shell.dialect() == Dialect::Bash {
                double_quoted(&value)
            } else {
                always_quoted(&value)
            });
            line.push_plain("\n");
            shell.write_fd(1, &line, span);
        }
        return Ok(Exit::SUCCESS);
    }
    for argument in rest {
        let (name, value, append) = split(argument);
        if !is_name(&name) {
            return bad_name(shell, "export", &name, span);
        }
        set(shell, &name, value, append, span)?;
        shell.variable_mut(&name).exported = !flags.contains('n');
    }
    Ok(Exit::SUCCESS)
}

fn double_quoted(value: &Bytes) -> Bytes {
    let mut out = Bytes::from("\"");
    for (at, byte) in value.data().iter().enumerate() {
        if b"\"\\$`".contains(byte) {
            out.push_plain("\\");
        }
        out.push(&value.slice(at..at + 1));
    }
    out.push_plain("\"");
    out
}

pub(super) fn readonly(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let (flags, rest) = flags(argv);
    for argument in rest {
        let (name, value, append) = split(argument);
        if !is_name(&name) {
            return bad_name(shell, "readonly", &name, span);
        }
        prepare(shell, &name, &flags);
        set(shell, &name, value, append, span)?;
        shell.variable_mut(&name).readonly = true;
    }
    Ok(Exit::SUCCESS)
}

/// Makes a variable the kind that the flags say.
fn prepare(shell: &mut Shell, name: &str, flags: &str) {
    if flags.contains('A') && !matches!(shell.variable_mut(name).value, Some(Value::Named(_))) {
        shell.variable_mut(name).value = Some(Value::Named(BTreeMap::new()));
    } else if flags.contains('a') && shell.variable_mut(name).value.is_none() {
        shell.variable_mut(name).value = Some(Value::Indexed(BTreeMap::new()));
    }
    if flags.contains("-i") || (flags.contains('i') && flags.starts_with('-')) {
        shell.variable_mut(name).integer = true;
    }
}

pub(super) fn declare(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let (flags, rest) = flags(argv);
    if flags.contains(['p', 'f', 'F']) {
        let mut found = true;
        for argument in rest {
            let name = argument.text().into_owned();
            if flags.contains(['f', 'F']) {
                found &= shell.scope.functions.contains_key(&name);
                continue;
            }
            if let Some(line) = declared_array(shell, &name) {
                shell.write_fd(1, &line, span);
                continue;
            }
            let Some(value) = shell.variable(&name).cloned() else {
                shell.complain_builtin(span, "declare", &format!("{name}: not found"));
                found = false;
                continue;
            };
            let exported = shell.variable_mut(&name).exported;
            let mut line = Bytes::from(format!(
                "declare -{} {name}=",
                if exported { 'x' } else { '-' }
            ));
            line.push(&double_quoted(&value));
            line.push_plain("\n");
            shell.write_fd(1, &line, span);
        }
        return Ok(if found { Exit::SUCCESS } else { Exit::FAILURE });
    }
    for argument in rest {
        let (name, value, append) = split(argument);
        let plain = name.split('[').next().unwrap_or_default().to_owned();
        if !is_name(&plain) {
            return bad_name(shell, "declare", &name, span);
        }
        if !flags.contains('g') {
            hide(shell, &plain, false);
        }
        prepare(shell, &plain, &flags);
        if name.contains('[') {
            if let Some(value) = value {
                shell.set_element(&name, value, span)?;
            }
        } else {
            set(shell, &name, value, append, span)?;
        }
        let variable = shell.variable_mut(&plain);
        variable.exported |= flags.contains('x');
        variable.readonly |= flags.contains('r');
    }
    Ok(Exit::SUCCESS)
}

/// `declare -p` of an array.
fn declared_array(shell: &Shell, name: &str) -> Option<Bytes> {
    let (letter, items): (char, Vec<(String, Bytes)>) =
        match shell.scope.variables.get(name)?.value.as_ref()? {
            Value::Text(_) => return None,
            Value::Indexed(items) => (
                'a',
                items
                    .iter()
                    .map(|(key, item)| (key.to_string(), item.clone()))
                    .collect(),
            ),
            Value::Named(items) => (
                'A',
                items
                    .iter()
                    .map(|(key, item)| (String::from_utf8_lossy(key).into_owned(), item.clone()))
                    .collect(),
            ),
        };
    let mut line = Bytes::from(format!("declare -{letter} {name}=("));
    for (index, (key, item)) in items.iter().enumerate() {
        let gap = if index > 0 && letter == 'a' { " " } else { "" };
        line.push_plain(format!("{gap}[{key}]="));
        line.push(&double_quoted(item));
        if letter == 'A' {
            line.push_plain(" ");
        }
    }
    line.push_plain(")\n");
    Some(line)
}

/// Remembers the value outside the function, and unsets the variable in it.
fn hide(shell: &mut Shell, name: &str, keep: bool) {
    let old = shell.scope.variables.get(name).cloned();
    let Some(locals) = shell.scope.locals.last_mut() else {
        return;
    };
    if locals.iter().any(|(known, _)| known == name) {
        return;
    }
    locals.push((name.to_owned(), old));
    if !keep {
        shell.variable_mut(name).value = None;
        shell.variable_mut(name).integer = false;
    }
}

pub(super) fn local(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let (flags, rest) = flags(argv);
    if shell.scope.locals.is_empty() {
        let message = if shell.dialect() == Dialect::Bash {
            "can only be used in a function"
        } else {
            "not in a function"
        };
        shell.complain_builtin(span, "local", message);
        return if shell.dialect() == Dialect::Bash {
            Ok(Exit::FAILURE)
        } else {
            Err(Stop::Exit(Exit::Known(2)))
        };
    }
    for argument in rest {
        let (name, value, append) = split(argument);
        if !is_name(&name) {
            return bad_name(shell, "local", &name, span);
        }
        hide(shell, &name, shell.dialect() == Dialect::Dash);
        prepare(shell, &name, &flags);
        set(shell, &name, value, append, span)?;
        let variable = shell.variable_mut(&name);
        variable.exported |= flags.contains('x');
        variable.readonly |= flags.contains('r');
    }
    Ok(Exit::SUCCESS)
}

pub(super) fn unset(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let (flags, rest) = flags(argv);
    for argument in rest {
        let name = argument.text().into_owned();
        if flags.contains('f') {
            std::rc::Rc::make_mut(&mut shell.scope.functions).remove(&name);
            continue;
        }
        if shell
            .scope
            .variables
            .get(&name)
            .is_some_and(|variable| variable.readonly)
        {
            let message = match shell.dialect() {
                Dialect::Bash => format!("{name}: cannot unset: readonly variable"),
                _ => format!("{name}: is read only"),
            };
            shell.complain_builtin(span, "unset", &message);
            return if shell.dialect() == Dialect::Bash {
                Ok(Exit::FAILURE)
            } else {
                Err(shell.fatal())
            };
        }
        if let Some((array, key)) = name.split_once('[') {
            let key = key.trim_end_matches(']').to_owned();
            match &mut shell.variable_mut(array).value {
                Some(Value::Named(items)) => {
                    items.remove(key.as_bytes());
                }
                Some(Value::Indexed(items)) => {
                    items.remove(&key.parse().unwrap_or(0));
                }
                _ => {}
            }
            continue;
        }
        if shell.scope.variables.contains_key(&name) {
            shell.unset(&name);
        } else if shell.dialect() == Dialect::Bash {
            std::rc::Rc::make_mut(&mut shell.scope.functions).remove(&name);
        }
    }
    Ok(Exit::SUCCESS)
}

pub(super) fn let_(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Ran {
    let mut value = 0;
    for argument in argv.iter().skip(1) {
        value = evaluate(shell, argument, span)?;
    }
    Ok(Exit::Known(u8::from(value == 0)))
}
