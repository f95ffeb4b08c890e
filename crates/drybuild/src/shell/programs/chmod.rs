use super::{Process, ls::permissions};
use crate::{
    filesystem::{Errno, Follow, Inode, Kind},
    labelled::Bytes,
    shell::Exit,
};

/// `chmod`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    // A mode such as `-x` looks like an option.
    let mut arguments = process.args();
    let mut options = Vec::new();
    while let Some(argument) = arguments
        .first()
        .map(|argument| argument.text().into_owned())
    {
        let is_option = argument.starts_with('-')
            && argument.len() > 1
            && (argument.starts_with("--")
                || argument
                    .chars()
                    .skip(1)
                    .all(|letter| "Rfvc".contains(letter)));
        if !is_option {
            break;
        }
        arguments.remove(0);
        if argument == "--" {
            break;
        }
        options.push(argument);
    }
    let mut reference = None;
    for option in &options {
        if let Some(path) = option.strip_prefix("--reference=") {
            reference = process
                .files()
                .stat(path.as_bytes(), Follow::Yes)
                .ok()
                .map(|inode| inode.mode);
        }
    }
    let recursive = |text: &str| {
        text == "--recursive"
            || (text.starts_with('-') && !text.starts_with("--") && text.contains('R'))
    };
    let mut deep = options.iter().any(|option| recursive(option));
    // Options may also stand behind the mode.
    arguments.retain(|argument| {
        let option = matches!(
            argument.data(),
            b"-R" | b"-v" | b"-f" | b"--recursive" | b"-Rf" | b"-fR"
        );
        deep |= option && recursive(&argument.text());
        !option
    });
    let quiet = options
        .iter()
        .any(|option| option.contains('f') && !option.starts_with("--"));
    let mode = match reference {
        Some(mode) => format!("{mode:o}"),
        None if arguments.is_empty() => return process.missing_operand("missing operand", 1),
        None => arguments.remove(0).text().into_owned(),
    };
    if arguments.is_empty() {
        return process.missing_operand(&format!("missing operand after '{mode}'"), 1);
    }
    let umask = process.files().umask;
    if apply(&mode, 0, false, umask).is_none() {
        if process.is_busybox() {
            process.err(format!("invalid mode '{mode}'"));
        } else {
            process.err(format!("invalid mode: '{mode}'"));
            process.err_text("Try 'chmod --help' for more information.\n");
        }
        return Exit::FAILURE;
    }
    let mut failed = false;
    let verbose = options
        .iter()
        .any(|option| option == "--verbose" || (!option.starts_with("--") && option.contains('v')));
    for path in &arguments {
        let before = process.files().stat(path.data(), Follow::Yes).ok();
        change(process, path, &mode, deep, true, &mut failed, quiet);
        let after = process.files().stat(path.data(), Follow::Yes).ok();
        if let (true, Some(before), Some(after)) = (verbose && !deep, before, after) {
            announce(process, path, &before, &after);
        }
    }
    if failed { Exit::FAILURE } else { Exit::SUCCESS }
}

/// What `-v` says.
fn announce(process: &mut Process<'_>, path: &Bytes, before: &Inode, after: &Inode) {
    let path = path.text().into_owned();
    let letters = |inode: &Inode| {
        let text = permissions(inode);
        text.get(1..).unwrap_or_default().to_owned()
    };
    let new = format!("{:04o} ({})", after.mode, letters(after));
    process.print(if process.is_busybox() {
        format!("mode of '{path}' changed to {new}\n")
    } else if before.mode == after.mode {
        format!("mode of '{path}' retained as {new}\n")
    } else {
        format!(
            "mode of '{path}' changed from {:04o} ({}) to {new}\n",
            before.mode,
            letters(before)
        )
    });
}

