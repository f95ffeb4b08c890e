//! `git`: what a clone and the configuration keep.
//!
//! Measured with git 2.39.5: the URL of a clone stays in `.git/config` with user and password, and so does what
//! `git clone -c` sets; what `git -c … clone` sets does not. Messages on standard error mask nothing, but name the URL
//! only on failure.

use super::{home, is_directory, make_parents, write, write_unknown};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let mut arguments = process.args();
    // Settings of this run alone, and where it runs.
    while let Some(first) = arguments.first().map(|word| word.text().into_owned()) {
        match first.as_str() {
            "-c" | "-C" if arguments.len() > 1 => {
                arguments.drain(..2);
            }
            word if word.starts_with('-') => {
                arguments.remove(0);
            }
            _ => break,
        }
    }
    let command = arguments.first()?.text().into_owned();
    let rest = arguments.get(1..)?.to_vec();
    match command.as_str() {
        "clone" => Some(clone(process, &rest)),
        "config" => config(process, &rest),
        "init" => {
            write(
                process,
                ".git/config",
                "[core]\n\trepositoryformatversion = 0\n".into(),
            );
            write(process, ".git/HEAD", "ref: refs/heads/master\n".into());
            Some(Exit::SUCCESS)
        }
        "fetch" | "pull" | "checkout" | "submodule" | "lfs" | "reset" | "clean" | "switch" => {
            process.note(format!(
                "`git {command}` is taken to succeed; the files that it brings are not known"
            ));
            Some(Exit::SUCCESS)
        }
        "rev-parse" | "describe" | "log" => {
            process.line(&Bytes::unknown("0000000", "the output of git"));
            Some(Exit::SUCCESS)
        }
        "remote" => match rest.as_slice() {
            [add, name, url] if matches!(add.data(), b"add" | b"set-url") => {
                let mut content = section("remote", name);
                push_setting(&mut content, "url", url);
                Some(append(process, ".git/config", content))
            }
            _ => None,
        },
        _ => None,
    }
}

fn clone(process: &mut Process<'_>, arguments: &[Bytes]) -> Exit {
    let mut settings = Vec::new();
    let mut operands = Vec::new();
    let mut words = arguments.iter();
    let mut is_bare = false;
    while let Some(word) = words.next() {
        match word.text().as_ref() {
            "-c" | "--config" => settings.extend(words.next().cloned()),
            "-b" | "--branch" | "--depth" | "-o" | "--origin" | "-j" | "--jobs" | "--reference"
            | "--filter" | "--template" | "-u" | "--upload-pack" | "--separate-git-dir" => {
                words.next();
            }
            "--bare" | "--mirror" => is_bare = true,
            text if text.starts_with("--config=") => {
                settings.push(word.from_offset("--config=".len()))
            }
            text if text.starts_with('-') => {}
            _ => operands.push(word.clone()),
        }
    }
    let Some(url) = operands.first() else {
        return Exit::Known(129);
    };
    let folder = match operands.get(1) {
        Some(folder) => folder.text().trim_end_matches('/').to_owned(),
        None => {
            let url = url.text();
            let name = url
                .trim_end_matches('/')
                .rsplit(['/', ':'])
                .next()
                .unwrap_or_default();
            name.trim_end_matches(".git").to_owned()
        }
    };
    let git = if is_bare {
        folder.clone()
    } else {
        format!("{folder}/.git")
    };
    let mut content =
        Bytes::from("[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n");
    for setting in &settings {
        let text = setting.text();
        let split = text.find('=').unwrap_or(text.len());
        push_key(
            &mut content,
            text.get(..split).unwrap_or_default(),
            &setting.from_offset(split + 1),
        );
    }
    content.push_plain("[remote \"origin\"]\n");
    push_setting(&mut content, "url", url);
    content.push_plain("\tfetch = +refs/heads/*:refs/remotes/origin/*\n");
    write(process, &format!("{git}/config"), content);
    write(
        process,
        &format!("{git}/HEAD"),
        "ref: refs/heads/main\n".into(),
    );
    write_unknown(
        process,
        &format!("{git}/objects/pack/pack-0000.pack"),
        2_000_000,
        0o444,
    );
    if !is_bare {
        write_unknown(process, &format!("{folder}/README.md"), 1_000, 0o644);
        process.note("the files of the repository are not known: a README.md stands for them");
    }
    Exit::SUCCESS
}

