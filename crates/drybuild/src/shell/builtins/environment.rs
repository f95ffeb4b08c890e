use super::{
    super::{
        Exit,
        interpret::{Shell, Stop},
        syntax::{Dialect, Span},
    },
    text,
};
use crate::{
    filesystem::{Errno, Follow},
    labelled::Bytes,
};

pub(super) fn cd(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Result<Exit, Stop> {
    let mut rest = argv.get(1..).unwrap_or_default();
    let mut physical = false;
    while let Some(flag) =
        text(rest, 0).filter(|flag| matches!(flag.as_str(), "-L" | "-P" | "--" | "-e" | "-LP"))
    {
        physical = flag == "-P";
        rest = rest.get(1..).unwrap_or_default();
    }
    let mut prints = false;
    let target = match text(rest, 0).as_deref() {
        None => shell.variable("HOME").cloned().unwrap_or_default(),
        Some("-") => {
            prints = true;
            shell.variable("OLDPWD").cloned().unwrap_or_default()
        }
        Some(_) => rest.first().cloned().unwrap_or_default(),
    };
    if target.is_empty() {
        return Ok(Exit::SUCCESS);
    }
    let mut candidates = vec![target.clone()];
    let relative = !matches!(target.data().first(), Some(b'/' | b'.'));
    if relative {
        let mut found = Vec::new();
        for directory in shell
            .text_of("CDPATH")
            .split(':')
            .filter(|directory| !directory.is_empty())
        {
            let mut path = Bytes::from(format!("{directory}/"));
            path.push(&target);
            found.push(path);
        }
        candidates.splice(0..0, found);
    }
    let mut error = Errno::NoEntry;
    for candidate in candidates {
        let logical = logical(&shell.files.cwd, candidate.data());
        let tried = if physical {
            candidate.data().to_vec()
        } else {
            logical.clone()
        };
        let entered = shell.files.locate(&tried, Follow::Yes).and_then(|located| {
            let inode = shell
                .files
                .inode(located.existing()?)
                .ok_or(Errno::NoEntry)?;
            if !inode.is_dir() {
                Err(Errno::NotDirectory)
            } else if !shell.files.may(inode, 1) {
                Err(Errno::Permission)
            } else {
                Ok(located.path)
            }
        });
        match entered {
            Ok(path) => {
                let old = shell
                    .variable("PWD")
                    .cloned()
                    .unwrap_or_else(|| shell.files.cwd.as_slice().into());
                let shown = if physical { path } else { logical };
                shell.files.cwd.clone_from(&shown);
                shell.set("OLDPWD", old);
                shell.variable_mut("OLDPWD").exported = true;
                shell.set("PWD", shown.as_slice().into());
                shell.variable_mut("PWD").exported = true;
                if prints || candidate != target {
                    let mut line = Bytes::from(shown);
                    line.push_plain("\n");
                    shell.write_fd(1, &line, span);
                }
                return Ok(Exit::SUCCESS);
            }
            Err(failed) => error = failed,
        }
    }
    let shown = target.text();
    let message = match shell.dialect() {
        Dialect::Dash => format!("can't cd to {shown}"),
        Dialect::Ash => format!("can't cd to {shown}: {}", error.message()),
        Dialect::Bash => format!("{shown}: {}", error.message()),
    };
    shell.complain_builtin(span, "cd", &message);
    Ok(Exit::Known(if shell.dialect() == Dialect::Bash {
        1
    } else {
        2
    }))
}

/// The path that `cd` without -P shows: `..` taken away from the text.
fn logical(cwd: &[u8], path: &[u8]) -> Vec<u8> {
    let mut parts: Vec<&[u8]> = Vec::new();
    let start = if path.starts_with(b"/") {
        &b""[..]
    } else {
        cwd
    };
    for part in start
        .split(|byte| *byte == b'/')
        .chain(path.split(|byte| *byte == b'/'))
    {
        match part {
            b"" | b"." => {}
            b".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let mut joined = vec![b'/'];
    joined.extend(parts.join(&b'/'));
    joined
}

pub(super) fn umask(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Result<Exit, Stop> {
    let arguments: Vec<String> = argv
        .iter()
        .skip(1)
        .map(|argument| argument.text().into_owned())
        .collect();
    let symbolic = arguments.iter().any(|argument| argument == "-S");
    match arguments
        .iter()
        .find(|argument| !argument.starts_with('-') || argument.len() > 2)
    {
        None => {
            let mask = shell.files.umask;
            let line = if symbolic {
                let part = |shift: u32| {
                    let bits = !mask >> shift;
                    [(4, 'r'), (2, 'w'), (1, 'x')]
                        .iter()
                        .filter(|(bit, _)| bits & bit != 0)
                        .map(|(_, letter)| *letter)
                        .collect::<String>()
                };
                format!("u={},g={},o={}\n", part(6), part(3), part(0))
            } else {
                format!("{mask:04o}\n")
            };
            shell.write_fd(1, &line.as_str().into(), span);
        }
        Some(value) => {
            if let Ok(mask) = u32::from_str_radix(value, 8) {
                shell.files.umask = mask & 0o777;
            } else if let Some(mode) =
                super::super::programs::symbolic_mode(value, !shell.files.umask & 0o777, false, 0)
            {
                shell.files.umask = !mode & 0o777;
            } else {
                let digits = value.bytes().all(|byte| byte.is_ascii_digit());
                let message = match shell.dialect() {
                    Dialect::Bash if digits => format!("{value}: octal number out of range"),
                    Dialect::Dash if digits => format!("Illegal number: {value}"),
                    Dialect::Ash => format!("illegal mode: {value}"),
                    _ => format!("Illegal mode: {value}"),
                };
                shell.complain_builtin(span, "umask", &message);
                return Ok(Exit::Known(2));
            }
        }
    }
    Ok(Exit::SUCCESS)
}
