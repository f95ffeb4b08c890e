mod case;
mod parse;
mod run;

use super::Process;
use crate::{
    filesystem::{Errno, Follow},
    labelled::Bytes,
    shell::Exit,
};

/// `sed`: the commands that do not need a back reference in an expression.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let mut script = Bytes::new();
    let mut operands = Vec::new();
    let mut settings = run::Settings::default();
    let mut in_place: Option<String> = None;
    let mut given = false;
    let arguments = process.args();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let text = argument.text().into_owned();
        let mut add = |piece: &Bytes| {
            if given {
                script.push_plain("\n");
            }
            script.push(piece);
            given = true;
        };
        match text.as_str() {
            "--quiet" | "--silent" => settings.quiet = true,
            "--regexp-extended" => settings.extended = true,
            "--separate" => settings.separate = true,
            "--in-place" => in_place = Some(String::new()),
            "--null-data" => settings.separator = 0,
            "--posix" | "--debug" | "--unbuffered" | "--follow-symlinks" => {}
            "--expression" => add(&rest.next().cloned().unwrap_or_default()),
            "--" => {
                operands.extend(rest.by_ref().cloned());
            }
            _ if text.starts_with("--expression=") => add(&argument.from_offset(13)),
            _ if text.starts_with("--in-place=") => {
                in_place = text.split_once('=').map(|(_, suffix)| suffix.to_owned())
            }
            _ if text.starts_with('-') && text.len() > 1 => {
                for (at, letter) in text.char_indices().skip(1) {
                    let behind = argument.from_offset(at + 1);
                    let mut value = || {
                        if behind.is_empty() {
                            rest.next().cloned().unwrap_or_default()
                        } else {
                            behind.clone()
                        }
                    };
                    match letter {
                        'n' => settings.quiet = true,
                        'E' | 'r' => settings.extended = true,
                        's' | 'z' if process.is_busybox() => {
                            return process.invalid_option(letter, 1);
                        }
                        's' => settings.separate = true,
                        'z' => settings.separator = 0,
                        'u' => {}
                        'e' => {
                            add(&value());
                            break;
                        }
                        'f' => {
                            let path = value();
                            let content = process.read(&path).unwrap_or_default();
                            add(&content.trim_line_breaks());
                            break;
                        }
                        'i' => {
                            in_place = Some(behind.text().into_owned());
                            break;
                        }
                        _ => return process.invalid_option(letter, 1),
                    }
                }
            }
            _ => operands.push(argument.clone()),
        }
    }
    if !given {
        if operands.is_empty() {
            return process.missing_operand("no script specified", 1);
        }
        script = operands.remove(0);
    }
    let program = match parse::parse(&script, settings.extended, process.is_busybox()) {
        Ok(program) => program,
        Err(parse::Fault::Invalid(message)) => {
            let busybox = match message.as_str() {
                text if text.starts_with("unterminated") => Some("unmatched '/'".to_owned()),
                text => text
                    .strip_prefix("unknown command: ")
                    .map(|name| format!("unsupported command {}", name.trim_matches(['`', '\'']))),
            };
            process.err(match busybox.filter(|_| process.is_busybox()) {
                Some(text) => text,
                None if process.is_busybox() => message,
                None => format!("-e expression #1, char {}: {message}", script.len()),
            });
            return Exit::FAILURE;
        }
        Err(parse::Fault::NotUnderstood) => {
            process.note("this script of `sed` is not understood: its output is not known");
            return give_up(process, &operands, in_place.is_some());
        }
    };
    match in_place {
        Some(suffix) => edit(process, &program, &settings, &operands, &suffix),
        None => {
            let (inputs, all) = process.inputs(&operands);
            let contents: Vec<Bytes> = inputs.into_iter().map(|(_, content)| content).collect();
            let files: Vec<&[Bytes]> = if settings.separate {
                contents.chunks(1).collect()
            } else {
                vec![&contents]
            };
            let mut status = 0;
            for files in files {
                let (out, code) = run::run(process, &program, &settings, files);
                process.out(&out);
                status = code;
            }
            let missing = if process.is_busybox() { 1 } else { 2 };
            Exit::Known(if all { status } else { missing })
        }
    }
}

/// What is left when the script is not understood: every secret of the input may be in the output.
fn give_up(process: &mut Process<'_>, operands: &[Bytes], in_place: bool) -> Exit {
    for path in operands {
        let content = process.read(path).unwrap_or_default();
        let mut unknown = content.clone();
        unknown.mark(
            0..content.len(),
            crate::labelled::Mark::Unknown("what `sed` made of it".into()),
        );
        if in_place {
            let _written = process.write(path, unknown);
        } else {
            process.out(&unknown);
        }
    }
    if operands.is_empty() {
        let mut content = process.stdin();
        content.mark(
            0..content.len(),
            crate::labelled::Mark::Unknown("what `sed` made of it".into()),
        );
        process.out(&content);
    }
    Exit::SUCCESS
}

/// `-i`: every file is replaced by a new one of the same mode and owner.
fn edit(
    process: &mut Process<'_>,
    program: &[run::Command],
    settings: &run::Settings,
    operands: &[Bytes],
    suffix: &str,
) -> Exit {
    let mut exit = Exit::SUCCESS;
    for path in operands {
        let content = match process.read(path) {
            Ok(content) => content,
            Err(error) => {
                process.cannot_open(&path.text(), error);
                let status = match (process.is_busybox(), error) {
                    (true, _) => 1,
                    (false, Errno::IsDirectory) => 4,
                    (false, _) => 2,
                };
                exit = Exit::Known(status);
                continue;
            }
        };
        let (out, status) = run::run(process, program, settings, std::slice::from_ref(&content));
        if status != 0 {
            exit = Exit::Known(status);
        }
        if let Err(error) = replace(process, path, out, suffix) {
            let shown = path.text().into_owned();
            let folder = super::cp::parent_of(path).text().into_owned();
            process.err(match process.is_busybox() {
                true => format!(
                    "can't create temp file '{shown}XXXXXX': {}",
                    error.message()
                ),
                false => format!(
                    "couldn't open temporary file {}/sedXXXXXX: {}",
                    folder.trim_end_matches('/'),
                    error.message()
                ),
            });
            exit = Exit::Known(if process.is_busybox() { 1 } else { 4 });
        }
    }
    exit
}

fn replace(
    process: &mut Process<'_>,
    path: &Bytes,
    content: Bytes,
    suffix: &str,
) -> Result<(), Errno> {
    let located = process.files().locate(path.data(), Follow::No)?;
    if process.files().is_mount_point(&located) {
        return Err(Errno::Busy);
    }
    let inode = process.files().stat(path.data(), Follow::Yes)?;
    let mut temporary = super::cp::parent_of(path);
    temporary.push_plain("/sedXXXXXX");
    let step = process.step(format!("`sed -i` writes {}", path.text()));
    process
        .files()
        .write(&temporary, content.stepped(|| step).into(), 0o600)?;
    let made = process.files().locate(temporary.data(), Follow::No)?;
    let _kept = process.files().set_owner(&made, inode.owner);
    process.files().set_mode(&made, inode.mode)?;
    if !suffix.is_empty() {
        let backup = if suffix.contains('*') {
            Bytes::from(suffix.replace('*', &path.text()))
        } else {
            let mut backup = path.clone();
            backup.push_plain(suffix);
            backup
        };
        process.files().rename(path.data(), &backup)?;
    }
    process.files().rename(temporary.data(), path)
}
