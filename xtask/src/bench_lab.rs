//! `cargo xtask bench-lab`: how long typing in a lab takes, in a Chromium with a slow CPU.

use anyhow::Result;

use crate::process;
use crate::project::Project;
use crate::site;
use crate::tools::{self, Tool};

/// The text that is typed into.
const DOCKERFILE: &str = "tests/bench/src/page-of-100-lines.Dockerfile";

/// Builds the site, types, and prints what a learner waits for.
pub(crate) fn bench_lab(project: &Project) -> Result<()> {
    tools::ensure(project, crate::bundle::TOOLS)?;
    tools::ensure(project, &[Tool::E2ePackages, Tool::Chromium])?;
    site::build(project)?;
    let mut node = project.command("node");
    node.arg(project.root.join("tests/bench-lab/measure.js"))
        .arg(site::folder(project))
        .arg(project.root.join(DOCKERFILE));
    if let Some(browser) = tools::find_chromium() {
        node.env("LAYERWISE_CHROMIUM", browser);
    }
    process::run(&mut node)
}
