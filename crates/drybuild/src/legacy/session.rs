//! One build from its first line to its last (`builder/dockerfile/builder.go`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dockerfile::{Dockerfile, Version};

use super::build_args::BuildArgs;
use super::cache::Cache;
use super::client::Input;
use super::engine::Engine;
use super::stage::Stage;
use super::{LegacyBuild, Step, context};
use crate::Span;
use crate::filesystem::FileSystem;
use crate::shell::{Outcome, Stream};
use crate::solve::Planted;

/// Why a build stops.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    pub(super) message: String,
    /// Exit status of the client.
    pub(super) exit: i32,
}

impl From<String> for Stop {
    fn from(message: String) -> Self {
        Self { message, exit: 1 }
    }
}

impl From<&str> for Stop {
    fn from(message: &str) -> Self {
        message.to_owned().into()
    }
}

/// A build on its way.
pub(super) struct Session<'a> {
    pub(super) input: &'a Input,
    pub(super) engine: &'a mut Engine,
    pub(super) planted: Planted,
    pub(super) tree: Dockerfile,
    pub(super) context: FileSystem,
    pub(super) cache: Cache,
    pub(super) args: BuildArgs,
    /// Stages that are done: name and image; the image is empty for one that is only `FROM scratch`.
    pub(super) done: Vec<(String, String)>,
    /// Containers that the current step made, with what `docker ps -a` would show of them.
    pub(super) open: Vec<super::Container>,
    steps: Vec<Step>,
    total: usize,
    stdout: String,
}

impl<'a> Session<'a> {
    pub(super) fn new(input: &'a Input, engine: &'a mut Engine) -> Self {
        let given: BTreeMap<String, String> = input.options.build_args.iter().cloned().collect();
        let text = input.dockerfile.as_deref().unwrap_or_default();
        Self {
            cache: Cache::new(&input.options, engine),
            input,
            engine,
            planted: Planted::new(input.secrets.clone()),
            tree: dockerfile::parse_as(Version::DOCKER_20_10, text),
            context: FileSystem::new(),
            args: BuildArgs::new(given),
            done: Vec::new(),
            open: Vec::new(),
            steps: Vec::new(),
            total: 0,
            stdout: String::new(),
        }
    }

    pub(super) fn run(mut self) -> LegacyBuild {
        let sent = match context::send(self.input, &self.planted) {
            Ok(sent) => sent,
            Err(message) => {
                return LegacyBuild {
                    exit: 1,
                    stderr: format!("{message}\n"),
                    error: Some(message),
                    ..LegacyBuild::default()
                };
            }
        };
        let size = context::size_text(sent.size_bytes);
        self.context = sent.files;
        let _infallible = writeln!(
            self.stdout,
            "Sending build context to Docker daemon {size:>8}"
        );
        let result = self.check().map_err(|message| {
            // Nothing was printed yet, so it is the answer to the request.
            Stop::from(format!("Error response from daemon: {message}"))
        });
        let result = result.and_then(|()| self.stages());
        self.finish(result)
    }

    /// What is refused before the first step.
    fn check(&self) -> Result<(), String> {
        let path = &self.input.dockerfile_path;
        if self.tree.source.is_empty() {
            return Err(format!("the Dockerfile ({path}) cannot be empty"));
        }
        if let Some(problem) = self.tree.problems.first() {
            let message = self.tree.message(problem);
            return Err(match problem.stage {
                dockerfile::ProblemStage::Parse => format!("failed to parse {path}: {message}"),
                _ => message,
            });
        }
        let target = &self.input.options.target;
        if !target.is_empty() && self.target().is_none() {
            return Err(format!(
                "failed to reach build target {target} in Dockerfile"
            ));
        }
        Ok(())
    }

    /// The index of the last stage to build; `None` where there is no such one.
    fn target(&self) -> Option<usize> {
        let target = self.input.options.target.to_lowercase();
        if target.is_empty() {
            return self.tree.stages.len().checked_sub(1);
        }
        self.tree
            .stages
            .iter()
            .position(|stage| stage.from.name == target)
    }

    /// Every stage up to the target: the image of the last one.
    fn stages(&mut self) -> Result<String, Stop> {
        self.print_warnings();
        let count = self.target().map_or(0, |target| target + 1);
        let tree = self.tree.clone();
        let stages = tree.stages.get(..count).unwrap_or_default();
        let labels: BTreeMap<String, String> = self.input.options.labels.iter().cloned().collect();
        self.total = tree.meta_args.len() + count + labels.len();
        self.total += stages
            .iter()
            .map(|stage| stage.commands.len())
            .sum::<usize>();
        for meta in &tree.meta_args {
            self.begin(meta.origin.code(), Some(meta.origin.span));
            self.global_arg(&meta.arg)?;
        }
        let mut image = None;
        for (index, stage) in stages.iter().enumerate() {
            self.check_name(&stage.from.name)?;
            let mut state = Stage::new(&self.args);
            self.begin(stage.origin.code(), Some(stage.origin.span));
            self.from(&mut state, &stage.from)?;
            self.end(&state);
            for command in &stage.commands {
                self.begin(command.origin.code(), Some(command.origin.span));
                let result = self.dispatch(&mut state, &command.instruction);
                self.close(result.is_ok());
                result?;
                self.end(&state);
            }
            if index + 1 == count {
                for (key, value) in &labels {
                    self.begin(&format!("LABEL {key}={value}"), None);
                    let result = self.label(&mut state, &[(key.clone(), value.clone())]);
                    self.close(result.is_ok());
                    result?;
                    self.end(&state);
                }
            }
            self.args.merge_mentioned(&state.args);
            self.check_name(&stage.from.name)?;
            self.done
                .push((stage.from.name.clone(), state.image.clone()));
            image = Some(state.image);
        }
        let unused = self.args.unused().join(" ");
        if !unused.is_empty() {
            self.say(&format!(
                "[Warning] One or more build-args [{unused}] were not consumed\n"
            ));
        }
        match image.filter(|image| !image.is_empty()) {
            Some(image) => Ok(image),
            None => Err("No image was generated. Is your Dockerfile empty?".into()),
        }
    }

