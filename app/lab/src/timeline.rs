//! The build in time, BuildKit's and the classic builder's.

mod model;
mod panel;

pub(crate) use panel::TimelinePanel;
