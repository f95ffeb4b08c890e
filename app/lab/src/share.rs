//! A whole lab in a link.

pub(crate) mod model;
mod panel;

pub(crate) use panel::SharePanel;
