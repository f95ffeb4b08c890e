//! `ENTRYPOINT`.

use dockerfile::instructions::Entrypoint;

use super::super::BuildError;
use super::super::stage::Stage;
use super::Scope;
use super::cmd::{command_line, report_repeated};
use super::history::{self, Layer};
use crate::quote::quote_list;

pub(super) fn dispatch(
    stage: &mut Stage<'_>,
    scope: &Scope<'_, '_>,
    entrypoint: &Entrypoint,
) -> Result<(), BuildError> {
    let earlier = stage.last_entrypoint.replace(scope.location().clone());
    report_repeated(scope, earlier);
    let args = command_line(stage, scope, &entrypoint.command);
    let line = format!("ENTRYPOINT {}", quote_list(&args));
    stage.image.config.entrypoint = args;
    // A `CMD` of the base belongs to the base's entrypoint.
    if stage.last_cmd.is_none() {
        stage.image.config.cmd.clear();
    }
    history::commit(stage, scope.location(), line, Layer::None);
    Ok(())
}