fn config(process: &mut Process<'_>, arguments: &[Bytes]) -> Option<Exit> {
    let mut path = ".git/config".to_owned();
    let mut operands = Vec::new();
    let mut is_unset = false;
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.text().as_ref() {
            "--global" => path = format!("{}/.gitconfig", home(process)),
            "--system" => path = "/etc/gitconfig".to_owned(),
            "-f" | "--file" => path = words.next()?.text().into_owned(),
            "--unset" | "--unset-all" => is_unset = true,
            "--get" | "--list" | "-l" => return None,
            text if text.starts_with('-') => {}
            _ => operands.push(word.clone()),
        }
    }
    if let ([key], true) = (operands.as_slice(), is_unset) {
        return Some(unset(process, &path, key));
    }
    let [key, value] = operands.as_slice() else {
        return None;
    };
    let mut content = Bytes::new();
    push_labelled_key(&mut content, key, value);
    Some(append(process, &path, content))
}

/// Takes the blocks away that [`push_labelled_key`] made for a key.
fn unset(process: &mut Process<'_>, path: &str, key: &Bytes) -> Exit {
    let old = process.files().read(path.as_bytes()).unwrap_or_default();
    let mut made = Bytes::new();
    push_labelled_key(&mut made, key, &Bytes::new());
    let made = made.text().into_owned();
    let Some((header, setting)) = made.split_once('\n') else {
        return Exit::FAILURE;
    };
    let setting = setting.trim_end();
    let mut content = Bytes::new();
    let mut found = false;
    let mut section = String::new();
    for line in old.lines() {
        let text = line.text();
        if text.starts_with('[') {
            text.trim_end().clone_into(&mut section);
        }
        if section == header && text.starts_with(setting) {
            found = true;
        } else {
            content.push(&line);
        }
    }
    drop(old);
    write(process, path, content);
    if found { Exit::SUCCESS } else { Exit::Known(5) }
}

fn append(process: &mut Process<'_>, path: &str, added: Bytes) -> Exit {
    if is_directory(process, path) {
        return Exit::FAILURE;
    }
    make_parents(process, path);
    let old = process.files().read(path.as_bytes()).unwrap_or_default();
    let mut content = old.slice(0..old.len());
    content.push(&added);
    if write(process, path, content) {
        Exit::SUCCESS
    } else {
        Exit::Known(4)
    }
}

/// `section.key` or `section.sub.key` as lines of a configuration file.
fn push_key(content: &mut Bytes, key: &str, value: &Bytes) {
    push_labelled_key(content, &key.into(), value);
}

fn push_labelled_key(content: &mut Bytes, key: &Bytes, value: &Bytes) {
    let data = key.data();
    let first = data
        .iter()
        .position(|byte| *byte == b'.')
        .unwrap_or(data.len());
    let last = data
        .iter()
        .rposition(|byte| *byte == b'.')
        .unwrap_or(data.len());
    content.push_plain("[");
    content.push(&key.slice(0..first));
    if last > first {
        content.push_plain(" \"");
        content.push(&key.slice(first + 1..last));
        content.push_plain("\"");
    }
    content.push_plain("]\n");
    push_setting(
        content,
        &key.from_offset((last + 1).min(data.len())).text(),
        value,
    );
}

fn section(name: &str, sub: &Bytes) -> Bytes {
    let mut content = Bytes::from(format!("[{name} \""));
    content.push(sub);
    content.push_plain("\"]\n");
    content
}

fn push_setting(content: &mut Bytes, name: &str, value: &Bytes) {
    content.push_plain(format!("\t{name} = "));
    content.push(value);
    content.push_plain("\n");
}
