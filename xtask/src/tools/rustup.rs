//! What rustup adds to the Rust toolchain.
//!
//! `rust-toolchain.toml` names it all, but rustup reads that only when it installs the toolchain
//! itself; one that was there before may lack parts.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::announce;
use crate::process;
use crate::project::Project;

const WASM: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target if the toolchain lacks it.
pub(super) fn ensure_wasm_target(project: &Project) -> Result<()> {
    let mut rustc = project.command("rustc");
    let folder = process::output(rustc.args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    announce(
        &format!("Rust's {WASM} target"),
        "compile the app for the browser",
        "about 20 seconds",
    );
    rustup(project, &["target", "add", WASM])
}

/// Adds rustfmt and clippy if the toolchain lacks them.
pub(super) fn ensure_components(project: &Project) -> Result<()> {
    let missing = |name: &&str| process::output(project.command(name).arg("--version")).is_err();
    let components = [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")];
    for (program, component) in components {
        if missing(&program) {
            announce(component, "check the code", "about 10 seconds");
            rustup(project, &["component", "add", component])?;
        }
    }
    Ok(())
}

fn rustup(project: &Project, arguments: &[&str]) -> Result<()> {
    let line = arguments.join(" ");
    if process::find("rustup").is_none() {
        bail!(
            "rustup is missing, and this Rust toolchain needs `rustup {line}`: install Rust as \
             https://rustup.rs says, then run this again"
        );
    }
    process::run(project.command("rustup").args(arguments)).with_context(|| {
        format!("the toolchain lacks a part that could not be added; try `rustup {line}` yourself")
    })
}
