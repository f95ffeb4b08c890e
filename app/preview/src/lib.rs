//! The course's compiler beside the page on which a topic is written.
//!
//! In: a [`Message`], first the landmarks of the course, then texts. Out: for each text a [`Preview`]: the topic as its
//! page would show it, and its problems in the words of `layerwise check`. What needs the course's files is named as
//! not checked. It keeps nothing but the landmarks.
//!
//! Without the feature `compiler` this crate is the messages alone, which is what the page links.

mod message;
#[cfg(feature = "compiler")]
mod session;
#[cfg(feature = "compiler")]
mod utf16;

pub use message::{Message, Preview, Problem, Severity, Told, Written};
#[cfg(feature = "compiler")]
pub use session::Session;
