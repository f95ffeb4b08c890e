//! `MAINTAINER`.

use dockerfile::instructions::Maintainer;

use super::super::BuildError;
use super::super::stage::Stage;
use super::Scope;
use super::history::{self, Layer};

pub(super) fn dispatch(
    stage: &mut Stage<'_>,
    scope: &Scope<'_, '_>,
    maintainer: &Maintainer,
) -> Result<(), BuildError> {
    stage.image.author = maintainer.maintainer.to_string();
    history::commit(
        stage,
        scope.location(),
        format!("MAINTAINER {}", maintainer.maintainer),
        Layer::None,
    );
    Ok(())
}
