//! The image that comes of a lab's build, in several views.

pub(crate) mod assumptions;
pub(crate) mod config;
pub(crate) mod history;
mod history_row;
mod holds;
mod layer;
pub(crate) mod layers;
mod path;

pub(crate) use holds::Holds;
