//! `git`: what a clone and the configuration keep.
//!
//! The facts are in `data/tools/git.toml`: the URL of a clone stays in `.git/config` with user and password, and so does
//! what `git clone -c` sets; what `git -c … clone` sets does not. Messages leave user and password out of addresses.

mod clone;
mod commit;
mod config;
mod credential;
mod remote;
mod settings;
mod ssh;

use super::{variable, write};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};

/// What stands before the command: settings of this run alone, and where it runs.
struct Run {
    /// The folder that it runs in; empty for the working directory.
    folder: String,
    settings: Vec<Bytes>,
    rest: Vec<Bytes>,
}

impl Run {
    /// A path as seen from the folder of this run.
    fn path(&self, path: &str) -> String {
        if self.folder.is_empty() || path.starts_with('/') {
            path.to_owned()
        } else {
            format!("{}/{path}", self.folder.trim_end_matches('/'))
        }
    }

    /// The configuration of the repository.
    fn config(&self) -> String {
        self.path(".git/config")
    }

    fn is_quiet(&self) -> bool {
        self.rest
            .iter()
            .any(|word| matches!(word.data(), b"-q" | b"--quiet"))
    }
}

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    trace(process);
    let mut arguments = process.args();
    let mut folder = String::new();
    let mut settings = Vec::new();
    while let Some(first) = arguments.first().map(|word| word.text().into_owned()) {
        match first.as_str() {
            "-c" | "-C" | "--git-dir" | "--work-tree" if arguments.len() > 1 => {
                let value = arguments.get(1).cloned().unwrap_or_default();
                match first.as_str() {
                    "-c" => settings.push(value),
                    "-C" => folder = value.text().into_owned(),
                    _ => {}
                }
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
    let run = Run {
        folder,
        settings,
        rest,
    };
    match command.as_str() {
        "clone" => Some(clone::run(process, &run)),
        "config" => config::run(process, &run),
        "remote" => remote::run(process, &run),
        "submodule" => remote::submodule(process, &run),
        "commit" => commit::run(process, &run),
        "credential" => credential::run(process, &run),
        "init" => Some(init(process, &run)),
        "fetch" | "pull" | "push" | "ls-remote" => Some(remote::transfer(process, &run, &command)),
        "add" | "rm" | "mv" | "tag" | "branch" | "gc" | "credential-cache" | "merge" | "apply"
        | "restore" | "stash" => Some(Exit::SUCCESS),
        "checkout" | "lfs" | "reset" | "clean" | "switch" | "archive" => {
            process.note(format!(
                "`git {command}` is taken to succeed; the files that it brings are not known"
            ));
            Some(Exit::SUCCESS)
        }
        "rev-parse" | "describe" | "log" | "status" | "rev-list" | "show" | "diff" | "version" => {
            process.line(&Bytes::unknown("0000000", "the output of git"));
            Some(Exit::SUCCESS)
        }
        _ => None,
    }
}

/// `GIT_TRACE=1` shows the arguments as they are.
fn trace(process: &mut Process<'_>) {
    let Some(value) = variable(process, "GIT_TRACE") else {
        return;
    };
    if !matches!(value.data(), b"1" | b"2" | b"true") {
        return;
    }
    let mut line = Bytes::from("trace: built-in: git");
    for argument in process.args() {
        line.push_plain(" ");
        line.push(&argument);
    }
    line.push_plain("\n");
    process.err_bytes(&line);
}

fn init(process: &mut Process<'_>, run: &Run) -> Exit {
    let named = run.rest.iter().rfind(|word| !word.data().starts_with(b"-"));
    let folder = named.map_or_else(|| ".".to_owned(), |word| word.text().into_owned());
    let folder = run.path(&folder);
    let config = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n";
    write(process, &format!("{folder}/.git/config"), config.into());
    let head = "ref: refs/heads/master\n";
    write(process, &format!("{folder}/.git/HEAD"), head.into());
    Exit::SUCCESS
}
