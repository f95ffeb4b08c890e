//! The browser. Nothing outside this module names `web_sys` or gloo; nothing in it runs while a
//! page is rendered.

pub(crate) mod address;
pub(crate) mod clipboard;
pub(crate) mod clock;
pub(crate) mod extra;
pub(crate) mod file;
pub(crate) mod focus;
pub(crate) mod fold;
pub(crate) mod form;
pub(crate) mod goal;
pub(crate) mod hotkey;
pub(crate) mod lab_module;
pub(crate) mod offline;
pub(crate) mod router;
mod router_model;
pub(crate) mod searcher;
pub(crate) mod site_files;
pub(crate) mod storage;
pub(crate) mod theme;
pub(crate) mod visibility;

#[cfg(feature = "hydrate")]
mod start;

#[cfg(feature = "hydrate")]
pub use start::start;
