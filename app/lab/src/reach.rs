//! Where each secret goes.

mod group;
mod kind;
mod map;
mod panel;
mod place;
mod secret;

pub(crate) use panel::ReachPanel;
