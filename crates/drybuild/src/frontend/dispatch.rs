//! Instructions to vertices, history and config: one instruction a file.

mod add;
mod arg;
mod cmd;
mod copy;
mod entrypoint;
mod env;
mod expose;
mod files;
mod healthcheck;
mod history;
mod label;
mod maintainer;
mod mode;
mod onbuild;
mod ports;
mod run;
mod shell;
mod signal;
mod stopsignal;
mod user;
mod volume;
mod workdir;

use std::collections::BTreeSet;

use dockerfile::Lex;
use dockerfile::instructions::Instruction;

use super::context::{follow_paths, json_list};
use super::ignore_file::IgnoreFile;
use super::parse;
use super::scan;
use super::stage::{Stage, StageId, Step};
use super::{BuildError, Converter, settings};
use crate::git_url::{GitRef, GitRefError};
use crate::graph::{Definition, Op, SourceOp, Vertex};
use crate::lint::{Linter, Location, undefined_var};
use crate::suggest;

pub(super) use files::word;
pub(crate) use healthcheck::duration;

/// Whether `STOPSIGNAL` takes it.
pub(crate) fn is_signal(text: &str) -> bool {
    signal::check(text).is_ok()
}

/// What dispatching an instruction needs besides the stage.
struct Scope<'a, 'b> {
    step: &'b Step<'a>,
    linter: Linter<'a>,
    lex: Lex,
}

impl<'a> Converter<'a> {
    /// Runs through the stages in order (`dispatchStages`).
    pub(super) fn dispatch_stages(
        &mut self,
        reachable: &BTreeSet<StageId>,
    ) -> Result<(), BuildError> {
        self.ignore = IgnoreFile::read(self.options)?;
        for id in 0..self.stages.len() {
            let done = self.stages.get(id).is_none_or(|s| s.is_dispatched);
            if !self.all_stages && (!reachable.contains(&id) || done) {
                continue;
            }
            self.inherit(id);
            let Some(mut stage) = self.stages.get_mut(id).map(std::mem::take) else {
                continue;
            };
            stage.is_dispatched = true;
            let result = self.dispatch_stage(&mut stage);
            if let Some(place) = self.stages.get_mut(id) {
                *place = stage;
            }
            result?;
        }
        Ok(())
    }

    fn dispatch_stage(&mut self, stage: &mut Stage<'a>) -> Result<(), BuildError> {
        // On a context that is no image, BuildKit takes an empty platform here, not the target's.
        stage.platform.get_or_insert_default();
        let os = stage.os().to_owned();
        if stage.image.config.env_value("PATH").is_none() && os != "windows" {
            stage
                .image
                .config
                .env
                .push(format!("PATH={}", crate::path::default_path_env(&os)));
        }
        for entry in &stage.image.config.env {
            let (key, value) = entry.split_once('=').unwrap_or((entry, ""));
            stage.state.environment.set(key, value);
        }
        if let Some(hostname) = settings::hostname(self.options) {
            hostname.clone_into(&mut stage.state.hostname);
        }
        if !stage.image.config.working_dir.is_empty() {
            let dir = stage.image.config.working_dir.clone();
            workdir::set(stage, &dir).map_err(|e| BuildError::new(e).at(&stage.location))?;
        }
        if !stage.image.config.user.is_empty() {
            stage.state.user.clone_from(&stage.image.config.user);
        }
        stage.state.network = settings::network(self.options)?;
        let steps = std::mem::take(&mut stage.steps);
        let result = steps.iter().try_for_each(|step| {
            let linter = self.linter.with_comments(&step.command.origin.comments);
            stage.in_trigger = step.is_trigger;
            let scope = Scope {
                step,
                linter,
                lex: self.lex,
            };
            self.dispatch(stage, &scope)
                .map_err(|e| e.at(&step.location))
        });
        stage.steps = steps;
        result
    }

    fn dispatch(&mut self, stage: &mut Stage<'a>, scope: &Scope<'a, '_>) -> Result<(), BuildError> {
        match &scope.step.command.instruction {
            Instruction::Add(add) => self.add(stage, scope, add),
            Instruction::Arg(arg) => self.arg(stage, scope, arg),
            Instruction::Cmd(cmd) => cmd::dispatch(stage, scope, cmd),
            Instruction::Copy(copy) => self.copy(stage, scope, copy),
            Instruction::Entrypoint(entrypoint) => entrypoint::dispatch(stage, scope, entrypoint),
            Instruction::Env(env) => env::dispatch(stage, scope, env),
            Instruction::Expose(expose) => expose::dispatch(stage, scope, expose),
            Instruction::Healthcheck(healthcheck) => {
                healthcheck::dispatch(stage, scope, healthcheck)
            }
            Instruction::Label(label) => label::dispatch(stage, scope, label),
            Instruction::Maintainer(maintainer) => maintainer::dispatch(stage, scope, maintainer),
            Instruction::Onbuild(onbuild) => onbuild::dispatch(stage, onbuild),
            Instruction::Run(run) => self.run_step(stage, scope, run),
            Instruction::Shell(shell) => shell::dispatch(stage, scope, shell),
            Instruction::StopSignal(signal) => stopsignal::dispatch(stage, scope, signal),
            Instruction::User(user) => user::dispatch(stage, scope, user),
            Instruction::Volume(volume) => volume::dispatch(stage, scope, volume),
            Instruction::Workdir(workdir) => self.workdir(stage, scope, workdir),
        }
    }

