//! The build context: the files that the client offers, and what of them the builder receives.

pub mod ignore;
mod tree;

pub use tree::{ContextEntry, ContextTree};
