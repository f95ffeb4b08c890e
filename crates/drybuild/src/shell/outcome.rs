use std::ops::Range;

use crate::labelled::{Bytes, Taint};
use crate::tool::Work;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// With this status.
    Known(u8),
    /// It cannot be told: it hangs on a value or a program that is not known.
    Unknown,
}

impl Exit {
    /// Status 0.
    pub const SUCCESS: Self = Self::Known(0);
    /// Status 1.
    pub const FAILURE: Self = Self::Known(1);
}

/// An output stream of the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// File descriptor 1 of the step.
    Stdout,
    /// File descriptor 2 of the step.
    Stderr,
}

/// A piece of output and the command that wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where to.
    pub stream: Stream,
    /// Byte offsets into that stream.
    pub range: Range<usize>,
    /// The command, as offsets into the script.
    pub span: Range<usize>,
}

/// Something that the shell did not understand, or had to assume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The place in the script.
    pub span: Range<usize>,
    /// In words: "`make` is not known: it is taken to succeed and to print nothing".
    pub text: String,
}

/// Where a secret may have gone, beside what the files and the output hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The output of the step.
    Output,
    /// Some file that the command can write and that is kept in the layer.
    Files,
    /// This file, on a way through the script that may not be taken.
    File(String),
}

/// A secret that a command was given of which it is not known what it does with it.
#[derive(Clone, Debug)]
pub struct Possible {
    /// The secret, and how it got to the command.
    pub taint: Taint,
    /// Where it may be.
    pub place: Place,
    /// The command, as offsets into the script.
    pub span: Range<usize>,
}

/// What a step did, beside its effect on the files.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How the process ended.
    pub exit: Exit,
    /// Everything written to descriptor 1.
    pub stdout: Bytes,
    /// Everything written to descriptor 2.
    pub stderr: Bytes,
    /// Who wrote which piece of either, in the order of writing.
    pub written: Vec<Written>,
    /// What was not understood or assumed, in the order of running.
    pub notes: Vec<Note>,
    /// Effects that are possible and not certain.
    pub possible: Vec<Possible>,
    /// What the tools of the catalogue cost, in the order of running.
    pub work: Vec<Work>,
}

impl Default for Exit {
    fn default() -> Self {
        Self::SUCCESS
    }
}
