//! Labs: a Dockerfile and a command to change, and what the simulator says of them.

mod command;
mod diagnostic;
mod diagnostics;
mod draft_model;
mod editor;
mod editor_model;
mod files;
mod frame;
mod line_link;
mod reach;
mod report_model;
mod result;
mod results;
mod session_model;
mod start;
mod tabs;
mod workbench;

pub(crate) use frame::LabView;
