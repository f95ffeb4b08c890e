//! What a build would be given on this machine: texts, files, variables and the secrets among them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use drybuild::base_image::Images;
use drybuild::build::Input;
use drybuild::command::{self, Problem};
use drybuild::context::ContextTree;
use drybuild::frontend;
use drybuild::graph::Op;
use drybuild::likely::{self, Given};
use drybuild::machine::Machine;
use drybuild::options::BuildOptions;

use super::Named;
use crate::cli::{BuildFlags, ReachArgs};
use crate::mask::Mask;
use crate::{context, input, line};

pub(super) struct Site {
    pub(super) source: input::Source,
    /// The build in words, with values of secrets.
    pub(super) command: Vec<String>,
    pub(super) options: BuildOptions,
    pub(super) context: ContextTree,
    pub(super) contexts: BTreeMap<String, ContextTree>,
    pub(super) problems: Vec<Problem>,
    /// What was not read, and what was assumed.
    pub(super) notes: Vec<String>,
    pub(super) names: Vec<Named>,
    pub(super) values: Vec<Vec<u8>>,
}

impl Site {
    pub(super) fn read(arguments: &ReachArgs) -> Result<Self> {
        let guesses = !arguments.no_guess;
        Self::of(&arguments.context, &arguments.build, guesses)
    }

    /// Reads what the flags name; `guesses` whether to look for secrets that they do not name.
    pub(super) fn of(context: &str, flags: &BuildFlags, guesses: bool) -> Result<Self> {
        refuse(context, flags.file.as_deref())?;
        let source = input::source(context, flags.file.as_deref())?;
        let command = line::words(flags, context);
        let mut site = Self {
            source,
            command,
            options: BuildOptions::default(),
            context: ContextTree::default(),
            contexts: BTreeMap::new(),
            problems: Vec::new(),
            notes: Vec::new(),
            names: Vec::new(),
            values: Vec::new(),
        };
        let mut environment = input::environment();
        site.parse(&environment)?;
        site.read_contexts(Path::new(context));
        for secret in &mut site.options.secrets {
            let value = secret.value.get_or_insert_default();
            // As in a job that gets no secrets because its commit comes from elsewhere.
            if value.is_empty() {
                *value = likely::stand_in(&secret.id);
                site.notes.push(format!(
                    "the secret {} has no value here: a stand-in is followed",
                    secret.id
                ));
            }
            site.values.push(value.trim_ascii().to_vec());
            site.names.push(Named {
                name: secret.id.clone(),
                guess: None,
            });
        }
        if guesses {
            site.guess(&mut environment)?;
        }
        Ok(site)
    }

    /// All that the simulator takes.
    pub(super) fn input(&self) -> Input {
        Input {
            dockerfile: self.source.dockerfile.clone(),
            options: self.options.clone(),
            context: self.context.clone(),
            contexts: self.contexts.clone(),
            secrets: self.values.clone(),
            images: Images::default(),
            machine: Machine::default(),
        }
    }

    /// The build as one line.
    pub(super) fn line(&self) -> String {
        line::quoted(&self.command)
    }

    /// A command line without values of secrets.
    pub(super) fn shown(&self, text: &str, mask: &Mask) -> String {
        let words = command::words_of(text, &self.options.client_env);
        let words: Vec<String> = words.iter().map(|word| mask.text(word)).collect();
        line::quoted(&words)
    }

    fn parse(&mut self, environment: &BTreeMap<String, String>) -> Result<()> {
        let mut parsed = command::parse(&line::quoted(&self.command), environment);
        parsed.read_secrets(|path| std::fs::read(path).ok());
        if let Some(problem) = parsed.problems.iter().find(|problem| problem.is_error) {
            bail!("{}", problem.message);
        }
        self.problems = parsed.problems;
        self.options = parsed.options;
        self.options.dockerignore = self.source.dockerignore.clone();
        self.options.dockerfile_dockerignore = self.source.dockerfile_dockerignore.clone();
        Ok(())
    }

