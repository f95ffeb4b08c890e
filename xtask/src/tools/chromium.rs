//! The browser of the end-to-end tests.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::announce;
use crate::process;

const VARIABLE: &str = "LAYERWISE_CHROMIUM";

const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

const MAC_PATHS: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The browser that `LAYERWISE_CHROMIUM` names, or else the first that is known by name.
pub(crate) fn find() -> Option<PathBuf> {
    if let Some(named) = env::var_os(VARIABLE) {
        return Some(named.into());
    }
    let mac = MAC_PATHS.iter().map(PathBuf::from);
    NAMES
        .iter()
        .find_map(|name| process::find(name))
        .or_else(|| mac.into_iter().find(|path| path.is_file()))
}

/// Installs Chromium where Debian's packages can do it.
pub(super) fn ensure() -> Result<()> {
    if let Some(browser) = find() {
        return answers(&browser);
    }
    if let Some(apt_get) = apt_get() {
        announce("Chromium", "run the end-to-end tests", "about a minute");
        // The package lists of a new machine are empty or old.
        process::run(&mut apt_get(&["update"]))?;
        process::run(&mut apt_get(&["install", "-y", "chromium"]))?;
    }
    match find() {
        Some(browser) => answers(&browser),
        None => bail!(
            "Chromium is missing and cannot be installed from here: install Chromium or Chrome \
             (Debian: apt install chromium; macOS: brew install --cask chromium), or name one in \
             {VARIABLE}; then run this again"
        ),
    }
}

fn answers(browser: &Path) -> Result<()> {
    if process::output(Command::new(browser).arg("--version")).is_err() {
        bail!(
            "`{} --version` does not answer: name a browser that works in {VARIABLE}",
            browser.display()
        );
    }
    Ok(())
}

/// How to call apt-get, where it is there and asks no password.
fn apt_get() -> Option<impl Fn(&[&str]) -> Command> {
    process::find("apt-get")?;
    let is_root = process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let can_sudo = || process::output(Command::new("sudo").args(["-n", "true"])).is_ok();
    if !is_root && !can_sudo() {
        return None;
    }
    Some(move |arguments: &[&str]| {
        let mut command = Command::new(if is_root { "apt-get" } else { "sudo" });
        if !is_root {
            command.args(["-n", "apt-get"]);
        }
        command.args(arguments);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    })
}
