//! Containers of the engine: those that run, and those that ended and were not removed.

mod list;
mod logs;
mod name;
mod remove;
mod stop;

use super::store::digest;
use crate::shell::Exit;

pub(super) use list::list;
pub(super) use logs::logs;
pub(super) use remove::{prune, remove};
pub(super) use stop::{kill, stop};

/// A container.
#[derive(Debug, Clone)]
pub(super) struct Container {
    /// 64 hexadecimal digits.
    pub(super) id: String,
    pub(super) name: String,
    /// The image as it was asked for.
    pub(super) image: String,
    /// The image's own name: `sha256:…`.
    pub(super) image_id: String,
    /// Program and arguments.
    pub(super) argv: Vec<String>,
    /// `8080:80`, as given.
    pub(super) published: Vec<String>,
    pub(super) created_minutes: u64,
    pub(super) state: State,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

/// What a container does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Running,
    Exited { status: u8, minutes: u64 },
}

/// The containers of an engine, oldest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Containers {
    all: Vec<Container>,
    /// How many there were, the removed ones too.
    count: u64,
}

impl Containers {
    /// The id of the next one.
    pub(super) fn next_id(&self) -> String {
        let digest = digest(&format!("container {}", self.count));
        digest.trim_start_matches("sha256:").to_owned()
    }

    /// Puts one in. Its own name is made of its id where it has none.
    pub(super) fn put(&mut self, mut container: Container) {
        if container.name.is_empty() {
            container.name = name::made_of(&container.id);
        }
        self.count += 1;
        self.all.push(container);
    }

    /// By name, or by id or its beginning.
    pub(super) fn find(&self, asked: &str) -> Option<&Container> {
        self.position(asked).and_then(|at| self.all.get(at))
    }

    /// One that stands on an image.
    pub(super) fn of_image(&self, id: &str) -> Option<&Container> {
        self.all.iter().find(|container| container.image_id == id)
    }

    fn position(&self, asked: &str) -> Option<usize> {
        let name = asked.strip_prefix('/').unwrap_or(asked);
        let by_name = self.all.iter().position(|one| one.name == name);
        by_name.or_else(|| {
            let is_it = |one: &Container| !asked.is_empty() && one.id.starts_with(asked);
            self.all.iter().position(is_it)
        })
    }
}

impl Container {
    /// The twelve characters that the client shows.
    pub(super) fn short_id(&self) -> &str {
        self.id.get(..12).unwrap_or_default()
    }

    fn is_running(&self) -> bool {
        self.state == State::Running
    }
}

/// Whether a process that was put into the background is still there: a program of which it is not known how it ends
/// goes on, as a server does.
pub(super) fn goes_on(argv: &[String], exit: Exit) -> bool {
    let waits = match argv {
        [program, rest @ ..] => match program.rsplit('/').next() {
            Some("sleep") => true,
            Some("tail") => rest
                .iter()
                .any(|word| word.starts_with("-f") || word == "-F"),
            _ => false,
        },
        [] => false,
    };
    waits || exit == Exit::Unknown
}
