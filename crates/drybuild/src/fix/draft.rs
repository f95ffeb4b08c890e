//! A build as its author can edit it.

use std::collections::BTreeMap;

use super::edit::{self, Edit, EditedFile};
use super::{ClientSource, Need};
use crate::build::{self, Build, Input};
use crate::command::{self, Line};
use crate::solve::Builder;

/// A build's input, and the command line that its options come from.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The input; its options are those of the command.
    pub input: Input,
    /// The command as it is typed: `docker build -t app .`
    pub command: String,
}

impl Draft {
    /// Builds it on a builder.
    #[must_use]
    pub fn build(&self, builder: &mut Builder) -> Build {
        build::build(self.input.clone(), builder)
    }

    /// One of the three texts; an ignore file that does not exist is empty.
    #[must_use]
    pub fn text(&self, file: EditedFile) -> &str {
        match file {
            EditedFile::Dockerfile => &self.input.dockerfile,
            EditedFile::Command => &self.command,
            EditedFile::Dockerignore => {
                let options = &self.input.options;
                let own = options.dockerfile_dockerignore.as_deref();
                own.or(options.dockerignore.as_deref()).unwrap_or_default()
            }
        }
    }

    pub(super) fn line(&self) -> Line {
        command::line(&self.command, &self.input.options.client_env)
    }

    /// The draft with edits, as the client would read it anew.
    #[must_use]
    pub fn edited(&self, edits: &[Edit], needs: &[Need]) -> Self {
        let of = |file: EditedFile| edits.iter().filter(move |edit| edit.file == file);
        let mut draft = self.clone();
        let dockerfile = edit::apply(&self.input.dockerfile, of(EditedFile::Dockerfile));
        // The Dockerfile may be a file of the context too.
        if self.input.context.file("Dockerfile") == Some(self.input.dockerfile.as_bytes()) {
            draft.input.context = draft
                .input
                .context
                .with_file("Dockerfile", dockerfile.as_str());
        }
        draft.input.dockerfile = dockerfile;
        if of(EditedFile::Dockerignore).next().is_some() {
            let text = edit::apply(
                self.text(EditedFile::Dockerignore),
                of(EditedFile::Dockerignore),
            );
            draft.set_ignore_file(text);
        }
        if of(EditedFile::Command).next().is_some() || !needs.is_empty() {
            draft.command = edit::apply(&self.command, of(EditedFile::Command));
            draft.read_command(&self.input, needs);
        }
        draft
    }

    fn set_ignore_file(&mut self, text: String) {
        let options = &mut self.input.options;
        if options.dockerfile_dockerignore.is_some() {
            options.dockerfile_dockerignore = Some(text);
        } else {
            let context = std::mem::take(&mut self.input.context);
            self.input.context = context.with_file(".dockerignore", text.as_str());
            options.dockerignore = Some(text);
        }
    }

    /// Takes from the command what a fix can change in it; the rest is as it was.
    fn read_command(&mut self, before: &Input, needs: &[Need]) {
        let mut env: BTreeMap<String, String> = before.options.client_env.clone();
        for need in needs {
            if let ClientSource::Variable(name) = &need.from {
                let value = String::from_utf8_lossy(&need.value).into_owned();
                env.insert(name.clone(), value);
            }
        }
        let mut parsed = command::parse(&self.command, &env);
        for secret in &mut parsed.options.secrets {
            let old = before
                .options
                .secrets
                .iter()
                .find(|old| old.id == secret.id);
            if let Some(value) = old.and_then(|old| old.value.clone()) {
                secret.value = Some(value);
            }
        }
        parsed.read_secrets(|path| {
            let mut files = needs.iter();
            let is_at = |need: &&Need| need.from == ClientSource::File(path.to_owned());
            files.find(is_at).map(|need| need.value.clone())
        });
        for (name, source) in &mut parsed.options.contexts {
            let mut old = before.options.contexts.iter();
            let is_local =
                |(other, place): &&(String, String)| other == name && place.starts_with("local:");
            if let Some((_, place)) = old.find(is_local) {
                place.clone_into(source);
            }
        }
        let read = parsed.options;
        let options = &mut self.input.options;
        options.client_env = env;
        options.build_args = read.build_args;
        options.labels = read.labels;
        options.annotations = read.annotations;
        options.tags = read.tags;
        options.target = read.target;
        options.contexts = read.contexts;
        options.secrets = read.secrets;
        options.provenance = read.provenance;
        options.cache_to = read.cache_to;
        options.output = read.output;
    }
}
