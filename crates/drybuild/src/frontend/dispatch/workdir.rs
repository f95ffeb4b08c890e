//! `WORKDIR`.

use dockerfile::instructions::Workdir;

use super::super::names::uppercase_keyword;
use super::super::parse;
use super::super::stage::Stage;
use super::super::{BuildError, Converter};
use super::Scope;
use super::files::owner;
use super::history::{self, Layer};
use crate::graph::{ActionInput, ActionKind, FileAction, FileOp, MkdirAction, Op, Vertex};
use crate::lint::workdir_relative_path;
use crate::path::{is_absolute, normalize_workdir, to_slash};

/// Changes the working directory and says which it is now, with slashes.
pub(super) fn set(stage: &mut Stage<'_>, path: &str) -> Result<String, String> {
    let os = stage.os().to_owned();
    let dir = normalize_workdir(&stage.image.config.working_dir, path, &os)
        .map_err(|e| format!("normalizing workdir: {e}"))?;
    let slashed = to_slash(&dir, &os).into_owned();
    stage.state.set_dir(&slashed);
    stage.image.config.working_dir = dir;
    Ok(slashed)
}

impl<'a> Converter<'a> {
    pub(super) fn workdir(
        &mut self,
        stage: &mut Stage<'a>,
        scope: &Scope<'a, '_>,
        workdir: &Workdir,
    ) -> Result<(), BuildError> {
        let path = scope.expand(stage, &workdir.path.text)?;
        if !stage.has_workdir && !is_absolute(&path, stage.os()) {
            let detail = workdir_relative_path::detail(&path);
            scope
                .linter
                .report(&workdir_relative_path::RULE, scope.location(), detail);
        }
        stage.has_workdir = true;
        let dir = set(stage, &path)?;
        let line = format!("WORKDIR {dir}");
        let layer = if dir == "/" {
            Layer::None
        } else {
            self.make_dir(stage, scope, dir)
        };
        history::commit(stage, scope.location(), line, layer);
        Ok(())
    }

    fn make_dir(&mut self, stage: &mut Stage<'a>, scope: &Scope<'a, '_>, dir: String) -> Layer {
        let command = parse::expand_name(scope.lex, scope.code(), &stage.state.environment);
        let platform = stage.platform.clone().filter(|_| self.is_multi_platform);
        stage.count_step();
        let name = stage.step_name(platform.as_ref(), &uppercase_keyword(&command));
        let input = if stage.state.output.is_some() {
            ActionInput::Input(0)
        } else {
            ActionInput::Empty
        };
        let user = &stage.image.config.user;
        let mkdir = MkdirAction {
            path: crate::path::clean(&dir),
            mode: 0o755,
            make_parents: true,
            owner: (!user.is_empty()).then(|| owner(user, input)),
        };
        let action = FileAction {
            input,
            secondary_input: ActionInput::Empty,
            output: Some(0),
            kind: ActionKind::Mkdir(mkdir),
        };
        let op = Op::File(FileOp {
            actions: vec![action],
        });
        let inputs = stage.state.output.into_iter().collect();
        let output = self.builder.add(Vertex {
            inputs,
            name,
            ..stage.vertex_at(op, scope.location())
        });
        stage.state.output = Some(output);
        Layer::Of(Some(output.vertex))
    }
}
