//! `cargo xtask test`: everything that CI runs.

mod e2e;
mod steps;
mod summary;

use std::time::Instant;

use anyhow::{Result, bail};

use crate::arguments::TestOptions;
use crate::process;
use crate::project::Project;
use crate::tools;

use steps::{STEPS, Step, Work};
use summary::{Outcome, Summary};

/// Runs the asked steps in order and prints how each went.
pub(crate) fn test(project: &Project, options: &TestOptions) -> Result<()> {
    if options.list {
        for step in STEPS {
            println!("{:<12} {}", step.name, step.what);
        }
        return Ok(());
    }
    let steps = chosen(&options.steps)?;
    let needed: Vec<_> = steps.iter().flat_map(|step| step.needs).copied().collect();
    tools::ensure(project, &needed)?;

    let mut summary = Summary::default();
    for step in steps {
        if summary.has_failure() && !options.keep_going {
            summary.add(step.name, Outcome::NotRun);
            continue;
        }
        eprintln!("\nxtask: {}: {}", step.name, step.what);
        let start = Instant::now();
        let result = run(project, step);
        let time = start.elapsed();
        match result {
            Ok(()) => summary.add(step.name, Outcome::Passed(time)),
            Err(error) => {
                eprintln!(
                    "xtask: {} failed: {error:#}\nxtask: {}",
                    step.name, step.hint
                );
                summary.add(step.name, Outcome::Failed(time));
            }
        }
    }
    eprintln!("\n{summary}");
    if summary.has_failure() {
        bail!("not everything passed");
    }
    Ok(())
}

fn run(project: &Project, step: &Step) -> Result<()> {
    match step.work {
        Work::Cargo(arguments, environment) => {
            let mut cargo = project.cargo(arguments.iter().copied());
            cargo.envs(environment.iter().copied());
            process::run(&mut cargo)
        }
        Work::Function(function) => function(project),
    }
}

/// The named steps in the order of [`STEPS`]; all of them if none is named.
fn chosen(names: &[String]) -> Result<Vec<&'static Step>> {
    for name in names {
        if !STEPS.iter().any(|step| step.name == name) {
            bail!("there is no step `{name}`; `cargo xtask test --list` prints them");
        }
    }
    let is_chosen = |step: &&Step| names.is_empty() || names.iter().any(|name| name == step.name);
    Ok(STEPS.iter().filter(is_chosen).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(asked: &[&str]) -> Result<Vec<&'static str>> {
        let asked: Vec<_> = asked.iter().map(ToString::to_string).collect();
        Ok(chosen(&asked)?.iter().map(|step| step.name).collect())
    }

    #[test]
    fn no_name_means_every_step() {
        assert_eq!(names(&[]).unwrap().len(), STEPS.len());
    }

    #[test]
    fn named_steps_keep_their_order() {
        assert_eq!(names(&["e2e", "format"]).unwrap(), ["format", "e2e"]);
    }

    #[test]
    fn an_unknown_step_is_named() {
        let message = names(&["formt"]).map_err(|error| error.to_string());
        assert!(message.is_err_and(|message| message.contains("`formt`")));
    }
}
