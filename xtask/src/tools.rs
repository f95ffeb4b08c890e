//! The tool folder: what the other commands need, at the versions that were tried.
//!
//! Nothing here is fetched from anywhere but rustup, crates.io, the npm registry and, for the
//! browser, Debian's packages.

mod cargo_program;
mod chromium;
mod node;
mod rustup;

use anyhow::Result;

use crate::project::Project;

pub(crate) use chromium::find as find_chromium;
pub(crate) use node::{E2E_PACKAGES, starlight_folder, workbox};

/// Something that must be there before a command can work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// rustfmt and clippy.
    Components,
    /// Rust's standard library for WebAssembly.
    WasmTarget,
    /// Makes WebAssembly smaller.
    WasmOpt,
    /// The library of the service worker.
    Workbox,
    /// What the end-to-end tests import.
    E2ePackages,
    /// The browser of the end-to-end tests.
    Chromium,
    /// Makes the JavaScript around WebAssembly.
    WasmBindgen,
    /// Runs the unit and integration tests.
    Nextest,
    /// Compiles and runs the fuzz targets.
    CargoFuzz,
    /// Builds the app.
    Trunk,
    /// An engine that the site is compared with.
    MdBook,
    /// Its questions.
    MdBookQuiz,
    /// Another engine that the site is compared with.
    Starlight,
}

/// Every tool that the other commands need, those that can be missing for good before those that take minutes.
pub(crate) const ALL: &[Tool] = &[
    Tool::Components,
    Tool::WasmTarget,
    Tool::WasmOpt,
    Tool::Workbox,
    Tool::E2ePackages,
    Tool::Chromium,
    Tool::WasmBindgen,
    Tool::Nextest,
    Tool::CargoFuzz,
    Tool::Trunk,
];

/// What only the benches beside other engines need.
pub(crate) const RIVALS: &[Tool] = &[Tool::MdBook, Tool::MdBookQuiz, Tool::Starlight];

/// Installs those of `wanted` that are missing, in the order of [`ALL`] and [`RIVALS`].
pub(crate) fn ensure(project: &Project, wanted: &[Tool]) -> Result<()> {
    let known = ALL.iter().chain(RIVALS);
    for tool in known.filter(|tool| wanted.contains(tool)) {
        match tool {
            Tool::Components => rustup::ensure_components(project)?,
            Tool::WasmTarget => rustup::ensure_wasm_target(project)?,
            Tool::WasmOpt => node::ensure_wasm_opt(project)?,
            Tool::Workbox => node::ensure_workbox(project)?,
            Tool::E2ePackages => node::ensure_e2e_packages(project)?,
            Tool::Chromium => chromium::ensure()?,
            Tool::WasmBindgen => cargo_program::ensure(project, &cargo_program::WASM_BINDGEN)?,
            Tool::Nextest => cargo_program::ensure(project, &cargo_program::NEXTEST)?,
            Tool::CargoFuzz => cargo_program::ensure(project, &cargo_program::CARGO_FUZZ)?,
            Tool::Trunk => cargo_program::ensure(project, &cargo_program::TRUNK)?,
            Tool::MdBook => cargo_program::ensure(project, &cargo_program::MDBOOK)?,
            Tool::MdBookQuiz => cargo_program::ensure(project, &cargo_program::MDBOOK_QUIZ)?,
            Tool::Starlight => node::ensure_starlight(project)?,
        }
    }
    Ok(())
}

/// Says what is being installed, why, and how long it takes.
fn announce(what: &str, why: &str, time: &str) {
    eprintln!("xtask: installing {what}, to {why} (once; {time})");
}
