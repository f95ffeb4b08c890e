//! `USER`.

use dockerfile::instructions::User;

use super::super::BuildError;
use super::super::stage::Stage;
use super::Scope;
use super::history::{self, Layer};

pub(super) fn dispatch(
    stage: &mut Stage<'_>,
    scope: &Scope<'_, '_>,
    user: &User,
) -> Result<(), BuildError> {
    let user = scope.expand(stage, &user.user.text)?;
    history::commit(stage, scope.location(), format!("USER {user}"), Layer::None);
    stage.state.user.clone_from(&user);
    stage.image.config.user = user;
    Ok(())
}
