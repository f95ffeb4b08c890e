//! `STOPSIGNAL`.

use dockerfile::instructions::StopSignal;

use super::super::BuildError;
use super::super::stage::Stage;
use super::Scope;
use super::history::{self, Layer};
use super::signal;

pub(super) fn dispatch(
    stage: &mut Stage<'_>,
    scope: &Scope<'_, '_>,
    stopsignal: &StopSignal,
) -> Result<(), BuildError> {
    let signal = scope.expand(stage, &stopsignal.signal.text)?;
    signal::check(&signal).map_err(|error| match scope.lex.version.suggests() {
        true => error,
        false => error.replacen('i', "I", 1),
    })?;
    history::commit(
        stage,
        scope.location(),
        format!("STOPSIGNAL {signal}"),
        Layer::None,
    );
    stage.image.config.stop_signal = signal;
    Ok(())
}