fn apply(mode: &str, old: u32, directory: bool, umask: u32) -> Option<u32> {
    match u32::from_str_radix(mode, 8) {
        // A short octal mode leaves the set-id bits of a directory.
        Ok(new) if new <= 0o7777 => Some(if directory && mode.len() < 5 {
            new | (old & 0o6000)
        } else {
            new
        }),
        Ok(_) => None,
        Err(_) => symbolic_mode(mode, old, directory, umask),
    }
}

fn change(
    process: &mut Process<'_>,
    path: &Bytes,
    mode: &str,
    deep: bool,
    named: bool,
    failed: &mut bool,
    quiet: bool,
) {
    let follow = if named { Follow::Yes } else { Follow::No };
    let umask = process.files().umask;
    let changed = process
        .files()
        .locate(path.data(), follow)
        .and_then(|located| {
            let node = located.existing()?;
            let inode = process.files().inode(node).cloned().ok_or(Errno::NoEntry)?;
            if matches!(inode.kind, Kind::Symlink(_)) {
                return Ok(false);
            }
            let new = apply(mode, inode.mode, inode.is_dir(), umask).unwrap_or(inode.mode);
            if new != inode.mode || process.files().writable(&located).is_err() {
                process.files().set_mode(&located, new)?;
            }
            Ok(inode.is_dir())
        });
    match changed {
        Ok(directory) if deep && directory => {
            for (name, _) in process.files().list(path.data()).unwrap_or_default() {
                let mut child = path.clone();
                if !child.data().ends_with(b"/") {
                    child.push_plain("/");
                }
                child.push(&name);
                change(process, &child, mode, deep, false, failed, quiet);
            }
        }
        Ok(_) => {}
        Err(error) => {
            *failed = true;
            let shown = path.text().into_owned();
            if quiet {
                return;
            }
            let message = match (process.is_busybox(), error) {
                (true, _) => format!("{shown}: {}", error.message()),
                (false, Errno::NoEntry) => format!("cannot access '{shown}': {}", error.message()),
                (false, _) => format!("changing permissions of '{shown}': {}", error.message()),
            };
            process.err(message);
        }
    }
}

/// A symbolic mode applied to permission bits. `None` if the text is none.
pub(crate) fn symbolic_mode(text: &str, old: u32, directory: bool, umask: u32) -> Option<u32> {
    let mut mode = old;
    for clause in text.split(',') {
        let split = clause.find(['+', '-', '='])?;
        let (who, mut rest) = (clause.get(..split)?, clause.get(split..)?);
        let mut classes = 0;
        for letter in who.chars() {
            classes |= match letter {
                'u' => 0o4700,
                'g' => 0o2070,
                'o' => 0o1007,
                'a' => 0o7777,
                _ => return None,
            };
        }
        let masked = classes == 0;
        if masked {
            classes = 0o7777;
        }
        while let Some(operator) = rest.chars().next() {
            rest = rest.get(1..)?;
            let end = rest.find(['+', '-', '=']).unwrap_or(rest.len());
            let letters = rest.get(..end)?;
            rest = rest.get(end..)?;
            let mut bits = 0;
            for letter in letters.chars() {
                bits |= match letter {
                    'r' => 0o444,
                    'w' => 0o222,
                    'x' => 0o111,
                    'X' if directory || mode & 0o111 != 0 => 0o111,
                    'X' => 0,
                    's' => 0o6000,
                    't' => 0o1000,
                    'u' => ((mode >> 6) & 7) * 0o111,
                    'g' => ((mode >> 3) & 7) * 0o111,
                    'o' => (mode & 7) * 0o111,
                    _ => return None,
                };
            }
            let mut allowed = classes;
            if masked {
                allowed &= !umask;
            }
            let bits = bits & allowed;
            mode = match operator {
                '+' => mode | bits,
                '-' => mode & !bits,
                '=' => (mode & !(classes & if directory { 0o1777 } else { 0o7777 })) | bits,
                _ => return None,
            };
        }
    }
    Some(mode & 0o7777)
}
