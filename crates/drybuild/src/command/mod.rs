//! The command line of a build, as typed in a terminal.
//!
//! In: `DOCKER_BUILDKIT=1 docker build --secret id=token,src=token.txt .` and the client's environment.
//! Out: [`BuildOptions`] and what is wrong with the line. Files that the line names are not read here.

mod apply;
mod flag;
mod uses;
mod words;

use std::collections::BTreeMap;

use crate::options::BuildOptions;

pub use uses::{FlagUse, Line, line};

/// A command line that was understood as far as possible.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// What the build is asked for. Values of secrets from files are not in it.
    pub options: BuildOptions,
    /// `--file`; `None` means `Dockerfile` in the context.
    pub dockerfile: Option<String>,
    /// `--builder`; `None` means the current one.
    pub builder: Option<String>,
    /// `--quiet`: only the image's id is printed.
    pub is_quiet: bool,
    /// `--check` or `--call`: nothing is built.
    pub call: Option<String>,
    /// What is wrong, in the order of the line.
    pub problems: Vec<Problem>,
}

/// Something that the command line tool would refuse, or that the simulator leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether the command would not run.
    pub is_error: bool,
    /// Docker's text where it has one.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
}

/// Reads a command line. Never fails: what is not understood is in [`Command::problems`].
///
/// ```
/// let command = drybuild::command::parse("docker build --build-arg TOKEN=abc -t app:1 .", &Default::default());
/// assert_eq!(command.options.build_args, [("TOKEN".to_owned(), "abc".to_owned())]);
/// assert!(command.problems.is_empty());
/// ```
#[must_use]
pub fn parse(line: &str, client_env: &BTreeMap<String, String>) -> Command {
    let mut command = Command::default();
    command.options.client_env = client_env.clone();
    let split = words::split(line, client_env);
    if let Some(rest) = split.unread {
        command.note(
            &format!("only the first command is read; `{rest}` is left out"),
            "",
        );
    }
    if let Some(quote) = split.open_quote {
        command.error(&format!("a {quote} quote is not closed"), "close the quote");
    }
    let mut words = split.words.into_iter().peekable();
    while let Some((name, value)) = words.peek().and_then(|word| words::assignment(word)) {
        command.options.client_env.insert(name, value);
        words.next();
    }
    apply::builder(&mut command);
    let line: Vec<String> = words.collect();
    let Some(arguments) = apply::subcommand(&line) else {
        command.error(
            "this is not a build command",
            "write `docker build …` or `docker buildx build …`",
        );
        return command;
    };
    apply::arguments(&mut command, arguments);
    command
}

/// Reads the words behind `docker build`, which a shell has split and expanded.
#[must_use]
pub fn parse_words(words: &[String], client_env: &BTreeMap<String, String>) -> Command {
    let mut command = Command::default();
    command.options.client_env = client_env.clone();
    apply::builder(&mut command);
    apply::arguments(&mut command, words);
    command
}

/// The words of a command line, as a POSIX shell makes them.
#[must_use]
pub fn words_of(line: &str, client_env: &BTreeMap<String, String>) -> Vec<String> {
    words::split(line, client_env).words
}

/// `MaxSecretSize` of BuildKit's `session/secrets/secretsprovider`.
pub(crate) const MAX_SECRET_BYTES: usize = 500 * 1024;

impl Command {
    /// Reads the files that `--secret` names; one that is not there is an error, as for the client.
    pub fn read_secrets(&mut self, file: impl Fn(&str) -> Option<Vec<u8>>) {
        let mut missing = Vec::new();
        let mut large = Vec::new();
        for secret in &mut self.options.secrets {
            let Some(path) = secret.src.as_deref().filter(|_| secret.value.is_none()) else {
                continue;
            };
            secret.value = file(path);
            match &secret.value {
                None => missing.push(path.to_owned()),
                Some(value) if value.len() > MAX_SECRET_BYTES => large.push(secret.id.clone()),
                Some(_) => {}
            }
        }
        for id in large {
            let message = format!("secret {id} too big. max size 500KiB");
            self.error(&message, "a secret is a token or a key, not an archive");
        }
        for path in missing {
            let message = format!("failed to stat {path}: stat {path}: no such file or directory");
            self.error(
                &message,
                "the file behind src= is looked for where the command is typed",
            );
        }
    }

    fn error(&mut self, message: &str, hint: &str) {
        self.problem(true, message, hint);
    }

    fn note(&mut self, message: &str, hint: &str) {
        self.problem(false, message, hint);
    }

    fn problem(&mut self, is_error: bool, message: &str, hint: &str) {
        self.problems.push(Problem {
            is_error,
            message: message.to_owned(),
            hint: hint.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests;
