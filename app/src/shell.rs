//! What surrounds every page: header, chapters, footer.

mod app;
mod chapters;
mod header;
mod notice;
mod progress_mark;
mod theme_switch;

pub(crate) use app::App;
pub(crate) use progress_mark::ProgressMark;
