//! A dry build: BuildKit's answers without running anything, and where each secret would go.
//!
//! In: the text of a Dockerfile, the command line, the build context, base images and the values of secrets.
//! Out: what BuildKit would answer, and every place that a secret would reach. [`build::build`] does it all; the rooms
//! follow the build: [`command`] reads the command line, [`frontend`] makes a [`graph::Definition`] and an
//! [`image::ImageConfig`] of the Dockerfile, [`solve`] runs the definition over a [`filesystem`] with a [`shell`] and
//! [`tool`]s that only exist on paper, [`schedule`] says when, [`progress`] shows it and [`attestation`] describes it;
//! [`reach`] follows the secrets, [`fix`] stops them, and [`report`] says it all. [`docker`] is a terminal around builds,
//! [`legacy`] the classic builder. Nothing here reads a clock, the environment, a file or the network: the world comes
//! in through arguments.
//!
//! ```
//! use drybuild::{build::{self, Input}, command, reach, solve::Builder};
//!
//! let input = Input {
//!     dockerfile: "FROM alpine\nARG TOKEN\nRUN echo $TOKEN > /key && rm /key\n".to_owned(),
//!     options: command::parse("docker build --build-arg TOKEN=demo-4711 .", &Default::default()).options,
//!     secrets: vec![b"demo-4711".to_vec()],
//!     ..Input::default()
//! };
//! let mut builder = Builder::default();
//! let builds = [build::build(input, &mut builder)];
//! let reached = &reach::reach(&builds, &builder)[0].reached;
//! assert!(reached.iter().any(|reach| reach.sink == reach::Sink::ImageHistory));
//! assert!(!reached.iter().any(|reach| reach.sink == reach::Sink::ImageLayer));
//! ```

pub mod attestation;
pub mod base_image;
pub mod build;
pub mod command;
pub mod context;
pub mod docker;
pub mod filesystem;
pub mod fix;
pub mod frontend;
pub mod graph;
pub mod image;
pub mod labelled;
pub mod legacy;
pub mod likely;
pub mod lint;
pub mod machine;
pub mod options;
pub mod platform;
pub mod progress;
pub mod reach;
pub mod reference;
pub mod release;
pub mod remote_cache;
pub mod report;
pub mod schedule;
pub mod shell;
pub mod solve;
pub mod tool;

mod base64;
mod environment;
mod git_url;
mod parse_bool;
mod path;
mod quote;
mod suggest;

pub use dockerfile::Span;
