//! `cargo xtask bench`: how long the simulator takes, as tables and as ratios to the goals.

use anyhow::Result;

use crate::arguments::BenchOptions;
use crate::process;
use crate::project::Project;

const PACKAGE: &str = "--package=simulator-bench";

/// Prints the goals, and before them the tables unless only the goals are asked for.
pub(crate) fn bench(project: &Project, options: &BenchOptions) -> Result<()> {
    if !options.goals {
        process::run(&mut project.cargo(["bench", "--quiet", PACKAGE]))?;
    }
    process::run(&mut project.cargo(["run", "--quiet", "--release", PACKAGE]))
}
