//! `RUN`.

mod mounts;
mod secret;
mod ssh;

use std::borrow::Cow;
use std::collections::HashMap;

use dockerfile::instructions::{Network, Run, Security};
use dockerfile::{Feature, Version};

use super::super::names::{summarize_heredoc, uppercase_keyword};
use super::super::parse;
use super::super::stage::Stage;
use super::super::{BuildError, Converter};
use super::Scope;
use super::cmd::with_shell;
use super::history::{self, Layer};
use crate::environment::Environment;
use crate::graph::{Edge, ExecOp, Mount, MountKind, NetworkMode, Op, SecurityMode, Vertex};
use mounts::Mounts;

/// What a `RUN` runs.
struct Process {
    args: Vec<String>,
    /// The script of `RUN <<EOF` that begins with `#!`.
    script: Option<Edge>,
    /// The instruction as the log shows it.
    shown: String,
}

impl<'a> Converter<'a> {
    pub(super) fn run_step(
        &mut self,
        stage: &mut Stage<'a>,
        scope: &Scope<'a, '_>,
        run: &Run,
    ) -> Result<(), BuildError> {
        let wanted = parse::mounts(scope.lex.version, run, |word| {
            // Older versions took the text as it is.
            if scope.lex.version.knows(Feature::MountVariables) {
                scope.expand(stage, word)
            } else {
                Ok(word.to_owned())
            }
        })?;
        // A process may read any file of its stage.
        let owner = stage.paths_of;
        match self.stages.get_mut(owner).filter(|_| stage.base.is_some()) {
            Some(base) => _ = base.paths.insert("/".to_owned()),
            None => _ = stage.paths.insert("/".to_owned()),
        }
        let process = self.process(stage, scope, run)?;
        let mut mounts = Mounts::default();
        if let Some(script) = process.script {
            let mount = mounts.add("/dev/pipes/", Some(script));
            mount.readonly = true;
            "/".clone_into(&mut mount.selector);
        }
        for (index, mount) in wanted.iter().enumerate() {
            let source = scope.step.sources.get(index).copied();
            self.mount(stage, scope, mount, source, &mut mounts)?;
        }
        if !run.devices.is_empty() {
            // Only the frontend of the labs channel gives a process devices.
            return Err(BuildError::new(
                "device feature is only supported in Dockerfile frontend 1.14.0-labs or later",
            ));
        }
        let masked = mask_secrets(&stage.state.environment, &mounts);
        let shown = parse::expand_name_of_run(scope.lex, &process.shown, &masked);
        let platform = stage
            .state
            .platform
            .clone()
            .filter(|_| self.is_multi_platform);
        stage.count_step();
        let name = stage.step_name(platform.as_ref(), &uppercase_keyword(&shown));

        let line = format!(
            "RUN {} # buildkit",
            history_line(stage, &process.args, scope.lex.version)
        );
        let vertex = self.exec_vertex(stage, scope, run, process.args, mounts);
        let output = self.builder.add(Vertex { name, ..vertex });
        stage.state.output = Some(output);
        history::commit(
            stage,
            scope.location(),
            line,
            Layer::Of(Some(output.vertex)),
        );
        Ok(())
    }

    /// Resolves here-documents and the shell form.
    fn process(
        &mut self,
        stage: &Stage<'_>,
        scope: &Scope<'_, '_>,
        run: &Run,
    ) -> Result<Process, BuildError> {
        let mut process = Process {
            args: run.command.args.iter().map(|a| a.to_string()).collect(),
            script: None,
            shown: scope.code().to_owned(),
        };
        if let Some(first) = run.command.files.first() {
            let [line] = process.args.as_slice() else {
                return Err(BuildError::new(format!(
                    "parsing produced an invalid run command: [{}]",
                    process.args.join(" ")
                )));
            };
            if run.command.is_heredoc() {
                let data = first.chomped();
                process.shown += &format!(" ({})", summarize_heredoc(&first.data));
                if stage.image.platform.os != "windows" && data.starts_with("#!") {
                    process.script = Some(self.inline_file(stage, &first.name, &data, 0o755)?);
                    process.args = vec![crate::path::join("/dev/pipes/", &first.name)];
                } else {
                    process.args = vec![data.to_string()];
                }
            } else {
                let documents = run
                    .command
                    .files
                    .iter()
                    .map(|f| format!("\n{}{}", f.data, f.name));
                process.args = vec![line.clone() + &documents.collect::<String>()];
            }
        }
        if run.command.is_shell_form() {
            process.args = with_shell(stage, &process.args);
        }
        Ok(process)
    }

