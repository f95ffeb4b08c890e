//! `SOURCE_DATE_EPOCH`: a build argument that counts even where nothing declares it.

mod source;

use dockerfile::Dockerfile;

use super::{BuildError, Converter, parse};

const KEY: &str = "SOURCE_DATE_EPOCH";

impl Converter<'_> {
    /// Checks the value and makes its number plain (`resolveSourceDateEpochValue`).
    ///
    /// A context or a stage named instead of a number has a time that only a real build knows; the
    /// argument is then taken for unset.
    pub(super) fn set_epoch(&mut self, dockerfile: &Dockerfile) -> Result<(), BuildError> {
        let given = self.build_args.get(KEY).cloned();
        let default = self
            .global_args
            .get(KEY)
            .filter(|v| !v.is_empty())
            .map(str::to_owned);
        let Some(value) = given.or(default) else {
            return Ok(());
        };
        let plain = match value.parse::<i64>() {
            Ok(seconds) => seconds.to_string(),
            Err(_) => {
                self.check_epoch_source(&value, dockerfile)?;
                String::new()
            }
        };
        if plain.is_empty() {
            self.build_args.remove(KEY);
            self.global_args.remove(KEY);
            return Ok(());
        }
        if self.global_args.get(KEY).is_some() {
            self.global_args.set(KEY, &plain);
        }
        if let Some(arg) = self.build_args.get_mut(KEY) {
            *arg = plain;
        }
        Ok(())
    }

    /// Checks that the value names the context, a named context or a stage that is fit for it.
    fn check_epoch_source(&self, value: &str, dockerfile: &Dockerfile) -> Result<(), BuildError> {
        if value.is_empty() || value == "context" || self.named_context(value, None)?.is_some() {
            return Ok(());
        }
        let name = value.to_lowercase();
        let Some(stage) = dockerfile
            .stages
            .iter()
            .find(|s| !s.from.name.is_empty() && s.from.name == name)
        else {
            return Err(BuildError::new(format!("invalid {KEY}: {value}")));
        };
        let mut environment = self.global_args.clone();
        environment.remove(KEY);
        source::check(stage, self.lex, environment, &self.build_args)
            .map_err(|e| e.at(&parse::location(&stage.origin)))
    }
}
