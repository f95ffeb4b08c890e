//! `ONBUILD`: kept in the config, without a line of history.

use dockerfile::instructions::Onbuild;

use super::super::BuildError;
use super::super::stage::Stage;

pub(super) fn dispatch(stage: &mut Stage<'_>, onbuild: &Onbuild) -> Result<(), BuildError> {
    stage.image.config.on_build.push(onbuild.expression.clone());
    Ok(())
}
