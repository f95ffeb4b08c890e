//! `VOLUME`.

use dockerfile::instructions::Volume;

use super::super::BuildError;
use super::super::stage::Stage;
use super::Scope;
use super::history::{self, Layer};

pub(super) fn dispatch(
    stage: &mut Stage<'_>,
    scope: &Scope<'_, '_>,
    volume: &Volume,
) -> Result<(), BuildError> {
    let mut paths = Vec::new();
    for path in &volume.volumes {
        paths.push(scope.expand(stage, &path.text)?);
    }
    if paths.iter().any(String::is_empty) {
        return Err(BuildError::new(
            "VOLUME specified can not be an empty string",
        ));
    }
    history::commit(
        stage,
        scope.location(),
        format!("VOLUME [{}]", paths.join(" ")),
        Layer::None,
    );
    stage.image.config.volumes.extend(paths);
    Ok(())
}
