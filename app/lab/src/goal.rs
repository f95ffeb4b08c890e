//! What a lab asks for, and how far it is met.

mod model;
mod panel;

pub(crate) use panel::GoalPanel;
