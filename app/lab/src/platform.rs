//! The browser. Nothing outside this module names `web_sys`; nothing in it runs while a lab is rendered.

pub(crate) mod address;
pub(crate) mod caret;
pub(crate) mod client_files;
pub(crate) mod focus;
pub(crate) mod page;
pub(crate) mod simulator;

mod labs;

pub use labs::start;
