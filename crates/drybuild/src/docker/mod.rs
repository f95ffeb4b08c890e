//! One person's Docker: a terminal in a folder, an engine, builders, and the registries that they reach.
//!
//! In: a [`Docker`] and lines as typed. Out: what each prints, its exit status, and the changed state: images that were
//! built, pulled and pushed, builders, caches, files. Lines are run by the shell on paper, so that pipes, redirections
//! and variables work, and `docker` is one of its programs. Nothing here simulates a build: [`crate::build`] does.
//! Ids and times are those of no real engine: an id is a digest of what the simulator knows, and the clock moves by a
//! minute a line.

mod build;
mod builders;
mod classic;
mod command;
mod containers;
mod disk_usage;
mod export;
mod flags;
mod history;
mod images;
mod imagetools;
mod inspect;
mod platforms;
mod pull;
mod records;
mod run;
mod save;
mod store;
mod table;
mod template;
mod terminal;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::base_image::{BaseImage, Distribution, Images};
use crate::build::Build;
use crate::context::{ContextEntry, ContextTree};
use crate::filesystem::{FileSystem, Owner};
use crate::legacy::Engine;
use crate::platform::Platform;
use crate::remote_cache::RemoteCaches;
use crate::shell::syntax;

pub use builders::{Builder, Builders, Node};
pub use disk_usage::prune_flags;
pub use records::Record;
pub use store::{ImageStore, StoredImage};

/// Where the working folder lies.
const FOLDER: &str = "/home/you/app";

/// A client with its engine, builders and registries.
#[derive(Debug, Clone)]
pub struct Docker {
    /// The client's files; the working folder is in them.
    files: FileSystem,
    cwd: Vec<u8>,
    /// Exported variables.
    env: BTreeMap<String, String>,
    /// What the public registries hold.
    hub: Images,
    /// Images that were pushed, by name with tag.
    registry: ImageStore,
    /// The engine's own images.
    images: ImageStore,
    /// Whether the engine keeps them in containerd's store, as Docker Engine 29 does, or in its classic one.
    uses_containerd: bool,
    /// Platforms that the kernel can emulate.
    emulated: Vec<Platform>,
    builders: Builders,
    containers: containers::Containers,
    /// The classic builder's images and containers.
    classic: Engine,
    /// Caches that builds have exported: `--cache-to` and `--cache-from`.
    caches: RemoteCaches,
    /// The values to follow.
    secrets: Vec<Vec<u8>>,
    /// Minutes since the first line.
    minutes: u64,
}

/// What a line did.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// Standard output.
    pub stdout: String,
    /// Standard error: progress of builds, too.
    pub stderr: String,
    /// `None` where it hangs on what is not known.
    pub exit: Option<u8>,
    /// What was not understood or assumed.
    pub notes: Vec<String>,
}

impl Default for Docker {
    fn default() -> Self {
        let mut client = BaseImage::of(Distribution::Debian, &["docker", "git", "curl"], "");
        // The folder is new and its name is free: nothing can be in its way.
        let _made = client.files.make_dir(FOLDER, 0o755, Owner::default());
        Self {
            files: client.files,
            cwd: FOLDER.as_bytes().to_vec(),
            env: BTreeMap::from([("HOME".to_owned(), "/home/you".to_owned())]),
            hub: Images::default(),
            registry: ImageStore::default(),
            images: ImageStore::default(),
            uses_containerd: true,
            emulated: Vec::new(),
            builders: Builders::default(),
            containers: containers::Containers::default(),
            classic: Engine::default(),
            caches: RemoteCaches::default(),
            secrets: Vec::new(),
            minutes: 0,
        }
    }
}

impl Docker {
    /// Puts files into the working folder.
    #[must_use]
    pub fn with_folder(mut self, folder: &ContextTree) -> Self {
        for (path, entry) in folder.entries() {
            self.put(path, entry);
        }
        self
    }

    /// Adds or replaces a file of the working folder.
    pub fn put(&mut self, path: &str, entry: &ContextEntry) {
        let one = {
            let mut one = ContextTree::default();
            one.insert(path, entry.clone());
            one
        };
        let sent = one.transfer(&[], None, |_, bytes| bytes.into());
        merge(&sent, &mut self.files);
    }

    /// Exports a variable.
    #[must_use]
    pub fn with_variable(mut self, name: &str, value: &str) -> Self {
        self.set_variable(name, value);
        self
    }

    /// Exports a variable from now on.
    pub fn set_variable(&mut self, name: &str, value: &str) {
        self.env.insert(name.to_owned(), value.to_owned());
    }

    /// Follows these values through every build.
    #[must_use]
    pub fn with_secrets(mut self, secrets: Vec<Vec<u8>>) -> Self {
        self.follow(secrets);
        self
    }

    /// Follows these values through every build from now on, instead of those before.
    pub fn follow(&mut self, secrets: Vec<Vec<u8>>) {
        self.secrets = secrets;
    }

    /// Takes images from here instead of the catalogue.
    #[must_use]
    pub fn with_hub(mut self, hub: Images) -> Self {
        self.hub = hub;
        self
    }

    /// An engine with its classic image store, as Docker Engine up to 28 has by default: its own builder exports no
    /// cache, no attestations and one platform only.
    #[must_use]
    pub fn with_classic_store(mut self) -> Self {
        self.uses_containerd = false;
        self
    }

    /// A kernel that emulates these platforms, as Docker Desktop's does.
    #[must_use]
    pub fn with_emulation(mut self, platforms: Vec<Platform>) -> Self {
        self.emulated = platforms;
        self
    }

    /// Whether a terminal would run what was typed, and not ask for another line: a quotation, a here-document or a
    /// command may go on.
    #[must_use]
    pub fn is_complete(typed: &str) -> bool {
        syntax::is_complete(&typed.into())
    }

    /// Types a line, or lines that belong together. Never fails: what goes wrong is on standard error, as in a terminal.
    pub fn run(&mut self, line: &str) -> Reply {
        self.minutes += 1;
        self.builders.wait(60);
        terminal::run(self, line)
    }

    /// The builds of the current builder, oldest first.
    #[must_use]
    pub fn builds(&self) -> &[Build] {
        &self.builders.current().builds
    }

    /// The builder that the next build runs on.
    #[must_use]
    pub fn builder(&self) -> &Builder {
        self.builders.current()
    }

    /// The builders.
    #[must_use]
    pub fn builders(&self) -> &Builders {
        &self.builders
    }

    /// The images of the engine.
    #[must_use]
    pub fn images(&self) -> &ImageStore {
        &self.images
    }

    /// The images that were pushed.
    #[must_use]
    pub fn registry(&self) -> &ImageStore {
        &self.registry
    }
}

/// Copies the files of a small tree into the working folder.
fn merge(from: &FileSystem, into: &mut FileSystem) {
    let Some(root) = from.lookup("/") else {
        return;
    };
    copy(from, root, FOLDER, into);
}

fn copy(from: &FileSystem, folder: crate::filesystem::InodeId, path: &str, into: &mut FileSystem) {
    let Some(inode) = from.get(folder).cloned() else {
        return;
    };
    for (name, entry) in inode.entries() {
        let below = format!("{path}/{}", String::from_utf8_lossy(name));
        let Some(child) = from.get(entry.inode) else {
            continue;
        };
        // A file in the place of a folder, or the other way round, is replaced.
        if child.is_dir() {
            let _made = into.make_dir(&below, child.mode, child.owner);
            copy(from, entry.inode, &below, into);
        } else {
            into.remove(&below);
            let _made = into.put(&below, child.kind.clone(), child.mode, child.owner);
        }
    }
}