    /// Sources of contexts, now that it is known which of their paths are wanted.
    pub(super) fn fill_contexts(&mut self) -> Result<(), BuildError> {
        let wanted: BTreeSet<String> = self
            .stages
            .iter()
            .flat_map(|s| s.context_paths.iter().cloned())
            .collect();
        let main = self.main_context(&wanted)?;
        self.builder.fill(self.context, main);
        for stage in &self.stages {
            if let Some(local) = &stage.local {
                let paths = self.stages.get(stage.paths_of).map(|s| &s.paths);
                self.builder
                    .fill(local.place, local.vertex(paths.unwrap_or(&stage.paths)));
            }
        }
        Ok(())
    }

    /// The build context: the client's folder or a repository (`Client.MainContext`).
    fn main_context(&self, wanted: &BTreeSet<String>) -> Result<Vertex, BuildError> {
        let context = &self.options.context;
        match GitRef::parse(context) {
            Ok(git) => {
                let name = format!("[internal] load git source {context}");
                return Ok(Vertex {
                    name,
                    ..Vertex::new(Op::Source(git.source()))
                });
            }
            Err(GitRefError::Invalid(message)) => return Err(BuildError::new(message)),
            Err(GitRefError::NotGit) => {}
        }
        let mut op = SourceOp {
            identifier: "local://context".to_owned(),
            ..SourceOp::default()
        };
        let mut set = |key: &str, value: String| _ = op.attrs.insert(key.to_owned(), value);
        if let Some(paths) = follow_paths(wanted) {
            set("local.followpaths", paths);
        }
        if let Some(file) = &self.ignore {
            set(
                "local.excludepatterns",
                json_list(file.patterns.iter().map(String::as_str)),
            );
        }
        set("local.sharedkeyhint", "context".to_owned());
        Ok(Vertex {
            name: "[internal] load build context".to_owned(),
            ..Vertex::new(Op::Source(op))
        })
    }
}

impl Scope<'_, '_> {
    /// Expands a word with the stage's variables, naming those that nothing sets.
    fn expand(&self, stage: &Stage<'_>, word: &str) -> Result<String, BuildError> {
        self.expand_with(self.lex, stage, word)
    }

    /// Expands text in which quotes mean nothing, as that of here-documents.
    fn expand_text(&self, stage: &Stage<'_>, text: &str) -> Result<String, BuildError> {
        let lex = Lex {
            skip_quotes: true,
            ..Lex::new('\\')
        };
        self.expand_with(lex, stage, text)
    }

    fn expand_with(&self, lex: Lex, stage: &Stage<'_>, word: &str) -> Result<String, BuildError> {
        let (expansion, missing) =
            parse::expand_noting_missing(lex, word, &stage.state.environment);
        let undefined = missing
            .iter()
            .filter(|name| !stage.declares(name) && !is_sbom_switch(name));
        for name in undefined {
            let suggestion =
                suggest::search(name, stage.state.environment.keys()).unwrap_or_default();
            self.linter.report(
                &undefined_var::RULE,
                self.location(),
                undefined_var::detail(name, suggestion),
            );
        }
        expansion
            .map(|e| e.text)
            .map_err(|e| BuildError::new(e.message))
    }

    /// The keyword as written.
    fn name(&self) -> &str {
        &self.step.command.origin.keyword.text
    }

    /// The instruction's text.
    fn code(&self) -> &str {
        self.step.command.origin.code()
    }

    fn location(&self) -> &Location {
        &self.step.location
    }
}

impl Stage<'_> {
    /// A vertex of this stage, at its `FROM`.
    pub(super) fn vertex(&self, op: Op) -> Vertex {
        self.vertex_at(op, &self.location)
    }

    /// The stage's name, also where the log leaves it out; `None` for a hidden stage.
    fn label(&self) -> Option<String> {
        let names = [&self.log_name, &self.name]
            .into_iter()
            .find(|name| !name.is_empty());
        let label = names.map_or_else(|| "stage-0".to_owned(), String::clone);
        (!self.is_hidden).then_some(label)
    }

    /// A vertex of this stage, at an instruction.
    fn vertex_at(&self, op: Op, location: &Location) -> Vertex {
        Vertex {
            stage: self.label(),
            step: Some(self.command_index).filter(|&index| index > 0),
            span: location.span,
            lines: vec![location.lines.clone()],
            ..Vertex::new(op)
        }
    }
}

/// Arguments that switch the SBOM scan and are no variables.
fn is_sbom_switch(name: &str) -> bool {
    matches!(name, scan::CONTEXT | scan::STAGE)
}

/// Refuses a `RUN []`, which has nothing to run (`ExecOp.Validate`).
pub(super) fn check_processes(definition: &Definition) -> Result<(), BuildError> {
    let problem = definition
        .vertices
        .iter()
        .find_map(|vertex| match &vertex.op {
            Op::Exec(exec) if exec.args.is_empty() => Some("arguments are required"),
            Op::Exec(exec) if exec.cwd.is_empty() => Some("working directory is required"),
            _ => None,
        });
    problem.map_or(Ok(()), |problem| {
        Err(BuildError::new(format!(
            "failed to marshal LLB definition: {problem}"
        )))
    })
}
