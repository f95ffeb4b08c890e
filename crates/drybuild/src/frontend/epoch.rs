//! `SOURCE_DATE_EPOCH`: a build argument that counts even where nothing declares it.

use dockerfile::Dockerfile;

use super::{BuildError, Converter};

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
        let seconds = value.parse::<i64>().ok();
        let is_named = || {
            dockerfile
                .stages
                .iter()
                .any(|s| !s.from.name.is_empty() && s.from.name == value.to_lowercase())
        };
        if seconds.is_none()
            && !value.is_empty()
            && value != "context"
            && self.named_context(&value, None)?.is_none()
            && !is_named()
        {
            return Err(BuildError::new(format!("invalid {KEY}: {value}")));
        }
        match seconds {
            Some(seconds) => {
                if let Some(arg) = self.build_args.get_mut(KEY) {
                    *arg = seconds.to_string();
                }
                if self.global_args.get(KEY).is_some() {
                    self.global_args.set(KEY, &seconds.to_string());
                }
            }
            None => {
                self.build_args.remove(KEY);
                self.global_args.remove(KEY);
            }
        }
        Ok(())
    }
}
