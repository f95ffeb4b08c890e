//! What npm installs, always by a lock file.

use std::fs;
use std::path::{Path, PathBuf};

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
    put_manifests(project, "xtask/npm", &folder)?;
    install(project, &folder, "wasm-opt", "make the app small")?;
    let programs = project.tool_programs();
    fs::create_dir_all(&programs)?;
    link(
        Path::new("../npm/node_modules/binaryen/bin/wasm-opt"),
        &programs.join("wasm-opt"),
    )
}

/// The service worker's library as one script, made from npm's packages.
///
/// It is put into the bundle, so that an author needs no Node to make a course that opens without
/// a network.
pub(crate) fn workbox(project: &Project) -> Result<String> {
    // Each part asks for those before it.
    const PARTS: [&str; 4] = ["core", "routing", "strategies", "precaching"];
    let modules = workbox_folder(project).join("node_modules");
    let read = |path: String| {
        fs::read_to_string(modules.join(&path)).with_context(|| format!("{path} is not installed"))
    };
    let mut script = "/*! Workbox, https://github.com/GoogleChrome/workbox\n".to_owned();
    script.push_str(read("workbox-core/LICENSE".to_owned())?.trim());
    script.push_str(" */\n");
    for part in PARTS {
        let text = read(format!("workbox-{part}/build/workbox-{part}.prod.js"))?;
        let is_code = |line: &&str| !line.starts_with("//# sourceMappingURL");
        script.extend(text.lines().filter(is_code).flat_map(|line| [line, "\n"]));
    }
    Ok(script)
}

/// Installs [`workbox`]. In a folder of its own, so that a change of one version leaves the other
/// tools alone.
pub(super) fn ensure_workbox(project: &Project) -> Result<()> {
    need_node(project)?;
    let folder = workbox_folder(project);
    put_manifests(project, "xtask/workbox", &folder)?;
    install(
        project,
        &folder,
        "Workbox",
        "let a course open without a network",
    )
}

fn workbox_folder(project: &Project) -> PathBuf {
    project.tools.join("workbox")
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

/// The topics of the bench as a Starlight site; its last version that runs on Node.js 20.
pub(super) fn ensure_starlight(project: &Project) -> Result<()> {
    need_node(project)?;
    let folder = starlight_folder(project);
    put_manifests(project, "tests/bench-site/starlight", &folder)?;
    install(
        project,
        &folder,
        "Starlight",
        "build the same topics with it",
    )
}

/// Where [`ensure_starlight`] installs it.
pub(crate) fn starlight_folder(project: &Project) -> PathBuf {
    project.tools.join("starlight")
}

/// Makes the folder ask npm for what the one in the work tree does.
fn put_manifests(project: &Project, from: &str, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for name in MANIFESTS {
        let wanted = fs::read(project.root.join(from).join(name))?;
        let there = folder.join(name);
        if fs::read(&there).ok().as_ref() != Some(&wanted) {
            fs::write(&there, wanted)?;
        }
    }
    Ok(())
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
            include_str!("../../workbox/package-lock.json"),
            include_str!("../../../tests/bench-site/starlight/package-lock.json"),
            include_str!("../../../tests/e2e/package-lock.json"),
        ] {
            assert!(!lock.contains("\"resolved\""));
            assert!(lock.contains("\"integrity\""));
        }
    }
}
