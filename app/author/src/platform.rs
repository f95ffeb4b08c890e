//! The browser. Nothing outside this module names `web_sys`.

pub(crate) mod area;
pub(crate) mod compiler;
pub(crate) mod draft_store;
pub(crate) mod files;

mod start;

pub use start::start;
