use std::rc::Rc;

use super::{Exit, Process};
use crate::{filesystem::Namespace, labelled::Bytes};

/// What a step starts with, and, after it ran, what it left.
#[derive(Clone)]
pub struct Machine {
    /// Files with mounts, user, working directory and umask. For a RUN step start from [`Namespace::for_run`], add the
    /// mounts of the instruction, set `cwd` and `user`; after it [`Namespace::finish`] gives the layer's files.
    ///
    /// Executables are files whose content is a [`Program`](crate::filesystem::Program): what is not there, exits 127.
    pub files: Namespace,
    /// The environment in order, names unique: ENV, ARG, `--mount=type=secret,env=`, HOME.
    pub env: Vec<(String, Bytes)>,
    /// Number of the script in the [`Step`](crate::labelled::Step)s of this run; the caller's own numbering.
    pub script: u32,
    /// Programs beyond the standard Unix ones.
    pub catalogue: Option<Rc<dyn Catalogue>>,
}

impl Machine {
    /// A machine with these files and nothing in its environment.
    #[must_use]
    pub fn new(files: Namespace) -> Self {
        Self {
            files,
            env: Vec::new(),
            script: 0,
            catalogue: None,
        }
    }
}

/// Effects of programs that are not part of every Unix system: package managers, git, curl.
pub trait Catalogue {
    /// Runs the program called `name`, or gives `None` if the catalogue does not have it: it then counts as unknown.
    fn run(&self, name: &str, process: &mut Process<'_>) -> Option<Exit>;
}
