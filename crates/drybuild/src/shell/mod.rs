//! A shell that runs on paper.
//!
//! In: the argument list of a RUN step and a [`Machine`] (files with mounts, environment, catalogue of tools). Out: what
//! the process leaves in the machine's files, and an [`Outcome`]: exit status, output with the secrets in it, what was
//! not understood. It follows dash, BusyBox ash or bash, whichever the image's shell is, and never panics, never waits
//! and never touches the real world. Nothing here knows of Dockerfiles, layers or sinks.

mod machine;
mod outcome;

pub use machine::Machine;
pub use outcome::{Exit, Note, Outcome, Place, Possible, Stream, Written};

use crate::labelled::Bytes;

/// Runs a shell script as `RUN <script>` does by default: `/bin/sh -c <script>`.
///
/// Never fails: what is not understood is in [`Outcome::notes`].
pub fn run(script: &Bytes, machine: &mut Machine) -> Outcome {
    exec(&["/bin/sh".into(), "-c".into(), script.clone()], machine)
}

/// Runs a process by its argument list, as the exec form of RUN does. Where it is a shell with `-c`, all spans of the
/// outcome are byte offsets into the text of that script; else they are `0..0`.
pub fn exec(argv: &[Bytes], _machine: &mut Machine) -> Outcome {
    let script = argv.last().map_or(0, Bytes::len);
    let note = Note {
        span: 0..script,
        text: "this script is not understood".to_owned(),
    };
    Outcome {
        notes: vec![note],
        ..Outcome::default()
    }
}
