//! The way of a secret as a drawing.

mod model;
mod picture;

pub(super) use picture::Picture;
