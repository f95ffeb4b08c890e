//! `CMD`, and what it shares with `ENTRYPOINT`.

use dockerfile::instructions::{Cmd, CommandLine};

use super::super::BuildError;
use super::super::stage::Stage;
use super::Scope;
use super::history::{self, Layer};
use crate::lint::{Location, json_args_recommended, multiple_instructions_disallowed};
use crate::quote::quote_list;

pub(super) fn dispatch(
    stage: &mut Stage<'_>,
    scope: &Scope<'_, '_>,
    cmd: &Cmd,
) -> Result<(), BuildError> {
    let earlier = stage.last_cmd.replace(scope.location().clone());
    report_repeated(scope, earlier);
    let args = command_line(stage, scope, &cmd.command);
    let line = format!("CMD {}", quote_list(&args));
    stage.image.config.cmd = args;
    stage.image.config.args_escaped = true;
    history::commit(stage, scope.location(), line, Layer::None);
    Ok(())
}

/// Reports the earlier of two instructions that set the same.
pub(super) fn report_repeated(scope: &Scope<'_, '_>, earlier: Option<Location>) {
    if let Some(earlier) = earlier {
        let detail = multiple_instructions_disallowed::detail(scope.name());
        scope
            .linter
            .report(&multiple_instructions_disallowed::RULE, &earlier, detail);
    }
}

/// Arguments of `CMD` or `ENTRYPOINT`; a shell form is given to the shell.
pub(super) fn command_line(
    stage: &Stage<'_>,
    scope: &Scope<'_, '_>,
    line: &CommandLine,
) -> Vec<String> {
    let args: Vec<String> = line.args.iter().map(|a| a.to_string()).collect();
    if !line.is_shell_form() {
        return args;
    }
    if stage.image.config.shell.is_empty() {
        let detail = json_args_recommended::detail(scope.name());
        scope
            .linter
            .report(&json_args_recommended::RULE, scope.location(), detail);
    }
    with_shell(stage, &args)
}

/// The shell of the image and a line for it (`withShell`).
pub(super) fn with_shell(stage: &Stage<'_>, args: &[String]) -> Vec<String> {
    let shell = &stage.image.config.shell;
    let mut line: Vec<String> = match stage.image.platform.os.as_str() {
        _ if !shell.is_empty() => shell.clone(),
        "windows" => ["cmd", "/S", "/C"].map(str::to_owned).into(),
        _ => ["/bin/sh", "-c"].map(str::to_owned).into(),
    };
    line.push(args.join(" "));
    line
}
