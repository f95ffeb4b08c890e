//! The app as WebAssembly and JavaScript: what Trunk makes of `app/`. It holds no content and no
//! style; `layerwise build` adds both.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process;
use crate::project::Project;
use crate::tools::{self, Tool};

/// What the bundle is made from. Anything that the app or its modules could link is here.
const INPUTS: &[&str] = &[
    "app",
    "crates",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "xtask/workbox",
];

/// The service worker's library in the bundle.
const WORKBOX: &str = "workbox.js";

/// What building it takes.
pub(crate) const TOOLS: &[Tool] = &[
    Tool::WasmTarget,
    Tool::WasmOpt,
    Tool::Workbox,
    Tool::WasmBindgen,
    Tool::Trunk,
];

/// The environment variable that asks for a quick build.
const QUICK: &str = "LAYERWISE_QUICK";

/// Where `Trunk.toml` has the bundle left.
pub(crate) fn folder(project: &Project) -> PathBuf {
    project.root.join("target/app")
}

/// Builds the bundle as it is released, unless the one that is there was made from the same files.
pub(crate) fn build(project: &Project) -> Result<()> {
    tools::ensure(project, TOOLS)?;
    let stamp = project.target.join("bundle.stamp");
    let kind = Kind::wanted();
    let quick = if kind == Kind::Quick { " quick" } else { "" };
    let wanted = format!("{:016x}{quick}", fingerprint(&project.root)?);
    let made = fs::read_to_string(&stamp).unwrap_or_default();
    if made == wanted && folder(project).join("app_bg.wasm").is_file() {
        return Ok(());
    }
    let mut trunk = project.command("trunk");
    trunk.args(["build", "--offline"]);
    match kind {
        Kind::Released => {
            eprintln!(
                "xtask: building the app (3 to 6 minutes the first time on 2 cores, then less)"
            );
            trunk.arg("--release");
        }
        Kind::Quick => {
            eprintln!("xtask: building the app quickly: it is several times its size, and slower");
            trunk.args(["--release=false", "--cargo-profile=wasm-quick"]);
        }
    }
    process::run(&mut trunk).context("the app does not build")?;
    fs::write(folder(project).join(WORKBOX), tools::workbox(project)?)?;
    fs::write(stamp, wanted)?;
    Ok(())
}

/// How the bundle is built.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// As readers get it.
    Released,
    /// In a fraction of the time, to work on the app.
    Quick,
}

impl Kind {
    fn wanted() -> Self {
        match std::env::var_os(QUICK) {
            Some(value) if !value.is_empty() => Self::Quick,
            _ => Self::Released,
        }
    }
}

/// A number that changes with the name or the bytes of any input.
fn fingerprint(root: &Path) -> Result<u64> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&root.join(input), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(&file);
        hasher.write(name.as_os_str().as_encoded_bytes());
        hasher.write_u8(0);
        let bytes = fs::read(&file)?;
        hasher.write_usize(bytes.len());
        hasher.write(&bytes);
    }
    Ok(hasher.finish())
}

/// The files at and below `path`, without those that a build left there.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        let left_by_a_build = ["target", "dist", "node_modules"];
        if left_by_a_build.iter().any(|name| path.ends_with(name)) {
            return Ok(());
        }
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        files.push(path.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes the files below a new folder and gives its fingerprint.
    fn fingerprint_of(test: &str, files: &[(&str, &str)]) -> u64 {
        let root = std::env::temp_dir().join(format!("xtask-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        for (name, text) in files {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let fingerprint = fingerprint(&root).unwrap();
        fs::remove_dir_all(&root).unwrap();
        fingerprint
    }

    #[test]
    fn changes_with_an_input_and_with_nothing_else() {
        let first = [("app/src/lib.rs", "a"), ("content/one.md", "a")];
        let text = [("app/src/lib.rs", "b"), ("content/one.md", "a")];
        let name = [("app/src/bil.rs", "a"), ("content/one.md", "a")];
        let else_where = [
            ("app/src/lib.rs", "a"),
            ("content/one.md", "b"),
            ("app/dist/x", "x"),
        ];
        let before = fingerprint_of("bundle", &first);
        assert_ne!(before, fingerprint_of("bundle", &text));
        assert_ne!(before, fingerprint_of("bundle", &name));
        assert_eq!(before, fingerprint_of("bundle", &else_where));
    }
}
