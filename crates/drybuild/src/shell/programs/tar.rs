mod archive;
mod extract;
mod format;

pub(crate) use format::{Archive, Head};

use super::{Process, gzip};
use crate::{labelled::Bytes, shell::Exit};

/// What to do with an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Create,
    Extract,
    List,
}

/// How tar was called.
#[derive(Default)]
pub(super) struct Settings {
    action: Option<Action>,
    archive: Option<Bytes>,
    gzip: bool,
    other_compression: bool,
    verbose: bool,
    directory: Vec<Bytes>,
    strip: usize,
    excludes: Vec<Bytes>,
    same_owner: Option<bool>,
    to_stdout: bool,
    append_unsupported: bool,
}

/// `tar`: create, extract and list, plain or with gzip.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let mut settings = Settings::default();
    let operands = parse(process, &mut settings);
    if settings.other_compression || settings.append_unsupported {
        process.note("this use of `tar` is not understood: it is taken to succeed");
        return Exit::SUCCESS;
    }
    match settings.action {
        None => {
            process.err(
                "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options",
            );
            Exit::Known(2)
        }
        Some(Action::Create) => archive::create(process, &settings, &operands),
        Some(action) => {
            let content = match settings.archive.clone().filter(|path| path.data() != b"-") {
                None => process.stdin(),
                Some(path) => match process.read(&path) {
                    Ok(content) => content,
                    Err(error) => {
                        let text = path.text().into_owned();
                        if process.is_busybox() {
                            process.err(format!("can't open '{text}': {}", error.message()));
                            return Exit::FAILURE;
                        }
                        process.err(format!("{text}: Cannot open: {}", error.message()));
                        process.err("Error is not recoverable: exiting now");
                        return Exit::Known(2);
                    }
                },
            };
            let zipped = content.data().starts_with(&[0x1f, 0x8b]);
            if content.is_empty() && settings.gzip && !process.is_busybox() {
                process.err_text("\ngzip: stdin: unexpected end of file\n");
                process.err("Child returned status 1");
                process.err("Error is not recoverable: exiting now");
                return Exit::Known(2);
            }
            let content = if zipped {
                match gzip::unpack(&content) {
                    gzip::Unpacked::Bytes(content) => content,
                    _ => {
                        process.note(
                            "this compressed archive is not understood: what it holds is not known",
                        );
                        return Exit::SUCCESS;
                    }
                }
            } else if settings.gzip && content.is_known() {
                if process.is_busybox() {
                    process.err("invalid magic");
                    return Exit::FAILURE;
                }
                process.err_text("\ngzip: stdin: not in gzip format\n");
                process.err("Child returned status 1");
                process.err("Error is not recoverable: exiting now");
                return Exit::Known(2);
            } else {
                content
            };
            if !content.is_known() && content.len() < 512 {
                process.note("this archive is not known: neither is what it holds");
                return Exit::SUCCESS;
            }
            extract::run(
                process,
                &settings,
                &content,
                &operands,
                action == Action::List,
            )
        }
    }
}

fn parse(process: &mut Process<'_>, settings: &mut Settings) -> Vec<Bytes> {
    let arguments = process.args();
    let mut operands = Vec::new();
    let mut at = 0;
    let mut first = true;
    while let Some(argument) = arguments.get(at).cloned() {
        at += 1;
        let text = argument.text().into_owned();
        if let Some(long) = text.strip_prefix("--") {
            first = false;
            let (name, value) = match argument.data().iter().position(|byte| *byte == b'=') {
                Some(equals) => (
                    long.split('=').next().unwrap_or(long).to_owned(),
                    Some(argument.from_offset(equals + 1)),
                ),
                None => (long.to_owned(), None),
            };
            let mut value = || {
                value.clone().unwrap_or_else(|| {
                    at += 1;
                    arguments.get(at - 1).cloned().unwrap_or_default()
                })
            };
            match name.as_str() {
                "create" => settings.action = Some(Action::Create),
                "extract" | "get" => settings.action = Some(Action::Extract),
                "list" => settings.action = Some(Action::List),
                "file" => settings.archive = Some(value()),
                "directory" => settings.directory.push(value()),
                "gzip" | "gunzip" => settings.gzip = true,
                "exclude" => settings.excludes.push(value()),
                "exclude-vcs" => settings.excludes.push(".git".into()),
                "strip-components" => settings.strip = value().text().parse().unwrap_or(0),
                "verbose" => settings.verbose = true,
                "no-same-owner" => settings.same_owner = Some(false),
                "same-owner" => settings.same_owner = Some(true),
                "to-stdout" => settings.to_stdout = true,
                "bzip2" | "xz" | "zstd" | "lzma" => settings.other_compression = true,
                "append" | "update" | "delete" | "diff" | "transform" | "files-from" => {
                    settings.append_unsupported = true
                }
                "" => {
                    operands.extend_from_slice(arguments.get(at..).unwrap_or_default());
                    return operands;
                }
                "owner" | "group" | "mode" | "mtime" | "sort" => {
                    let _ignored = value();
                    process.note(format!("the option --{name} of `tar` is not understood"));
                }
                _ => {}
            }
            continue;
        }
        if !(first || text.starts_with('-')) || text == "-" {
            operands.push(argument);
            continue;
        }
        let dashed = text.starts_with('-');
        first = false;
        let letters = text.strip_prefix('-').unwrap_or(&text).to_owned();
        for (index, letter) in letters.char_indices() {
            let behind = letters.get(index + letter.len_utf8()..).unwrap_or_default();
            let mut ends = false;
            let mut value = || {
                if dashed && !behind.is_empty() {
                    ends = true;
                    return Bytes::from(behind);
                }
                at += 1;
                arguments.get(at - 1).cloned().unwrap_or_default()
            };
            match letter {
                'c' => settings.action = Some(Action::Create),
                'x' => settings.action = Some(Action::Extract),
                't' => settings.action = Some(Action::List),
                'f' => settings.archive = Some(value()),
                'C' => settings.directory.push(value()),
                'z' => settings.gzip = true,
                'v' => settings.verbose = true,
                'o' => settings.same_owner = Some(false),
                'O' => settings.to_stdout = true,
                'j' | 'J' => settings.other_compression = true,
                'r' | 'u' | 'A' | 'd' => settings.append_unsupported = true,
                'X' | 'T' => {
                    let _list = value();
                    settings.append_unsupported = true;
                }
                _ => {}
            }
            if ends {
                break;
            }
        }
    }
    operands
}
