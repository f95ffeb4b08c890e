use std::collections::BTreeMap;

use super::{
    super::{
        Exit,
        interpret::{Shell, Stop, Value},
        syntax::{Dialect, Span},
    },
    declare::is_name,
    text,
};
use crate::labelled::Bytes;

pub(super) fn read(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Result<Exit, Stop> {
    let mut raw = false;
    let mut delimiter = b'\n';
    let mut most = None;
    let mut array = None;
    let mut fd = 0;
    let mut at = 1;
    while let Some(argument) =
        text(argv, at).filter(|argument| argument.starts_with('-') && argument.len() > 1)
    {
        at += 1;
        if argument == "--" {
            break;
        }
        let mut flags = argument.chars().skip(1);
        while let Some(flag) = flags.next() {
            if matches!(flag, 'r' | 's' | 'e') {
                raw |= flag == 'r';
                continue;
            }
            let rest: String = flags.by_ref().collect();
            let value = if rest.is_empty() {
                at += 1;
                text(argv, at - 1).unwrap_or_default()
            } else {
                rest
            };
            match flag {
                'd' => delimiter = value.bytes().next().unwrap_or(0),
                'n' | 'N' => most = value.parse::<usize>().ok(),
                'a' => array = Some(value),
                'u' => fd = value.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
    let names: Vec<String> = (at..argv.len())
        .filter_map(|index| text(argv, index))
        .collect();
    if names.is_empty() && array.is_none() && shell.dialect() == Dialect::Dash {
        shell.complain_builtin(span, "read", "arg count");
        return Ok(Exit::Known(2));
    }
    if let Some(bad) = names.iter().find(|name| !is_name(name)) {
        return Ok(match shell.dialect() {
            Dialect::Dash => {
                shell.complain_builtin(span, "read", &format!("{bad}: bad variable name"));
                Exit::Known(2)
            }
            Dialect::Ash => {
                let line = format!("sh: read: '{bad}': bad variable name\n");
                shell.write_fd(2, &line.as_str().into(), span);
                Exit::FAILURE
            }
            Dialect::Bash => {
                shell.complain_builtin(span, "read", &format!("`{bad}': not a valid identifier"));
                Exit::FAILURE
            }
        });
    }
    let (line, ended) = read_line(shell, fd, delimiter, raw, most);
    let separators = shell
        .variable("IFS")
        .map_or_else(|| b" \t\n".to_vec(), |value| value.data().to_vec());
    if let Some(array) = array {
        let items = split(&line, &separators, usize::MAX);
        let items = items
            .into_iter()
            .zip(0..)
            .map(|(item, index)| (index, item))
            .collect();
        shell.variable_mut(&array).value = Some(Value::Indexed(items));
    } else if names.is_empty() {
        shell.assign("REPLY", line.text, span)?;
    } else {
        let mut items = split(&line, &separators, names.len()).into_iter();
        for name in &names {
            let value = items.next().unwrap_or_default();
            shell.assign(name, value, span)?;
        }
    }
    Ok(if ended { Exit::SUCCESS } else { Exit::FAILURE })
}

/// A line, and which of its bytes were behind a backslash.
struct Line {
    text: Bytes,
    escaped: Vec<bool>,
}

fn read_line(
    shell: &mut Shell,
    fd: u32,
    delimiter: u8,
    raw: bool,
    most: Option<usize>,
) -> (Line, bool) {
    let mut line = Line {
        text: Bytes::new(),
        escaped: Vec::new(),
    };
    loop {
        let mut whole = false;
        let piece = shell.read_some(fd, |rest| match most {
            Some(most) => {
                let end = rest
                    .iter()
                    .position(|byte| *byte == delimiter)
                    .map_or(rest.len(), |at| at + 1);
                whole = rest.len() >= most || end < most;
                end.min(most)
            }
            None => match rest.iter().position(|byte| *byte == delimiter) {
                Some(at) => {
                    whole = true;
                    at + 1
                }
                None => rest.len(),
            },
        });
        let ends = whole && piece.data().last() == Some(&delimiter);
        let body = if ends {
            piece.slice(0..piece.len() - 1)
        } else {
            piece
        };
        if raw {
            line.text.push(&body);
            line.escaped.resize(line.text.len(), false);
            return (line, whole);
        }
        let mut at = 0;
        let data = body.data();
        let mut continued = false;
        while at < data.len() {
            if data.get(at) == Some(&b'\\') {
                if at + 1 < data.len() {
                    line.text.push(&body.slice(at + 1..at + 2));
                    line.escaped.push(true);
                } else {
                    continued = ends;
                }
                at += 2;
            } else {
                line.text.push(&body.slice(at..at + 1));
                line.escaped.push(false);
                at += 1;
            }
        }
        if !continued {
            return (line, whole);
        }
    }
}

/// The fields of a line; the last of `count` takes the rest.
fn split(line: &Line, separators: &[u8], count: usize) -> Vec<Bytes> {
    let data = line.text.data();
    let separates = |at: usize| {
        data.get(at).is_some_and(|byte| separators.contains(byte))
            && !line.escaped.get(at).copied().unwrap_or(false)
    };
    let blank =
        |at: usize| separates(at) && data.get(at).is_some_and(|byte| b" \t\n".contains(byte));
    let mut fields = Vec::new();
    let mut at = 0;
    while blank(at) {
        at += 1;
    }
    while at < data.len() {
        if fields.len() + 1 >= count {
            let mut end = data.len();
            while end > at && blank(end - 1) {
                end -= 1;
            }
            // One separator behind the last field does not belong to it.
            if end > at && separates(end - 1) && !(at..end - 1).any(separates) {
                end -= 1;
            }
            fields.push(line.text.slice(at..end));
            return fields;
        }
        let start = at;
        while at < data.len() && !separates(at) {
            at += 1;
        }
        fields.push(line.text.slice(start..at));
        while blank(at) {
            at += 1;
        }
        if separates(at) && !blank(at) {
            at += 1;
            while blank(at) {
                at += 1;
            }
        }
    }
    fields
}

pub(super) fn mapfile(shell: &mut Shell, argv: &[Bytes], _span: &Span) -> Result<Exit, Stop> {
    let mut trims = false;
    let mut name = "MAPFILE".to_owned();
    for index in 1..argv.len() {
        match text(argv, index).as_deref() {
            Some("-t") => trims = true,
            Some(flag) if flag.starts_with('-') => {}
            Some(other) => name = other.to_owned(),
            None => {}
        }
    }
    let lines = shell.read_fd(0).lines();
    let items: BTreeMap<i64, Bytes> = lines
        .into_iter()
        .map(|line| if trims { line.trim_line_breaks() } else { line })
        .zip(0..)
        .map(|(line, index)| (index, line))
        .collect();
    shell.variable_mut(&name).value = Some(Value::Indexed(items));
    Ok(Exit::SUCCESS)
}

pub(super) fn getopts(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Result<Exit, Stop> {
    let options = text(argv, 1).unwrap_or_default();
    let variable = text(argv, 2).unwrap_or_default();
    let arguments: Vec<Bytes> = if argv.len() > 3 {
        argv.get(3..).unwrap_or_default().to_vec()
    } else {
        (*shell.scope.positional).clone()
    };
    let mut index: usize = shell.text_of("OPTIND").parse().unwrap_or(1);
    if index <= 1 && shell.scope.getopts_at > 0 && shell.scope.getopts_at == usize::MAX {
        shell.scope.getopts_at = 0;
    }
    let current = text(&arguments, index.saturating_sub(1)).unwrap_or_default();
    if shell.scope.getopts_at == 0 {
        if !current.starts_with('-') || current == "-" {
            shell.assign(&variable, "?".into(), span)?;
            return Ok(Exit::FAILURE);
        }
        if current == "--" {
            shell.set("OPTIND", (index + 1).to_string().into());
            shell.assign(&variable, "?".into(), span)?;
            return Ok(Exit::FAILURE);
        }
        shell.scope.getopts_at = 1;
    }
    let at = shell.scope.getopts_at;
    let letter = current.chars().nth(at).unwrap_or('?');
    let last = at + 1 >= current.chars().count();
    let known = letter != ':' && options.contains(letter);
    let takes = known
        && options
            .split(letter)
            .nth(1)
            .is_some_and(|rest| rest.starts_with(':'));
    let mut found = if known {
        letter.to_string()
    } else {
        "?".to_owned()
    };
    let silent = options.starts_with(':');
    if !known && silent {
        shell.set("OPTARG", letter.to_string().into());
    } else if !known {
        let name = shell.scope.invocation.name.to_string();
        let line = if shell.dialect() == Dialect::Bash {
            format!("{name}: illegal option -- {letter}\n")
        } else {
            format!("Illegal option -{letter}\n")
        };
        shell.write_fd(2, &line.as_str().into(), span);
    }
    if takes {
        let argument = arguments
            .get(index.saturating_sub(1))
            .cloned()
            .unwrap_or_default();
        let value = if last {
            index += 1;
            arguments.get(index - 1).cloned()
        } else {
            Some(argument.from_offset(at + 1))
        };
        match value {
            Some(value) => shell.assign("OPTARG", value, span)?,
            None => {
                found = if silent {
                    ":".to_owned()
                } else {
                    "?".to_owned()
                };
                if silent {
                    shell.set("OPTARG", letter.to_string().into());
                } else {
                    let name = shell.scope.invocation.name.to_string();
                    let line = if shell.dialect() == Dialect::Bash {
                        format!("{name}: option requires an argument -- {letter}\n")
                    } else {
                        format!("No arg for -{letter} option\n")
                    };
                    shell.write_fd(2, &line.as_str().into(), span);
                }
            }
        }
        index += 1;
        shell.scope.getopts_at = 0;
    } else if last {
        index += 1;
        shell.scope.getopts_at = 0;
    } else {
        shell.scope.getopts_at = at + 1;
    }
    shell.set("OPTIND", index.to_string().into());
    shell.assign(&variable, found.into(), span)?;
    Ok(Exit::SUCCESS)
}
