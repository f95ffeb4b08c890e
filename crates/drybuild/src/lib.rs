//! A dry build: BuildKit's answers without running anything, and where each secret would go.
//!
//! In: the text of a Dockerfile, [`options::BuildOptions`] and a way to look images up.
//! Out: for each platform a [`graph::Definition`] in BuildKit's own terms, the image's
//! [`image::ImageConfig`] with its history, and diagnostics. Nothing here reads a clock, the
//! environment, a file or the network: the world comes in through arguments.

pub mod base_image;
pub mod build;
pub mod command;
pub mod context;
pub mod filesystem;
pub mod frontend;
pub mod graph;
pub mod image;
pub mod labelled;
pub mod lint;
pub mod options;
pub mod platform;
pub mod reach;
pub mod reference;
pub mod report;
pub mod shell;
pub mod solve;
pub mod tool;

mod environment;
mod git_url;
mod parse_bool;
mod path;
mod quote;
mod suggest;

pub use dockerfile::Span;
