//! Builders: where builds run, and the state that they keep.

pub(super) mod create;
pub(super) mod inspect;
pub(super) mod ls;
pub(super) mod rm;
pub(super) mod select;

use super::records::Record;
use crate::build::Build;
use crate::machine::Driver;
use crate::platform::Platform;
use crate::solve;

/// One daemon of a builder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Unique in its builder.
    pub name: String,
    /// Where it is reached: a Docker context or an address.
    pub endpoint: String,
    /// Platforms that it was given; what it finds by itself comes after them.
    pub platforms: Vec<Platform>,
    /// `--driver-opt`, in order.
    pub options: Vec<(String, String)>,
    /// It was started.
    pub is_running: bool,
}

/// A builder with its nodes and all that it keeps.
#[derive(Debug, Clone)]
pub struct Builder {
    /// Its name.
    pub name: String,
    /// How its nodes are run.
    pub driver: Driver,
    /// At least one.
    pub nodes: Vec<Node>,
    /// Caches and cache mounts.
    pub state: solve::Builder,
    /// The builds that ran on it, oldest first.
    pub builds: Vec<Build>,
    /// What it keeps of them, oldest first.
    pub records: Vec<Record>,
}

/// All builders.
#[derive(Debug, Clone)]
pub struct Builders {
    /// The engine's own, always there.
    own: Builder,
    created: Vec<Builder>,
    /// The name of the one that is used; `None` is the engine's own.
    used: Option<String>,
}

/// The version that was measured.
const BUILDKIT_VERSION: &str = "v0.32.1";

impl Default for Builders {
    fn default() -> Self {
        let node = Node {
            name: OWN.to_owned(),
            endpoint: OWN.to_owned(),
            platforms: Vec::new(),
            options: Vec::new(),
            is_running: true,
        };
        Self {
            own: Builder::new(OWN, Driver::Docker, node),
            created: Vec::new(),
            used: None,
        }
    }
}

/// What the engine's own builder is called.
const OWN: &str = "default";

impl Builder {
    fn new(name: &str, driver: Driver, node: Node) -> Self {
        Self {
            name: name.to_owned(),
            driver,
            nodes: vec![node],
            state: solve::Builder::default(),
            builds: Vec::new(),
            records: Vec::new(),
        }
    }
}

impl Builders {
    /// All of them: the used one first, then in the order made, the engine's own last.
    pub fn iter(&self) -> impl Iterator<Item = &Builder> {
        let current = self.current();
        let all = self.created.iter().chain([&self.own]);
        let others = all.filter(|builder| builder.name != current.name);
        std::iter::once(current).chain(others)
    }

    /// The builder of builds that name none.
    #[must_use]
    pub fn current(&self) -> &Builder {
        let used = self.used.as_deref();
        let found = used.and_then(|name| self.created.iter().find(|builder| builder.name == name));
        found.unwrap_or(&self.own)
    }

    /// A builder by name; the current one without a name.
    #[must_use]
    pub fn find(&self, name: Option<&str>) -> Option<&Builder> {
        match name {
            None => Some(self.current()),
            Some(OWN) => Some(&self.own),
            Some(name) => self.created.iter().find(|builder| builder.name == name),
        }
    }

    /// Lets time pass.
    pub(super) fn wait(&mut self, seconds: u64) {
        let all = self.created.iter_mut().chain([&mut self.own]);
        all.for_each(|builder| builder.state.wait(seconds));
    }

    pub(super) fn find_mut(&mut self, name: Option<&str>) -> Option<&mut Builder> {
        match name.or(self.used.as_deref()) {
            None | Some(OWN) => Some(&mut self.own),
            Some(name) => self.created.iter_mut().find(|builder| builder.name == name),
        }
    }
}
