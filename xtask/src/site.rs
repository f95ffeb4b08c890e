//! The built course: the bundle and every page of the content, ready for any static host.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::bundle;
use crate::process;
use crate::project::Project;

/// Where the site is left.
pub(crate) fn folder(project: &Project) -> PathBuf {
    project.target.join("site")
}

/// Builds the bundle and then the pages.
pub(crate) fn build(project: &Project) -> Result<()> {
    bundle::build(project)?;
    let mut layerwise = layerwise(project)?;
    layerwise
        .args(["build", "content", "--out"])
        .arg(folder(project));
    process::run(&mut layerwise).context("the course does not build")
}

/// Checks the shipped course.
pub(crate) fn check(project: &Project) -> Result<()> {
    process::run(layerwise(project)?.args(["check", "content"])).context("the course has faults")
}

/// The command `layerwise`, freshly compiled.
pub(crate) fn layerwise(project: &Project) -> Result<std::process::Command> {
    process::run(&mut project.cargo(["build", "--package", "layerwise-cli"]))?;
    let program = project.target.join("debug/layerwise");
    Ok(project.command(&program.to_string_lossy()))
}
