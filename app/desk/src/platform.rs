//! The browser. Nothing outside this module names `web_sys`.

pub(crate) mod files;
pub(crate) mod paper;
pub(crate) mod profiles;

mod start;

pub use start::start;
