//! Programs that cargo compiles into the tool folder.

use std::fs;

use anyhow::{Context, Result};

use super::announce;
use crate::process;
use crate::project::Project;
use crate::version::Version;

/// One program from crates.io.
pub(super) struct CargoProgram {
    package: &'static str,
    program: &'static str,
    version: &'static str,
    /// The oldest version that will do if the system has one; without it, only the same will do.
    oldest: Option<&'static str>,
    features: &'static [&'static str],
    why: &'static str,
    time: &'static str,
}

/// The last Trunk that compiles with the Rust of `rust-toolchain.toml`. Without its default
/// features it cannot fetch tools by itself, which is what is wanted here.
pub(super) const TRUNK: CargoProgram = CargoProgram {
    package: "trunk",
    program: "trunk",
    version: "0.21.14",
    oldest: None,
    features: &["--no-default-features"],
    why: "build the app",
    time: "3 to 6 minutes on 2 cores",
};

/// Must equal the workspace's `wasm-bindgen`: the two halves share a private format.
pub(super) const WASM_BINDGEN: CargoProgram = CargoProgram {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.129",
    oldest: None,
    features: &[],
    why: "join WebAssembly and JavaScript",
    time: "1 to 3 minutes on 2 cores",
};

pub(super) const NEXTEST: CargoProgram = CargoProgram {
    package: "cargo-nextest",
    program: "cargo-nextest",
    version: "0.9.143",
    oldest: Some("0.9.100"),
    features: &["--no-default-features", "--features=default-no-update"],
    why: "run the tests",
    time: "3 to 6 minutes on 2 cores",
};

pub(super) const CARGO_FUZZ: CargoProgram = CargoProgram {
    package: "cargo-fuzz",
    program: "cargo-fuzz",
    version: "0.13.2",
    oldest: Some("0.13.0"),
    features: &[],
    why: "fuzz the simulator",
    time: "1 minute on 2 cores",
};

/// With its search, which is a part of every page, and without its server.
pub(super) const MDBOOK: CargoProgram = CargoProgram {
    package: "mdbook",
    program: "mdbook",
    version: "0.5.4",
    oldest: None,
    features: &["--no-default-features", "--features=search"],
    why: "build the same topics with it",
    time: "2 to 4 minutes on 2 cores",
};

pub(super) const MDBOOK_QUIZ: CargoProgram = CargoProgram {
    package: "mdbook-quiz",
    program: "mdbook-quiz",
    version: "0.5.0",
    oldest: None,
    features: &[],
    why: "put the same question into that book",
    time: "2 to 4 minutes on 2 cores",
};

/// Installs `wanted` unless the tool folder or the system has it.
pub(super) fn ensure(project: &Project, wanted: &CargoProgram) -> Result<()> {
    if installed(project, wanted).is_some_and(|found| suits(wanted, &found)) {
        return Ok(());
    }
    announce(
        &format!("{} {}", wanted.package, wanted.version),
        wanted.why,
        wanted.time,
    );
    let build = project.tools.join("build").join(wanted.package);
    let package = format!("{}@{}", wanted.package, wanted.version);
    let mut cargo = project.cargo(["install", "--locked", "--force", &package, "--root"]);
    cargo.arg(&project.tools).args(wanted.features);
    cargo.env("CARGO_TARGET_DIR", &build);
    // These run for seconds and compile for minutes, so the compiler's time is what counts.
    cargo
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    process::run(&mut cargo).with_context(|| {
        format!(
            "{} could not be installed; crates.io must be reachable and a C compiler be there \
             (Debian: apt install build-essential; macOS: xcode-select --install)",
            wanted.package
        )
    })?;
    fs::remove_dir_all(&build).with_context(|| format!("{} stays behind", build.display()))
}

fn installed(project: &Project, wanted: &CargoProgram) -> Option<Version> {
    let printed = process::output(project.command(wanted.program).arg("--version"));
    Version::find(&printed.ok()?)
}

fn suits(wanted: &CargoProgram, found: &Version) -> bool {
    match wanted.oldest {
        Some(oldest) => Version::find(oldest).is_some_and(|oldest| *found >= oldest),
        None => Version::find(wanted.version).is_some_and(|version| *found == version),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(version: &str) -> Version {
        Version::find(version).unwrap()
    }

    #[test]
    fn a_pinned_program_must_be_the_same() {
        assert!(suits(&TRUNK, &found("0.21.14")));
        assert!(!suits(&TRUNK, &found("0.21.13")));
        assert!(!suits(&TRUNK, &found("0.22.1")));
    }

    #[test]
    fn another_may_be_newer() {
        assert!(suits(&NEXTEST, &found("0.9.151")));
        assert!(!suits(&NEXTEST, &found("0.9.99")));
    }

    #[test]
    fn wasm_bindgen_is_the_one_that_the_workspace_links() {
        let workspace = include_str!("../../../Cargo.toml");
        let pin = format!("wasm-bindgen = \"={}\"", WASM_BINDGEN.version);
        assert!(workspace.contains(&pin), "Cargo.toml has another {pin}");
    }
}
