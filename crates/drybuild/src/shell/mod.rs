//! A shell that runs on paper.
//!
//! In: the argument list of a RUN step and a [`Machine`] (files with mounts, environment, catalogue of tools). Out: what
//! the process leaves in the machine's files, and an [`Outcome`]: exit status, output with the secrets in it, what was
//! not understood. It follows dash, BusyBox ash or bash, whichever the image's shell is, and never panics, never waits
//! and never touches the real world. Nothing here knows of Dockerfiles, layers or sinks.

mod builtins;
mod escape;
mod interpret;
mod machine;
mod outcome;
mod programs;
mod regex;
mod start;
pub(crate) mod syntax;
#[cfg(test)]
mod tests;

pub use machine::{Catalogue, Machine};
pub use outcome::{Exit, Note, Outcome, Place, Possible, Stream, Written};
pub use programs::Process;
pub(crate) use programs::{Archive, Head, pack, sha256_hex};
pub use start::{exec, run};
