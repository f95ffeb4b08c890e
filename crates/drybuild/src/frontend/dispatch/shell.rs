//! `SHELL`.

use dockerfile::instructions::Shell;

use super::super::BuildError;
use super::super::stage::Stage;
use super::Scope;
use super::history::{self, Layer};

pub(super) fn dispatch(
    stage: &mut Stage<'_>,
    scope: &Scope<'_, '_>,
    shell: &Shell,
) -> Result<(), BuildError> {
    let args: Vec<String> = shell.shell.iter().map(|a| a.to_string()).collect();
    let line = format!("SHELL [{}]", args.join(" "));
    stage.image.config.shell = args;
    history::commit(stage, scope.location(), line, Layer::None);
    Ok(())
}
