//! `--call=targets`: the stages that can be built.

use dockerfile::Dockerfile;

use super::{BuildError, parse, settings};
use crate::lint::Location;
use crate::options::BuildOptions;

/// A stage that can be built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Target {
    /// Empty when it has none.
    pub name: String,
    /// Built where no `--target` is given.
    pub is_default: bool,
    /// The comment above it.
    pub description: String,
    /// Name after `FROM`, as written.
    pub base: String,
    /// Value of `FROM --platform`, as written.
    pub platform: String,
    /// Its `FROM`.
    pub location: Location,
}

/// Lists the stages of a Dockerfile.
///
/// # Errors
/// The file cannot be read as a Dockerfile, or an option cannot be read.
pub fn targets(dockerfile: &Dockerfile, options: &BuildOptions) -> Result<Vec<Target>, BuildError> {
    settings::check(options)?;
    parse::check_syntax(dockerfile)?;
    let last = dockerfile.stages.len().saturating_sub(1);
    let target = |(index, stage): (usize, &dockerfile::Stage)| Target {
        name: stage.from.name.clone(),
        is_default: index == last,
        description: stage.from.doc.clone(),
        base: stage.from.base.to_string(),
        platform: super::dispatch::word(&stage.from.platform).to_owned(),
        location: parse::location(&stage.origin),
    };
    Ok(dockerfile.stages.iter().enumerate().map(target).collect())
}
