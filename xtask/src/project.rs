//! Where things are.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The folders of this work tree.
pub(crate) struct Project {
    /// The workspace.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// The tool folder: `target/tools`, or what `LAYERWISE_TOOLS` names.
    pub(crate) tools: PathBuf,
}

impl Project {
    /// Finds the folders from where this program was compiled and from the environment.
    pub(crate) fn locate() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("the workspace folder is missing")?
            .to_owned();
        let folder = |variable, default: PathBuf| match env::var_os(variable) {
            Some(path) if !path.is_empty() => root.join(path),
            _ => default,
        };
        let target = folder("CARGO_TARGET_DIR", root.join("target"));
        let tools = folder("LAYERWISE_TOOLS", target.join("tools"));
        Ok(Self {
            root,
            target,
            tools,
        })
    }

    /// Where the tools' programs are.
    pub(crate) fn tool_programs(&self) -> PathBuf {
        self.tools.join("bin")
    }

    /// A program to be run in the workspace, with the tool folder before everything else on the
    /// path: an older wasm-opt of the system must never be picked up.
    pub(crate) fn command(&self, program: &str) -> Command {
        let rest = env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.tool_programs()).chain(env::split_paths(&rest));
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        if let Ok(path) = env::join_paths(folders) {
            command.env("PATH", path);
        }
        command
    }

    /// Cargo with these arguments.
    pub(crate) fn cargo<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = self.command("cargo");
        command.args(arguments);
        command
    }

    /// `path` as a person would type it from the workspace.
    pub(crate) fn shown<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}
