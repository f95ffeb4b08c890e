//! The lab's terminal.

mod completion;
pub(crate) mod model;
mod panel;

pub(crate) use panel::TerminalPanel;
