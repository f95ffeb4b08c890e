//! The build graph, drawn and as a list.

mod model;
mod panel;

pub(crate) use model::{shortened, state, state_name};
pub(crate) use panel::GraphPanel;
