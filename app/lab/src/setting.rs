//! What happened before the build, and on what it runs.

pub(crate) mod model;
mod panel;

pub(crate) use panel::SettingPanel;
