//! The blocks of a page that say what is built. All builds of a page share one builder and one context; what a later
//! block does not say again stays as it was.

use std::collections::BTreeMap;

use drybuild::build::{self, Build, Input};
use drybuild::command;
use drybuild::context::{ContextEntry, ContextTree};
use drybuild::docker::{Docker, prune_flags};
use drybuild::fix::Draft;
use drybuild::machine::Machine;
use drybuild::remote_cache::RemoteCaches;
use drybuild::report::{self, Report};
use drybuild::solve::Builder;

use crate::classic::Classic;
use crate::{terminal, timeline_view, view};

use crate::cache_view;

#[derive(Default)]
pub(crate) struct Scenario {
    dockerfile: String,
    command: Option<String>,
    context: ContextTree,
    secrets: Vec<Secret>,
    builder: Builder,
    caches: RemoteCaches,
    inputs: Vec<Input>,
    /// Of the client.
    variables: BTreeMap<String, String>,
    builds: Vec<Build>,
    drafts: Vec<Draft>,
    report: Option<Report>,
    docker: Option<Docker>,
    /// The page is about the classic builder.
    classic: Option<Classic>,
    machine: Machine,
}

struct Secret {
    name: String,
    value: String,
    /// `file=`, outside the context.
    file: Option<String>,
    /// `env=`, of the client.
    env: Option<String>,
}

impl Scenario {
    /// All that was built.
    pub(crate) fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// Reads a block that belongs to the input; a new build begins with it.
    pub(crate) fn read(&mut self, info: &str, body: &str) {
        let mut words = info.split_whitespace();
        match words.next().unwrap_or_default() {
            "dockerfile" => body.clone_into(&mut self.dockerfile),
            "machine" => self.machine = timeline_view::machine(body),
            "command" => self.command = Some(body.trim_end().to_owned()),
            "file" => {
                let path = words.next().expect("`file` has a path");
                let mode = words
                    .next()
                    .map_or(0o644, |mode| u32::from_str_radix(mode, 8).unwrap());
                let bytes = body.as_bytes().to_vec();
                self.context
                    .insert(path, ContextEntry::File { bytes, mode });
            }
            "secret" => {
                let name = words.next().expect("`secret` has a name").to_owned();
                let options: BTreeMap<&str, &str> =
                    words.filter_map(|word| word.split_once('=')).collect();
                let option = |key: &str| options.get(key).map(|value| (*value).to_owned());
                self.secrets.retain(|secret| secret.name != name);
                self.secrets.push(Secret {
                    value: body.trim_end().to_owned(),
                    file: option("file"),
                    env: option("env"),
                    name,
                });
            }
            "builder" => {
                assert_eq!(words.next(), Some("legacy"), "the other builder");
                self.classic = Some(Classic::default());
            }
            "remove" => self
                .context
                .remove(words.next().expect("`remove` has a path")),
            // The caches of elsewhere stay.
            "fresh-machine" => {
                self.builder = Builder::default();
                self.builds.clear();
            }
            "prune" => {
                let words: Vec<String> = body.split_whitespace().map(str::to_owned).collect();
                let flags = prune_flags(&words).expect("flags of `prune`");
                self.builder.prune(&flags);
            }
            "wait" => self.builder.wait(body.trim().parse().expect("seconds")),
            "variable" => {
                let name = words.next().expect("`variable` has a name").to_owned();
                self.variables.insert(name, body.trim_end().to_owned());
            }
            "sh" | "console" | "text" => return,
            other => panic!("a block of an unknown kind: {other}"),
        }
        self.report = None;
        if let Some(classic) = &mut self.classic {
            classic.forget();
        }
    }

    /// The answer to a block that asks for one; `None` for any other block.
    pub(crate) fn answer(&mut self, info: &str) -> Option<String> {
        let (kind, rest) = info.split_once(' ').unwrap_or((info, ""));
        if let Some(classic) = &mut self.classic {
            let secrets = self.secrets.iter();
            let secrets =
                secrets.map(|secret| (secret.name.clone(), secret.value.clone().into_bytes()));
            let line = self.command.as_deref().unwrap_or("docker build -t app .");
            classic.build(&self.dockerfile, line, &self.context, secrets.collect());
            return classic.answer(kind);
        }
        if cache_view::KINDS.contains(&kind) {
            self.build();
            let build = self.builds.last()?;
            return Some(cache_view::view(
                kind,
                build,
                self.report.as_ref()?,
                &self.builder,
            ));
        }
        let is_of_time = timeline_view::KINDS.contains(&kind);
        if !view::KINDS.contains(&kind) && !is_of_time {
            return None;
        }
        self.build();
        if is_of_time {
            return Some(timeline_view::view(kind, rest, self.builds.last()?));
        }
        let (build, report) = (self.builds.last()?, self.report.as_ref()?);
        let names: Vec<&str> = self
            .secrets
            .iter()
            .map(|secret| secret.name.as_str())
            .collect();
        Some(view::view(kind, rest, build, report, &names))
    }

    /// What a terminal in the folder prints for lines after `$ `; all terminals of a page are one.
    pub(crate) fn terminal(&mut self, body: &str) -> String {
        let docker = self.docker.get_or_insert_with(Docker::default);
        let folder = self.context.clone();
        let folder = if self.dockerfile.is_empty() {
            folder
        } else {
            folder.with_file("Dockerfile", self.dockerfile.as_str())
        };
        for (path, entry) in folder.entries() {
            docker.put(path, entry);
        }
        self.dockerfile.clear();
        self.context = ContextTree::default();
        terminal::answer(docker, body)
    }

    /// The builds so far, as their author can edit them.
    pub(crate) fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// Names of the secrets, in their order.
    pub(crate) fn names(&self) -> Vec<String> {
        self.secrets
            .iter()
            .map(|secret| secret.name.clone())
            .collect()
    }

    /// Builds what was read and not built yet.
    pub(crate) fn build(&mut self) {
        if self.report.is_some() {
            return;
        }
        let env = self
            .secrets
            .iter()
            .filter_map(|secret| Some((secret.env.clone()?, secret.value.clone())));
        let line = self.command.as_deref().unwrap_or("docker build -t app .");
        let mut command = command::parse(line, &env.chain(self.variables.clone()).collect());
        let context = self
            .context
            .clone()
            .with_file("Dockerfile", self.dockerfile.as_str());
        command.read_secrets(|path| {
            let outside = self
                .secrets
                .iter()
                .find(|secret| secret.file.as_deref() == Some(path));
            let value = outside.map(|secret| secret.value.clone().into_bytes());
            value.or_else(|| context.file(path).map(<[u8]>::to_vec))
        });
        let text = |path: &str| {
            context
                .file(path)
                .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        };
        command.options.dockerignore = text(".dockerignore");
        command.options.dockerfile_dockerignore = text("Dockerfile.dockerignore");
        if let Some(node) = self.machine.nodes.first() {
            command.options.build_platform = node.platform.clone();
        }
        let input = Input {
            machine: self.machine.clone(),
            dockerfile: self.dockerfile.clone(),
            options: command.options,
            context,
            secrets: self
                .secrets
                .iter()
                .map(|secret| secret.value.clone().into_bytes())
                .collect(),
            ..Input::default()
        };
        self.drafts.push(Draft {
            input: input.clone(),
            command: line.to_owned(),
        });
        self.inputs.push(input.clone());
        self.builds.push(build::build_with(
            input,
            &mut self.builder,
            &mut self.caches,
        ));
        self.report = report::report(&self.builds, &self.builder, &command.problems);
    }
}
