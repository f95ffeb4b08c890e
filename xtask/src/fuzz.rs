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
/// Inputs for each seed in the round of `cargo xtask test`: the seed itself, and changed ones.
const INPUTS_PER_SEED: usize = 6;
/// Where libFuzzer's choices begin.
const SEED: u32 = 4711;
/// An input that takes longer than this many seconds hangs.
const HANG_SECONDS: u32 = 20;

/// How long a target is fuzzed.
#[derive(Clone, Copy)]
enum Length {
    Seconds(u32),
    /// So many inputs for each seed, however long they take; libFuzzer then also leaves aside what depends on the time
    /// and on addresses, so that the same code meets the same inputs.
    PerSeed(usize),
}

/// The round of `cargo xtask test`: every target, and a count of inputs that a slow machine changes nothing about.
pub(crate) fn short_round(project: &Project) -> Result<()> {
    tools::ensure(project, TOOLS)?;
    round(
        project,
        &targets(project)?,
        Length::PerSeed(INPUTS_PER_SEED),
    )
}

/// Fuzzes the asked targets in turn, and stops at the first finding.
pub(crate) fn fuzz(project: &Project, options: &FuzzOptions) -> Result<()> {
    tools::ensure(project, TOOLS)?;
    let targets = chosen(targets(project)?, &options.targets)?;
    let seconds = options.seconds.unwrap_or(SECONDS);
    round(project, &targets, Length::Seconds(seconds))
}

fn round(project: &Project, targets: &[String], length: Length) -> Result<()> {
    let folder = Folder(project.target.join("fuzz"));
    let mut seeds = project.cargo(["run", "--quiet", "--package=fuzz-targets", "--"]);
    process::run(seeds.arg(folder.of("seeds")))?;
    process::run(&mut cargo_fuzz(project, &folder, "build"))?;
    for target in targets {
        run(project, &folder, target, length)?;
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

fn run(project: &Project, folder: &Folder, target: &str, length: Length) -> Result<()> {
    let seeds = folder.of("seeds").join(target);
    let (limits, words) = match length {
        Length::Seconds(seconds) => (
            vec![format!("-max_total_time={seconds}")],
            format!("for {seconds} s"),
        ),
        Length::PerSeed(inputs) => {
            let runs = fs::read_dir(&seeds)?.count() * inputs;
            let limits = [&format!("-runs={runs}"), "-reload=0", "-use_cmp=0"];
            (
                limits.map(str::to_owned).to_vec(),
                format!("with {runs} inputs"),
            )
        }
    };
    eprintln!("\nxtask: fuzzing {target} {words}");
    let corpus = folder.of("corpus").join(target);
    let artifacts = folder.of("artifacts").join(target);
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&artifacts)?;
    let mut cargo = cargo_fuzz(project, folder, "run");
    cargo.arg(target).arg(&corpus).arg(seeds);
    cargo.arg("--");
    cargo.args(limits);
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
