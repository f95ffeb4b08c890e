//! `cargo xtask conformance`: where the simulator answers as the real BuildKit did.
//!
//! In: a folder with the measured truth, which brings the scripts that compare. Out: the table in
//! `docs/conformance.md`, and the answers that were compared, in `target/conformance`.

mod score;
mod surface;

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::generated;
use crate::process;
use crate::project::Project;

use score::Score;
use surface::{SURFACES, Surface};

/// Writes the table of [`DOCUMENT`].
pub(crate) const COMMAND: &str = "cargo xtask conformance";

const DOCUMENT: &str = "docs/conformance.md";

/// Compares every surface and writes the table.
pub(crate) fn conformance(project: &Project, named: Option<PathBuf>) -> Result<()> {
    let truth = folder(project, named)?;
    process::run(&mut project.cargo(["build", "--release", "--package=conformance"]))?;
    let mut table = "| Surface | Level | Agree | % |\n|---|---|--:|--:|\n".to_owned();
    let mut unanswered = Vec::new();
    for surface in SURFACES {
        let report = compare(project, &truth, surface)?;
        for score in score::read(&report).with_context(|| surface.name)? {
            if score.is_answered {
                let _ = writeln!(table, "| {} | {} |", surface.name, row(&score));
            } else {
                unanswered.push(format!("{} {}", surface.name, score.level));
            }
        }
    }
    if !unanswered.is_empty() {
        let _ = writeln!(table, "\nNot answered at all: {}.", unanswered.join(", "));
    }
    print!("{table}");
    let path = project.root.join(DOCUMENT);
    let text = generated::with_table(&fs::read_to_string(&path)?, COMMAND, &table)?;
    fs::write(path, text)?;
    Ok(())
}

/// The folder with the measured truth: as named, from the environment, or beside the work tree.
fn folder(project: &Project, named: Option<PathBuf>) -> Result<PathBuf> {
    let from_environment = || env::var_os("LAYERWISE_TRUTH").filter(|path| !path.is_empty());
    let folder = match named.or_else(|| from_environment().map(PathBuf::from)) {
        Some(folder) => std::path::absolute(folder)?,
        None => project.root.join("../shared/truth"),
    };
    if !folder.join("compare.py").is_file() {
        bail!(
            "there is no measured truth in {}: name its folder, or set LAYERWISE_TRUTH to it",
            folder.display()
        );
    }
    Ok(folder)
}

/// Lets the simulator answer and the folder's own script compare: the script's JSON.
fn compare(project: &Project, truth: &Path, surface: &Surface) -> Result<String> {
    let binary = format!("release/conformance{}", env::consts::EXE_SUFFIX);
    let mut simulator = project.command(&project.target.join(binary).to_string_lossy());
    simulator
        .arg(surface.command)
        .arg(truth.join(surface.cases));
    let answers = project.target.join("conformance");
    fs::create_dir_all(&answers)?;
    let actual = answers.join(format!("{}.jsonl", surface.command));
    fs::write(&actual, process::output(&mut simulator)?)?;

    let mut python = project.command("python3");
    python.arg(truth.join(surface.script)).args(surface.mode);
    python.arg("--expected").arg(truth.join(surface.expected));
    python.arg("--actual").arg(actual).arg("--json");
    process::output(&mut python)
}

/// The cells after the surface's name. The percentage is rounded down: 100.0 means all.
fn row(score: &Score) -> String {
    let tenths = (score.agree * 1000)
        .checked_div(score.total)
        .unwrap_or(1000);
    format!(
        "{} | {} / {} | {}.{}",
        score.level,
        score.agree,
        score.total,
        tenths / 10,
        tenths % 10
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_all_is_100_percent() {
        let row = |agree, total| {
            let level = "parse".to_owned();
            row(&Score {
                level,
                agree,
                total,
                is_answered: true,
            })
        };
        assert_eq!(row(9_999, 10_000), "parse | 9999 / 10000 | 99.9");
        assert_eq!(row(7, 7), "parse | 7 / 7 | 100.0");
        assert_eq!(row(0, 0), "parse | 0 / 0 | 100.0");
    }

    #[test]
    fn a_folder_without_the_truth_is_named() {
        let project = Project::locate().unwrap();
        let message = folder(&project, Some("/no-such-folder".into()));
        let message = message.map_err(|error| error.to_string());
        assert!(message.is_err_and(|message| message.contains("/no-such-folder")));
    }
}
