use super::super::home;
use super::{Run, settings};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};

/// What `git config` is asked for.
#[derive(Clone, Copy, PartialEq)]
enum Action {
    Set,
    Add,
    Unset,
    Get,
    List,
    RemoveSection,
}

pub(super) fn run(process: &mut Process<'_>, run: &Run) -> Option<Exit> {
    let mut path = run.config();
    let mut is_file_named = false;
    let mut operands = Vec::new();
    let mut action = None;
    let mut words = run.rest.iter();
    while let Some(word) = words.next() {
        let text = word.text();
        let named = match text.as_ref() {
            "--global" => Some(format!("{}/.gitconfig", home(process))),
            "--system" => Some("/etc/gitconfig".to_owned()),
            "--local" | "--worktree" => Some(run.config()),
            "-f" | "--file" => Some(run.path(&words.next()?.text())),
            _ => None,
        };
        if let Some(named) = named {
            path = named;
            is_file_named = true;
            continue;
        }
        match text.as_ref() {
            "--unset" | "--unset-all" => action = Some(Action::Unset),
            "--add" => action = Some(Action::Add),
            "--get" | "--get-all" => action = Some(Action::Get),
            "--list" | "-l" => action = Some(Action::List),
            "--remove-section" => action = Some(Action::RemoveSection),
            "--get-regexp" | "--get-urlmatch" | "-e" | "--edit" => return None,
            text if text.starts_with('-') => {}
            // The subcommands of git 2.46.
            "set" if action.is_none() && operands.is_empty() => action = Some(Action::Set),
            "get" if action.is_none() && operands.is_empty() => action = Some(Action::Get),
            "unset" if action.is_none() && operands.is_empty() => action = Some(Action::Unset),
            "list" if action.is_none() && operands.is_empty() => action = Some(Action::List),
            _ => operands.push(word.clone()),
        }
    }
    match (action, operands.as_slice()) {
        (Some(Action::Unset), [key, ..]) => {
            let found = settings::remove(process, &path, |known| settings::is_key(known, key));
            Some(if found { Exit::SUCCESS } else { Exit::Known(5) })
        }
        (Some(Action::RemoveSection), [section]) => {
            let section = format!("{}.", section.text());
            let found = settings::remove(process, &path, |known| {
                known
                    .text()
                    .strip_prefix(&section)
                    .is_some_and(|key| !key.contains('.'))
            });
            Some(if found {
                Exit::SUCCESS
            } else {
                Exit::Known(128)
            })
        }
        (Some(Action::Add), [key, value]) => Some(settings::append(
            process,
            &path,
            &settings::lines(key, value),
        )),
        (None | Some(Action::Set), [key, value]) => {
            settings::remove(process, &path, |known| settings::is_key(known, key));
            Some(settings::append(
                process,
                &path,
                &settings::lines(key, value),
            ))
        }
        (None | Some(Action::Get), [key]) => Some(get(
            process,
            run,
            (!is_file_named).then_some(()),
            &path,
            key,
        )),
        (Some(Action::List), []) => {
            Some(list(process, run, is_file_named.then_some(path.as_str())))
        }
        _ => None,
    }
}

/// The files that are read where none is named, the strongest last.
fn files(process: &mut Process<'_>, run: &Run) -> [String; 3] {
    [
        "/etc/gitconfig".to_owned(),
        format!("{}/.gitconfig", home(process)),
        run.config(),
    ]
}

fn get(
    process: &mut Process<'_>,
    run: &Run,
    everywhere: Option<()>,
    path: &str,
    key: &Bytes,
) -> Exit {
    let paths = match everywhere {
        Some(()) => files(process, run).to_vec(),
        None => vec![path.to_owned()],
    };
    let mut found = None;
    for path in paths {
        for setting in settings::read(process, &path) {
            if settings::is_key(&setting.key, key) {
                found = Some(setting.value);
            }
        }
    }
    match found {
        Some(value) => {
            process.line(&value);
            Exit::SUCCESS
        }
        None => Exit::FAILURE,
    }
}

fn list(process: &mut Process<'_>, run: &Run, path: Option<&str>) -> Exit {
    let paths = match path {
        Some(path) => vec![path.to_owned()],
        None => files(process, run).to_vec(),
    };
    for path in paths {
        for setting in settings::read(process, &path) {
            let mut line = setting.key;
            line.push_plain("=");
            line.push(&setting.value);
            process.line(&line);
        }
    }
    Exit::SUCCESS
}
