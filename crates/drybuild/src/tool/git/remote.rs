use super::super::write_unknown;
use super::{Run, settings, ssh};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};

pub(super) fn run(process: &mut Process<'_>, run: &Run) -> Option<Exit> {
    let words: Vec<&Bytes> = run
        .rest
        .iter()
        .filter(|word| !word.data().starts_with(b"-"))
        .collect();
    let path = run.config();
    let key = |name: &Bytes| {
        let mut key = Bytes::from("remote.");
        key.push(name);
        key.push_plain(".url");
        key
    };
    match words.as_slice() {
        [action, name, url] if matches!(action.data(), b"add" | b"set-url") => {
            let key = key(name);
            if action.data() == b"set-url" {
                settings::remove(process, &path, |known| settings::is_key(known, &key));
            }
            Some(settings::append(
                process,
                &path,
                &settings::lines(&key, url),
            ))
        }
        [action, name] if matches!(action.data(), b"remove" | b"rm") => {
            let section = format!("remote.{}.", name.text());
            let found =
                settings::remove(process, &path, |known| known.text().starts_with(&section));
            Some(if found { Exit::SUCCESS } else { Exit::Known(2) })
        }
        [action, name] if action.data() == b"get-url" => {
            let key = key(name);
            let known = settings::read(process, &path);
            let url = known
                .into_iter()
                .find(|setting| settings::is_key(&setting.key, &key))?;
            process.line(&url.value);
            Some(Exit::SUCCESS)
        }
        [] => {
            let is_verbose = run
                .rest
                .iter()
                .any(|word| matches!(word.data(), b"-v" | b"--verbose"));
            for setting in settings::read(process, &path) {
                let text = setting.key.text();
                let name = text
                    .strip_prefix("remote.")
                    .and_then(|rest| rest.strip_suffix(".url"));
                let Some(name) = name else { continue };
                if !is_verbose {
                    process.print(format!("{name}\n"));
                    continue;
                }
                for direction in ["fetch", "push"] {
                    let mut line = Bytes::from(format!("{name}\t"));
                    line.push(&setting.value);
                    line.push_plain(format!(" ({direction})"));
                    process.line(&line);
                }
            }
            Some(Exit::SUCCESS)
        }
        _ => None,
    }
}

/// Commands that talk to a remote and keep nothing of its address.
pub(super) fn transfer(process: &mut Process<'_>, run: &Run, command: &str) -> Exit {
    let operand = run.rest.iter().find(|word| !word.data().starts_with(b"-"));
    let name = operand.map_or_else(|| "origin".to_owned(), |word| word.text().into_owned());
    let key = Bytes::from(format!("remote.{name}.url"));
    let known = settings::read(process, &run.config()).into_iter();
    let url = known
        .filter(|setting| settings::is_key(&setting.key, &key))
        .map(|setting| setting.value)
        .next();
    let url = url.map_or(name, |url| url.text().into_owned());
    if let Some(exit) = ssh::refused(process, &url) {
        return exit;
    }
    match command {
        "ls-remote" => process.line(&Bytes::unknown(
            "0000000\tHEAD",
            "the references of a remote",
        )),
        "push" => {}
        _ => {
            write_unknown(process, &run.path(".git/FETCH_HEAD"), 100, 0o644);
            process.note(format!(
                "`git {command}` is taken to succeed; the files that it brings are not known"
            ));
        }
    }
    Exit::SUCCESS
}

/// `git submodule add URL` keeps the address in three files.
pub(super) fn submodule(process: &mut Process<'_>, run: &Run) -> Option<Exit> {
    let words: Vec<&Bytes> = run
        .rest
        .iter()
        .filter(|word| !word.data().starts_with(b"-"))
        .collect();
    match words.as_slice() {
        [add, url, more @ ..] if add.data() == b"add" => {
            let name = match more.first() {
                Some(path) => path.text().into_owned(),
                None => {
                    let url = url.text();
                    url.trim_end_matches('/')
                        .rsplit('/')
                        .next()
                        .unwrap_or_default()
                        .trim_end_matches(".git")
                        .to_owned()
                }
            };
            let key = Bytes::from(format!("submodule.{name}.url"));
            let lines = settings::lines(&key, url);
            settings::append(process, &run.path(".gitmodules"), &lines);
            settings::append(process, &run.config(), &lines);
            let inner = settings::lines(&"remote.origin.url".into(), url);
            Some(settings::append(
                process,
                &run.path(&format!(".git/modules/{name}/config")),
                &inner,
            ))
        }
        _ => {
            process.note(
                "`git submodule` is taken to succeed; the files that it brings are not known",
            );
            Some(Exit::SUCCESS)
        }
    }
}
