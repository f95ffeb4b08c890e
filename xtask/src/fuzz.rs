//! `cargo xtask fuzz`: inputs that nobody thought of, for a while, on every target.
//!
//! In: the targets of `tests/fuzz` and seeds that its own command writes. Out: what libFuzzer kept, and the inputs that
//! it found something with, under `target/fuzz`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::arguments::FuzzOptions;
use crate::process;
use crate::project::Project;
use crate::tools::{self, Tool};

/// What fuzzing needs.
pub(crate) const TOOLS: &[Tool] = &[Tool::CargoFuzz];

/// The package that cargo-fuzz compiles.
const PACKAGE: &str = "tests/fuzz/libfuzzer";
/// Seconds for each target where nothing else is said.
const SECONDS: u32 = 10;
/// Where libFuzzer's choices begin: a round on the same corpus makes the same inputs, so that CI answers twice the same.
const SEED: u32 = 4711;
/// An input that takes longer than this many seconds hangs.
const HANG_SECONDS: u32 = 20;

/// The round of `cargo xtask test`.
pub(crate) fn short_round(project: &Project) -> Result<()> {
    fuzz(project, &FuzzOptions::default())
}

/// Fuzzes the asked targets in turn, and stops at the first finding.
pub(crate) fn fuzz(project: &Project, options: &FuzzOptions) -> Result<()> {
    tools::ensure(project, TOOLS)?;
    let targets = chosen(targets(project)?, &options.targets)?;
    let seconds = options.seconds.unwrap_or(SECONDS);
    let folder = Folder(project.target.join("fuzz"));
    let mut seeds = project.cargo(["run", "--quiet", "--package=fuzz-targets", "--"]);
    process::run(seeds.arg(folder.of("seeds")))?;
    process::run(&mut cargo_fuzz(project, &folder, "build"))?;
    for target in &targets {
        eprintln!("\nxtask: fuzzing {target} for {seconds} s");
        run(project, &folder, target, seconds)?;
    }
    Ok(())
}

/// Where fuzzing keeps what it makes.
struct Folder(PathBuf);

impl Folder {
    fn of(&self, what: &str) -> PathBuf {
        self.0.join(what)
    }
}

fn run(project: &Project, folder: &Folder, target: &str, seconds: u32) -> Result<()> {
    let corpus = folder.of("corpus").join(target);
    let artifacts = folder.of("artifacts").join(target);
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&artifacts)?;
    let mut cargo = cargo_fuzz(project, folder, "run");
    cargo.arg(target).arg(&corpus);
    cargo.arg(folder.of("seeds").join(target));
    cargo.arg("--");
    cargo.arg(format!("-max_total_time={seconds}"));
    cargo.arg(format!("-timeout={HANG_SECONDS}"));
    cargo.arg(format!("-seed={SEED}"));
    cargo.arg(format!("-artifact_prefix={}/", artifacts.display()));
    cargo.arg(format!("-dict={}", dictionary(project, target).display()));
    cargo.args([
        "-rss_limit_mb=2048",
        "-max_len=8192",
        "-verbosity=0",
        "-print_final_stats=1",
    ]);
    process::run(&mut cargo)
}

/// Without a sanitizer, which only a nightly compiler has: there is no unsafe code to watch.
fn cargo_fuzz(project: &Project, folder: &Folder, command: &str) -> std::process::Command {
    let mut cargo = project.cargo(["fuzz", command, "--fuzz-dir", PACKAGE, "--sanitizer=none"]);
    cargo.arg("--target-dir").arg(folder.of("build"));
    cargo
}

/// The target's own, or that of the Dockerfile.
fn dictionary(project: &Project, target: &str) -> PathBuf {
    let folder = project.root.join("tests/fuzz/dictionaries");
    let own = folder.join(target).with_extension("dict");
    if own.is_file() {
        own
    } else {
        folder.join("dockerfile.dict")
    }
}

/// Names of all targets: one file each.
fn targets(project: &Project) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(project.root.join(PACKAGE).join("fuzz_targets"))? {
        let path = entry?.path();
        names.extend(
            path.file_stem()
                .map(|name| name.to_string_lossy().into_owned()),
        );
    }
    names.sort();
    Ok(names)
}

fn chosen(all: Vec<String>, asked: &[String]) -> Result<Vec<String>> {
    for name in asked {
        if !all.contains(name) {
            bail!("there is no target `{name}`; there are {}", all.join(", "));
        }
    }
    if asked.is_empty() {
        return Ok(all);
    }
    Ok(asked.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_by_their_files() {
        let project = Project::locate().unwrap();
        let all = targets(&project).unwrap();
        assert!(all.len() > 1, "{all:?}");
        assert_eq!(chosen(all.clone(), &[]).unwrap(), all);
        let unknown = chosen(all, &["sintax".to_owned()]).map_err(|error| error.to_string());
        assert!(unknown.is_err_and(|message| message.contains("`sintax`")));
    }
}
