//! `cargo xtask docker-conformance`: whether a real Docker 20.10 does what the simulator says.
//!
//! In: Debian's packages `docker.io`, `busybox-static` and `tar`, and the pages in `tests/docker`. Out: a line a page
//! and builder. It starts an engine of its own below `target/`; where none can run it prints SKIPPED, which is not
//! "passed": nothing was compared.

mod compare;
mod engine;
mod image;
mod page;

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;
use crate::project::Project;
use compare::Sides;
use engine::Engine;
use page::Page;

/// The two builders: how they are asked for, and how the answers call them.
const BUILDERS: [(&str, &str); 2] = [("0", "legacy"), ("1", "buildkit2010")];

/// Builds every page with both builders of a real engine and compares.
pub(crate) fn docker_conformance(project: &Project) -> Result<()> {
    let folder = project.target.join("docker-conformance");
    let engine = match Engine::start(&folder) {
        Ok(engine) => engine,
        Err(why) => {
            println!("SKIPPED: no Docker engine can run here: {why:#}");
            return Ok(());
        }
    };
    engine.make_base().context("the base image")?;
    let pages = Page::all(&project.root.join("tests/docker"))?;
    let answers = answers(project, &folder, &pages)?;
    let mut differing = 0;
    let mut agreeing = 0;
    for page in &pages {
        let answer = answers
            .iter()
            .find(|answer| answer.get("id").and_then(Value::as_str) == Some(&page.name));
        let answer = answer.with_context(|| format!("no answer to {}", page.name))?;
        for (switch, builder) in BUILDERS {
            let path = format!("/actual/{builder}/builds/0");
            let simulated = answer
                .pointer(&path)
                .with_context(|| format!("{}: no {builder}", page.name))?;
            let real = engine.build(page, switch)?;
            let differences = Sides {
                real: &real,
                simulated,
                page,
            }
            .differences();
            if differences.is_empty() {
                agreeing += 1;
                println!("ok       {builder:12} {}", page.name);
            } else {
                differing += 1;
                println!("DIFFERS  {builder:12} {}", page.name);
                for difference in differences {
                    println!("         {difference}");
                }
            }
        }
    }
    println!(
        "{agreeing} agree, {differing} differ, on Docker {}",
        engine.version
    );
    if differing > 0 || agreeing == 0 {
        bail!("the simulator and the engine differ");
    }
    Ok(())
}

/// What the simulator says to each page.
fn answers(project: &Project, folder: &std::path::Path, pages: &[Page]) -> Result<Vec<Value>> {
    let cases: Vec<String> = pages.iter().map(|page| page.case().to_string()).collect();
    let path = folder.join("cases.jsonl");
    fs::write(&path, cases.join("\n"))?;
    let mut simulator = project.cargo(["run", "--quiet", "--package=conformance", "--", "legacy"]);
    simulator.arg(&path);
    let text = process::output(&mut simulator)?;
    let answers = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>();
    answers.context("the simulator printed no JSON")
}
