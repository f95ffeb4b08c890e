//! `ENV`.

use dockerfile::instructions::Env;

use super::super::BuildError;
use super::super::stage::Stage;
use super::Scope;
use super::history::{self, Layer};
use crate::lint::{legacy_key_value_format, secrets_used_in_arg_or_env};

pub(super) fn dispatch(
    stage: &mut Stage<'_>,
    scope: &Scope<'_, '_>,
    env: &Env,
) -> Result<(), BuildError> {
    let mut pairs = Vec::new();
    for pair in &env.pairs {
        pairs.push((
            scope.expand(stage, &pair.key.text)?,
            scope.expand(stage, &pair.value.text)?,
            pair.no_delim,
        ));
    }
    let mut line = String::from("ENV");
    for (key, value, is_legacy) in pairs {
        if is_legacy {
            let detail = legacy_key_value_format::detail(scope.name());
            scope
                .linter
                .report(&legacy_key_value_format::RULE, scope.location(), detail);
        }
        if secrets_used_in_arg_or_env::applies(&key) {
            let detail = secrets_used_in_arg_or_env::detail("ENV", &key);
            scope
                .linter
                .report(&secrets_used_in_arg_or_env::RULE, scope.location(), detail);
        }
        line += &format!(" {key}={value}");
        // What the image sets is set while building too, so a new name is new to both.
        if stage.state.environment.get(&key).is_none() {
            stage.image.config.env.push(format!("{key}={value}"));
        } else {
            stage.image.config.set_env(&key, &value);
        }
        stage.state.environment.set(&key, &value);
    }
    history::commit(stage, scope.location(), line, Layer::None);
    Ok(())
}
