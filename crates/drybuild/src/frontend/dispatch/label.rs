//! `LABEL`.

use dockerfile::instructions::Label;

use super::super::BuildError;
use super::super::stage::Stage;
use super::Scope;
use super::history::{self, Layer};
use crate::lint::legacy_key_value_format;

pub(super) fn dispatch(
    stage: &mut Stage<'_>,
    scope: &Scope<'_, '_>,
    label: &Label,
) -> Result<(), BuildError> {
    let mut pairs = Vec::new();
    for pair in &label.pairs {
        pairs.push((
            scope.expand(stage, &pair.key.text)?,
            scope.expand(stage, &pair.value.text)?,
            pair.no_delim,
        ));
    }
    let mut line = String::from("LABEL");
    for (key, value, is_legacy) in pairs {
        if is_legacy {
            let detail = legacy_key_value_format::detail(scope.name());
            scope
                .linter
                .report(&legacy_key_value_format::RULE, scope.location(), detail);
        }
        line += &format!(" {key}={value}");
        stage.image.config.labels.insert(key, value);
    }
    history::commit(stage, scope.location(), line, Layer::None);
    Ok(())
}
