//! Where each secret goes.

mod group;
mod kind;
mod panel;
mod place;
mod secret;

pub(super) use panel::ReachPanel;