    fn exec_vertex(
        &self,
        stage: &Stage<'a>,
        scope: &Scope<'a, '_>,
        run: &Run,
        args: Vec<String>,
        mounts: Mounts,
    ) -> Vertex {
        let mut inputs: Vec<Edge> = Vec::new();
        let root = Mount {
            dest: "/".to_owned(),
            input: None,
            output: None,
            readonly: false,
            selector: String::new(),
            kind: MountKind::Bind,
        };
        let (bound, sockets) = mounts.parts(root, stage.state.output);
        let mut outputs = 0;
        let mut all = Vec::new();
        for bind in bound {
            let input = bind.from.map(|edge| {
                inputs.iter().position(|&i| i == edge).unwrap_or_else(|| {
                    inputs.push(edge);
                    inputs.len() - 1
                })
            });
            let keeps = bind.has_output
                && !bind.mount.readonly
                && matches!(bind.mount.kind, MountKind::Bind);
            let output = keeps.then_some(outputs);
            outputs += usize::from(keeps);
            all.push(Mount {
                input,
                output,
                ..bind.mount
            });
        }
        all.extend(sockets.files);
        let mut environment = Cow::Borrowed(&stage.state.environment);
        if let Some(socket) = sockets.agent
            && environment.get("SSH_AUTH_SOCK").is_none()
        {
            environment.to_mut().set("SSH_AUTH_SOCK", &socket);
        }
        let exec = ExecOp {
            args,
            env: environment.to_list(),
            cwd: stage.state.dir.clone(),
            user: stage.state.user.clone(),
            hostname: stage.state.hostname.clone(),
            network: match run.network {
                Network::None => NetworkMode::None,
                Network::Host => NetworkMode::Host,
                Network::Default => stage.state.network,
            },
            security: if run.security == Security::Insecure {
                SecurityMode::Insecure
            } else {
                SecurityMode::Sandbox
            },
            proxy_env: self.proxy.clone(),
            secret_env: sockets.variables,
            mounts: all,
        };
        let platform = stage
            .state
            .platform
            .clone()
            .unwrap_or_else(|| self.target_platform.clone());
        Vertex {
            inputs,
            platform: Some(platform),
            command: scope.code().to_owned(),
            ignore_cache: stage.ignore_cache,
            ..stage.vertex_at(Op::Exec(Box::new(exec)), scope.location())
        }
    }
}

/// The line of history: arguments declared so far with their count, then the command (`runCommandString`).
fn history_line(stage: &Stage<'_>, args: &[String], version: Version) -> String {
    let environment = &stage.state.environment;
    let mut declared: Vec<(&str, &str)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (key, value) in &stage.build_args {
        let value = environment
            .get(key)
            .or(value.as_deref())
            .unwrap_or_default();
        // Older versions list a name as often as it is declared.
        let place = if version.suggests() {
            *places.entry(key).or_insert(declared.len())
        } else {
            declared.len()
        };
        match declared.get_mut(place) {
            Some(pair) => pair.1 = value,
            None => declared.push((key, value)),
        }
    }
    let command = args.join(" ");
    if declared.is_empty() {
        return command;
    }
    let mut line = format!("|{} ", declared.len());
    for (key, value) in declared {
        line.extend([key, "=", value, " "]);
    }
    line + &command
}

/// In the log a secret's variable is `****`.
fn mask_secrets<'e>(environment: &'e Environment, mounts: &Mounts) -> Cow<'e, Environment> {
    let mut masked = Cow::Borrowed(environment);
    for name in mounts.secret_variables() {
        masked.to_mut().set(name, "****");
    }
    masked
}
