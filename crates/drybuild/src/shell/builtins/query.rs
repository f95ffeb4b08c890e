use super::{
    super::{
        Exit,
        interpret::{Lookup, Shell, Stop},
        syntax::{Dialect, Span},
    },
    find, is_special,
};
use crate::labelled::Bytes;

/// What a name is.
enum Meaning {
    Keyword,
    Function,
    Special,
    Builtin,
    File(Bytes),
}

fn meaning(shell: &Shell, name: &Bytes) -> Option<Meaning> {
    let text = name.text();
    if matches!(
        text.as_ref(),
        "if" | "then"
            | "else"
            | "elif"
            | "fi"
            | "for"
            | "while"
            | "until"
            | "do"
            | "done"
            | "case"
            | "esac"
            | "{"
            | "}"
            | "!"
            | "in"
    ) {
        return Some(Meaning::Keyword);
    }
    if shell.scope.functions.contains_key(text.as_ref()) {
        return Some(Meaning::Function);
    }
    if find(&text, shell.dialect()).is_some() {
        return Some(if is_special(&text) {
            Meaning::Special
        } else {
            Meaning::Builtin
        });
    }
    match shell.lookup(name) {
        // BusyBox ash finds its applets without looking for a file.
        Lookup::Found(_) if shell.is_applet(name) => Some(Meaning::File(name.clone())),
        Lookup::Found(path) => Some(Meaning::File(path)),
        _ => None,
    }
}

pub(super) fn command_v(shell: &mut Shell, names: &[Bytes], span: &Span) -> Result<Exit, Stop> {
    let mut exit = Exit::SUCCESS;
    for name in names {
        match meaning(shell, name) {
            Some(Meaning::File(path)) => print(shell, &path, span),
            Some(_) => print(shell, name, span),
            None if shell.files.incomplete() => {
                shell.note(
                    span,
                    format!("whether the image has `{}` is not known", name.text()),
                );
                exit = Exit::Unknown;
            }
            None => {
                exit = Exit::Known(if shell.dialect() == Dialect::Bash {
                    1
                } else {
                    127
                })
            }
        }
    }
    Ok(exit)
}

fn print(shell: &mut Shell, line: &Bytes, span: &Span) {
    let mut line = line.clone();
    line.push_plain("\n");
    shell.write_fd(1, &line, span);
}

pub(super) fn type_(shell: &mut Shell, argv: &[Bytes], span: &Span) -> Result<Exit, Stop> {
    describe(shell, argv.get(1..).unwrap_or_default(), span)
}

pub(super) fn describe(shell: &mut Shell, names: &[Bytes], span: &Span) -> Result<Exit, Stop> {
    let mut exit = Exit::SUCCESS;
    let short = names.first().is_some_and(|flag| flag.data() == b"-t");
    let paths = names
        .first()
        .is_some_and(|flag| matches!(flag.data(), b"-p" | b"-P"));
    for name in names.iter().skip(usize::from(short || paths)) {
        let text = name.text().into_owned();
        let found = meaning(shell, name);
        let line = match (&found, short, paths) {
            (Some(Meaning::File(path)), _, true) => path.text().into_owned(),
            (Some(_), _, true) => continue,
            (Some(Meaning::Keyword), true, _) => "keyword".to_owned(),
            (Some(Meaning::Function), true, _) => "function".to_owned(),
            (Some(Meaning::Special | Meaning::Builtin), true, _) => "builtin".to_owned(),
            (Some(Meaning::File(_)), true, _) => "file".to_owned(),
            (Some(Meaning::Keyword), ..) => format!("{text} is a shell keyword"),
            (Some(Meaning::Function), ..) if shell.dialect() != Dialect::Dash => {
                format!("{text} is a function")
            }
            (Some(Meaning::Function), ..) => format!("{text} is a shell function"),
            (Some(Meaning::Special), ..) if shell.dialect() != Dialect::Bash => {
                format!("{text} is a special shell builtin")
            }
            (Some(Meaning::Special | Meaning::Builtin), ..) => format!("{text} is a shell builtin"),
            (Some(Meaning::File(path)), ..) => format!("{text} is {}", path.text()),
            (None, ..) => {
                exit = Exit::Known(if shell.dialect() == Dialect::Bash {
                    1
                } else {
                    127
                });
                match shell.dialect() {
                    _ if short || paths => {}
                    Dialect::Bash => {
                        shell.complain_builtin(span, "type", &format!("{text}: not found"))
                    }
                    _ => print(shell, &format!("{text}: not found").as_str().into(), span),
                }
                continue;
            }
        };
        print(shell, &line.as_str().into(), span);
    }
    Ok(exit)
}
