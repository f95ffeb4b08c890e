//! Bytes that remember which of them derive from a secret.
//!
//! In: a value and the range of it that is the secret. Out: the same labels, carried through concatenation, slicing,
//! replacement and encoding, each with the steps that it went through. Nothing here knows of files or of a shell.

mod bytes;
mod label;
mod trace;

pub use bytes::Bytes;
pub use label::{Certainty, Form, Label, Mark, Part, SecretId, Taint};
pub use trace::{Step, Trace};
