//! The course's own page.

mod chapter;
mod keep;
mod page;
mod questions;
mod resume;
mod topic;

pub(crate) use page::Home;
