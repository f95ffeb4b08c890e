//! The caches: what was found, why the rest was run, and what travels.

mod panel;

pub(crate) use panel::CachesPanel;
