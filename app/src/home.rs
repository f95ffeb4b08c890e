//! The course's own page.

mod chapter;
mod page;
mod resume;

pub(crate) use page::Home;