    fn check_name(&self, name: &str) -> Result<(), Stop> {
        if !name.is_empty() && self.done.iter().any(|(done, _)| done == name) {
            return Err(format!("{name} stage name already used").into());
        }
        Ok(())
    }

    /// Empty lines between continued ones, on the builder's standard error.
    fn print_warnings(&mut self) {
        let mut text = String::new();
        for warning in &self.tree.warnings {
            let line = warning
                .short
                .strip_prefix("Empty continuation line found in: ");
            let line = line.unwrap_or(&warning.short);
            text += &format!("[WARNING]: Empty continuation line found in:\n    {line}\n");
        }
        if !text.is_empty() {
            text += "[WARNING]: Empty continuation lines will become errors in a future release.\n";
            self.say_red(&text);
        }
    }

    fn begin(&mut self, text: &str, span: Option<Span>) {
        let number = self.steps.len() + 1;
        let _infallible = writeln!(self.stdout, "Step {number}/{} : {text}", self.total);
        self.steps.push(Step {
            text: text.to_owned(),
            span,
            is_cached: false,
            image: String::new(),
            run: None,
        });
    }

    fn end(&mut self, state: &Stage) {
        let short = state.image.get(..12).unwrap_or_default();
        let _infallible = writeln!(self.stdout, " ---> {short}");
        if let Some(step) = self.steps.last_mut() {
            step.image.clone_from(&state.image);
        }
    }

    /// Removes the containers of a step, or leaves them.
    pub(super) fn close(&mut self, is_ok: bool) {
        let removes = self.input.force_remove || (self.input.remove && is_ok);
        for container in std::mem::take(&mut self.open) {
            if removes {
                let short = container.id.get(..12).unwrap_or_default().to_owned();
                self.say(&format!("Removing intermediate container {short}\n"));
            } else {
                self.engine.containers.push(container);
            }
        }
    }

    pub(super) fn cached(&mut self) {
        self.say(" ---> Using cache\n");
        if let Some(step) = self.steps.last_mut() {
            step.is_cached = true;
        }
    }

    /// What a process printed; its standard error is red.
    pub(super) fn ran(&mut self, outcome: Outcome) {
        for written in &outcome.written {
            let (stream, is_red) = match written.stream {
                Stream::Stdout => (&outcome.stdout, false),
                Stream::Stderr => (&outcome.stderr, true),
            };
            let text = stream.slice(written.range.clone()).text().into_owned();
            if is_red {
                self.say_red(&text);
            } else {
                self.say(&text);
            }
        }
        if let Some(step) = self.steps.last_mut() {
            step.run = Some(outcome);
        }
    }

    pub(super) fn say(&mut self, text: &str) {
        self.stdout.push_str(text);
    }

    fn say_red(&mut self, text: &str) {
        let _infallible = write!(self.stdout, "\u{1b}[91m{text}\u{1b}[0m");
    }

    /// The number of the current step in the traces of what it does.
    pub(super) fn script(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }

    fn finish(mut self, result: Result<String, Stop>) -> LegacyBuild {
        let mut built = LegacyBuild::default();
        match result {
            Ok(image) => {
                let short = image.get(..12).unwrap_or_default();
                let _infallible = writeln!(self.stdout, "Successfully built {short}");
                for tag in &self.input.options.tags {
                    let name = match crate::reference::Reference::parse(tag) {
                        Ok(reference) => reference.with_default_tag().familiar(),
                        Err(_) => tag.clone(),
                    };
                    let _infallible = writeln!(self.stdout, "Successfully tagged {name}");
                    self.engine.tag(&name, &image);
                }
                built.stdout = if self.input.quiet {
                    format!("sha256:{image}\n")
                } else {
                    self.stdout
                };
                built.image = Some(image);
            }
            Err(stop) => {
                built.exit = stop.exit;
                built.stderr = format!("{}\n", stop.message);
                built.error = Some(stop.message);
                if self.input.quiet {
                    built.stderr = self.stdout + &built.stderr;
                } else {
                    built.stdout = self.stdout;
                }
            }
        }
        built.steps = self.steps;
        built
    }
}
