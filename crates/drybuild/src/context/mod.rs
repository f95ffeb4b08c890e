//! The build context: the files that the client offers, and what of them the builder receives.

pub mod ignore;
mod patterns;
mod tree;

pub use patterns::Patterns;
pub use tree::{ContextEntry, ContextTree};
