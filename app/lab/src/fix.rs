//! What would keep a secret out, before and after.

mod model;
mod panel;

pub(crate) use panel::FixPanel;
