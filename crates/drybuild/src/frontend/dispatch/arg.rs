//! `ARG`.

use dockerfile::instructions::Arg;

use super::super::outline::ArgInfo;
use super::super::stage::Stage;
use super::super::{BuildError, Converter};
use super::history::{self, Layer};
use super::{Scope, is_sbom_switch};
use crate::lint::secrets_used_in_arg_or_env;

impl<'a> Converter<'a> {
    pub(super) fn arg(
        &self,
        stage: &mut Stage<'a>,
        scope: &Scope<'a, '_>,
        arg: &Arg,
    ) -> Result<(), BuildError> {
        let mut line = String::from("ARG");
        for declared in &arg.args {
            let key = &declared.key.text;
            if secrets_used_in_arg_or_env::applies(key) {
                let detail = secrets_used_in_arg_or_env::detail("ARG", key);
                scope
                    .linter
                    .report(&secrets_used_in_arg_or_env::RULE, scope.location(), detail);
            }
            let given = self.build_args.get(key.as_str());
            let inherited = self
                .global_args
                .get(key)
                .filter(|_| declared.value.is_none() && given.is_none());
            let value = match (given, inherited, &declared.value) {
                (Some(given), ..) => Some(given.clone()),
                (None, Some(global), _) => Some(global.to_owned()),
                (None, None, Some(default)) => Some(scope.expand(stage, &default.text)?),
                (None, None, None) => None,
            };
            // The history of older versions shows the text, not what was given.
            let written = match &declared.value {
                Some(default) if !scope.lex.version.suggests() => {
                    Some(scope.expand(stage, &default.text)?)
                }
                None if !scope.lex.version.suggests() => None,
                _ => value.clone(),
            };
            if let Some(value) = &value
                && !is_sbom_switch(key)
            {
                stage.state.environment.set(key, value);
            }
            if inherited.is_none() {
                let info = ArgInfo {
                    description: declared.doc.clone(),
                    value: value.clone().unwrap_or_default(),
                    location: scope.location().clone(),
                    ..ArgInfo::default()
                };
                stage.outline.args.insert(key.to_string(), info);
            }
            stage.outline.used.insert(key.to_string());
            line += &match &written {
                Some(value) => format!(" {key}={value}"),
                None => format!(" {key}"),
            };
            stage.build_args.push((key.to_string(), value));
        }
        history::commit(stage, scope.location(), line, Layer::None);
        Ok(())
    }
}
