//! What npm installs, always by a lock file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::announce;
use crate::process;
use crate::project::Project;
use crate::version::Version;

/// The end-to-end tests, with their own `package.json`.
pub(crate) const E2E_PACKAGES: &str = "tests/e2e";

const OLDEST_NODE: &str = "20";
const MANIFESTS: [&str; 2] = ["package.json", "package-lock.json"];

/// Puts wasm-opt into the tool folder. Debian's own (108) makes modules that Chromium refuses.
pub(super) fn ensure_wasm_opt(project: &Project) -> Result<()> {
    need_node(project)?;
    let folder = project.tools.join("npm");
    fs::create_dir_all(&folder)?;
    for name in MANIFESTS {
        let wanted = fs::read(project.root.join("xtask/npm").join(name))?;
        let there = folder.join(name);
        if fs::read(&there).ok().as_ref() != Some(&wanted) {
            fs::write(&there, wanted)?;
        }
    }
    install(project, &folder, "wasm-opt", "make the app small")?;
    let programs = project.tool_programs();
    fs::create_dir_all(&programs)?;
    link(
        Path::new("../npm/node_modules/binaryen/bin/wasm-opt"),
        &programs.join("wasm-opt"),
    )
}

/// Installs what the end-to-end tests import.
pub(super) fn ensure_e2e_packages(project: &Project) -> Result<()> {
    need_node(project)?;
    let folder = project.root.join(E2E_PACKAGES);
    install(
        project,
        &folder,
        "playwright-core, axe-core and html-validate",
        "test the built site",
    )
}

/// `npm ci`, unless the folder's lock file is the one that was installed last.
fn install(project: &Project, folder: &Path, what: &str, why: &str) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    announce(what, why, "about 10 seconds");
    let mut npm = project.command("npm");
    npm.current_dir(folder);
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    process::run(&mut npm).context("is the npm registry reachable?")?;
    Ok(fs::write(stamp, lock)?)
}

fn need_node(project: &Project) -> Result<()> {
    for program in ["node", "npm"] {
        if process::find(program).is_none() {
            bail!(
                "`{program}` is missing: install Node.js {OLDEST_NODE} or newer with npm \
                 (https://nodejs.org), then run this again"
            );
        }
    }
    let printed = process::output(project.command("node").arg("--version"))?;
    let found = Version::find(&printed);
    if found < Version::find(OLDEST_NODE) {
        bail!(
            "Node.js is {}, and {OLDEST_NODE} or newer is needed: install it from \
             https://nodejs.org, then run this again",
            printed.trim()
        );
    }
    Ok(())
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> Result<()> {
    if fs::read_link(at).is_ok_and(|target| target == to) {
        return Ok(());
    }
    let _ = fs::remove_file(at);
    std::os::unix::fs::symlink(to, at).with_context(|| format!("cannot make {}", at.display()))
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> Result<()> {
    bail!("only Linux and macOS are known to work: on Windows, use WSL")
}

#[cfg(test)]
mod tests {
    /// A lock file that names a registry's host would fail wherever another mirror is used.
    #[test]
    fn lock_files_name_no_host() {
        for lock in [
            include_str!("../../npm/package-lock.json"),
            include_str!("../../../tests/e2e/package-lock.json"),
        ] {
            assert!(!lock.contains("\"resolved\""));
            assert!(lock.contains("\"integrity\""));
        }
    }
}
