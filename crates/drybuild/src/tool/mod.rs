//! Programs beyond the standard Unix ones: what package managers, git and HTTP clients write and print.
//!
//! In: a running process of the shell. Out: its effect on files and output, as far as it matters to layers and secrets.
//! What is downloaded has no known content and an illustrative size. A program that is not here counts as unknown.

mod arguments;
mod command;
mod docker;
mod entry;
mod git;
mod http;
mod install;
mod interpreter;
mod npm;
mod openssl;
mod pip;
mod work;

use crate::filesystem::{Content, Follow, Kind};
use crate::labelled::Bytes;
use crate::shell::{Catalogue, Exit, Process};

use arguments::Arguments;
pub use entry::{Command, Entry, Source, SourceKind, entries};
pub use work::{Cost, Work};

/// The tools that are known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tools;

impl Catalogue for Tools {
    fn run(&self, name: &str, process: &mut Process<'_>) -> Option<Exit> {
        let entry = entries()
            .iter()
            .find(|entry| entry.programs.contains(&name))?;
        let arguments = Arguments::of(process, entry);
        let command = command::find(entry, &arguments, process);
        let exit = match entry.code {
            None => return command.map(|command| command.run(process)),
            Some("docker") => docker::run(process),
            Some("git") => git::run(process),
            Some("curl") => http::curl(process),
            Some("wget") => http::wget(process),
            Some("npm") => npm::run(process),
            Some("openssl") => openssl::run(process),
            Some("pip") => pip::run(process),
            Some("scripts") => npm::project_script(process),
            Some("python") => pip::module(process).or_else(|| interpreter::run(process)),
            Some(_) => interpreter::run(process),
        };
        match (exit, command) {
            (Some(exit), command) => {
                if let Some(command) = command {
                    command.clock(process);
                }
                Some(exit)
            }
            // What the module leaves open is known only where the table is all that the tool has.
            (None, Some(command)) if entry.code == Some("scripts") => Some(command.run(process)),
            (None, Some(command)) => {
                command.clock(process);
                None
            }
            (None, None) => None,
        }
    }
}

/// The home directory of the process.
fn home(process: &Process<'_>) -> String {
    variable(process, "HOME").map_or_else(|| "/root".to_owned(), |home| home.text().into_owned())
}

fn variable(process: &Process<'_>, name: &str) -> Option<Bytes> {
    let environment = process.environment();
    environment
        .into_iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

/// Makes the directories of a path.
fn make_parents(process: &mut Process<'_>, path: &str) {
    for (slash, _) in path.match_indices('/') {
        let above = path.get(..slash).unwrap_or_default();
        if !above.is_empty() && process.files().stat(above.as_bytes(), Follow::Yes).is_err() {
            let _made = process.files().make_dir(&above.into(), 0o755);
        }
    }
}

/// Writes a file whose bytes are known, with the directories above it.
fn write(process: &mut Process<'_>, path: &str, content: Bytes) -> bool {
    make_parents(process, path);
    process.write(&path.into(), content).is_ok()
}

/// Writes a file of which only an illustrative size is known.
fn write_unknown(process: &mut Process<'_>, path: &str, size_bytes: u64, mode: u32) {
    make_parents(process, path);
    let size_bytes = Some(size_bytes);
    let _written = process
        .files()
        .write(&path.into(), Content::Unknown { size_bytes }, mode);
}

/// Whether something is at a path.
fn exists(process: &mut Process<'_>, path: &str) -> bool {
    process.files().stat(path.as_bytes(), Follow::Yes).is_ok()
}

/// Whether a directory, or nothing, is at a path.
fn is_directory(process: &mut Process<'_>, path: &str) -> bool {
    let inode = process.files().stat(path.as_bytes(), Follow::Yes);
    inode.is_ok_and(|inode| matches!(inode.kind, Kind::Directory(_)))
}

/// A path as seen from the working directory.
fn absolute(process: &mut Process<'_>, path: &str) -> String {
    if let Some(rest) = path.strip_prefix("~/") {
        return format!("{}/{rest}", home(process));
    }
    if path.starts_with('/') {
        return path.to_owned();
    }
    let cwd = String::from_utf8_lossy(&process.files().cwd).into_owned();
    format!("{}/{path}", cwd.trim_end_matches('/'))
}
