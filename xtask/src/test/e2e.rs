//! The end-to-end tests: Node's test runner, on the site that the step before has built.

use anyhow::{Result, bail};

use crate::process;
use crate::project::Project;
use crate::site;
use crate::tools;

/// Runs `tests/e2e`.
pub(super) fn run(project: &Project) -> Result<()> {
    let site = site::folder(project);
    if !site.join("index.html").is_file() {
        bail!("there is no built site: run `cargo xtask test site e2e`");
    }
    let mut node = project.command("node");
    node.current_dir(project.root.join(tools::E2E_PACKAGES));
    node.args(["--test", "--test-reporter=spec"]);
    node.env("LAYERWISE_SITE", site);
    if let Some(browser) = tools::find_chromium() {
        node.env("LAYERWISE_CHROMIUM", browser);
    }
    process::run(&mut node)
}