    /// Lists the contexts, and reads the files that the build asks for.
    fn read_contexts(&mut self, folder: &Path) {
        let ignored = self
            .options
            .dockerfile_dockerignore
            .as_ref()
            .or(self.options.dockerignore.as_ref())
            .and_then(|text| drybuild::context::ignore::read(text).ok())
            .unwrap_or_default();
        let mut folders = vec![("context".to_owned(), folder.to_owned(), ignored)];
        for (name, place) in &mut self.options.contexts {
            if let Some(path) = place.strip_prefix("local:") {
                folders.push((name.clone(), PathBuf::from(path), Vec::new()));
                *place = format!("local:{name}");
            }
        }
        let tree = dockerfile::parse(&self.source.dockerfile);
        let converted = frontend::convert(&tree, &self.options, &Images::default());
        for (name, folder, ignored) in folders {
            let mut found = context::list(&folder, &ignored);
            let mut wanted: Vec<String> = Vec::new();
            for platform in &converted.platforms {
                for vertex in &platform.definition.vertices {
                    let Op::Source(op) = &vertex.op else {
                        continue;
                    };
                    if op.identifier != format!("local://{name}") {
                        continue;
                    }
                    let list = |key: &str| -> Option<Vec<String>> {
                        serde_json::from_str(op.attrs.get(key)?).ok()
                    };
                    let exclude = list("local.excludepatterns").unwrap_or_default();
                    let follow = list("local.followpaths");
                    let sent = found.tree.sent(&exclude, follow.as_deref());
                    wanted.extend(sent.into_iter().map(str::to_owned));
                }
            }
            context::read(&folder, &mut found, &wanted);
            self.notes.append(&mut found.notes);
            if name == "context" {
                self.context = found.tree;
            } else {
                self.contexts.insert(name, found.tree);
            }
        }
    }

    /// Adds what looks like a secret, and gives the build stand-ins for those that the command does not give.
    fn guess(&mut self, environment: &mut BTreeMap<String, String>) -> Result<()> {
        let tree = dockerfile::parse(&self.source.dockerfile);
        let is_named = !self.names.is_empty();
        let mut added = Vec::new();
        for likely in likely::find(&tree, &self.options, &self.context) {
            if self.values.contains(&likely.value) {
                continue;
            }
            let value = String::from_utf8_lossy(&likely.value).into_owned();
            match likely.given {
                Given::InPlace => {}
                // Who names secrets says which there are: one that is left away may be left away on purpose.
                Given::AsSecret if is_named => continue,
                Given::AsBuildArg => {
                    environment.insert(likely.name.clone(), value);
                    added.extend(["--build-arg".to_owned(), likely.name.clone()]);
                }
                Given::AsSecret => {
                    environment.insert(likely.name.clone(), value);
                    let secret = format!("id={0},env={0}", likely.name);
                    added.extend(["--secret".to_owned(), secret]);
                }
            }
            self.values.push(likely.value.clone());
            self.names.push(Named {
                name: likely.name.clone(),
                guess: Some(likely),
            });
        }
        if !added.is_empty() {
            let at = self.command.len().saturating_sub(1);
            self.command.splice(at..at, added);
            let contexts = self.options.contexts.clone();
            self.parse(environment)?;
            self.options.contexts = contexts;
        }
        Ok(())
    }
}

/// Says what is not read, instead of taking it for a Dockerfile.
fn refuse(context: &str, file: Option<&str>) -> Result<()> {
    let is_other = |name: &str| {
        let name = name.rsplit('/').next().unwrap_or(name);
        let is_compose =
            name.contains("compose") && (name.ends_with(".yml") || name.ends_with(".yaml"));
        is_compose || name.ends_with(".hcl") || name.starts_with("docker-bake.")
    };
    if let Some(name) = file.filter(|name| is_other(name)) {
        bail!(
            "{name}: Bake and Compose files are not read; name a Dockerfile with --file, and give the flags of one build"
        );
    }
    if context == "-" || context.contains("://") || context.starts_with("git@") {
        bail!("the build context {context} is not fetched: give a folder");
    }
    let folder = Path::new(context);
    if file.is_none() && folder.is_dir() && !folder.join("Dockerfile").exists() {
        let mut names = [
            "docker-bake.hcl",
            "docker-bake.json",
            "compose.yaml",
            "docker-compose.yml",
        ]
        .into_iter();
        if let Some(name) = names.find(|name| folder.join(name).exists()) {
            bail!(
                "there is no Dockerfile in {context}, and {name} is not read: Bake and Compose files are out of scope"
            );
        }
    }
    Ok(())
}
