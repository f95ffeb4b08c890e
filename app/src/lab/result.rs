//! The image that comes of a lab's build, in several views.

pub(super) mod assumptions;
pub(super) mod config;
pub(super) mod history;
mod history_row;
mod holds;
mod layer;
pub(super) mod layers;
mod path;
