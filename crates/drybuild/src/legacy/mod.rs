//! The classic builder of Docker 20.10: one container and one image a step, every stage up to the target in order.
//!
//! In: an [`Input`] and the daemon's [`Engine`] (images, names, containers). Out: a [`LegacyBuild`] with what the client
//! prints, and the engine with all that the build left in it: images of every step, containers of failed ones.
//! It reads Dockerfiles with the parser of that release ([`dockerfile::Version::DOCKER_20_10`]) and shares files, shell
//! and programs with the solver. Follows `builder/dockerfile` of Docker 20.10.24; nothing here knows of graphs.
//!
//! ```
//! use drybuild::legacy::{self, Engine, Input};
//!
//! let mut engine = Engine::default();
//! let input = Input::new("FROM alpine\nENV A=1\n");
//! let built = legacy::build(&input, &mut engine);
//! let image = engine.image(built.image.as_deref().unwrap_or_default()).unwrap();
//! assert_eq!(image.own_history()[0].created_by, "/bin/sh -c #(nop)  ENV A=1");
//! assert!(built.stdout.contains("Step 2/2 : ENV A=1\n ---> Running in "));
//! ```

mod build_args;
mod cache;
mod client;
mod commit;
mod config_json;
mod context;
mod copy;
mod dispatch;
mod engine;
pub(crate) mod place;
mod ports;
pub(crate) mod run;
mod session;
pub(crate) mod stage;
mod tarsum;

pub(crate) use dispatch::healthcheck_text;
pub(crate) use ports::parse as parse_ports;

pub use client::{Command, ContextForm, Input, refusal_of_buildkit};
pub use config_json::config_json;
pub use context::size_text;
pub use engine::{Container, Engine, Image};
pub use place::{Place, PlaceKind, json_paths, places};

use crate::Span;
use crate::shell::Outcome;
use session::Session;

/// A build of the classic builder that was simulated.
#[derive(Debug, Clone, Default)]
pub struct LegacyBuild {
    /// Exit status of `docker build`: that of the failed command, else 0 or 1; 125 for a bad command line.
    pub exit: i32,
    /// The last message, without `Step` lines; `None` when an image came out.
    pub error: Option<String>,
    /// What the client prints to standard output.
    pub stdout: String,
    /// What it prints to standard error.
    pub stderr: String,
    /// The id of the image; `None` when none came out.
    pub image: Option<String>,
    /// Steps in the order in which they began, `FROM` among them.
    pub steps: Vec<Step>,
}

/// One `Step n/m`.
#[derive(Debug, Clone)]
pub struct Step {
    /// As printed behind the colon.
    pub text: String,
    /// The instruction; `None` for `--label`.
    pub span: Option<Span>,
    /// `---> Using cache`
    pub is_cached: bool,
    /// The image after it; empty before the first one.
    pub image: String,
    /// What its process did, for `RUN`.
    pub run: Option<Outcome>,
}

/// Builds with an engine, whose images and containers go on.
#[must_use]
pub fn build(input: &Input, engine: &mut Engine) -> LegacyBuild {
    if let Some(refused) = client::refusal(input) {
        return refused;
    }
    Session::new(input, engine).run()
}

#[cfg(test)]
mod tests;
