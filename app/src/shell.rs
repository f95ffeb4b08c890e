//! What surrounds every page: header, chapters, footer.

mod app;
mod chapter_entry;
mod chapters;
mod header;
mod notice;
mod offline;
mod progress_mark;
mod theme_switch;
mod topic_entry;

pub use app::App;
pub use notice::StoreNotice;
pub(crate) use progress_mark::ProgressMark;
