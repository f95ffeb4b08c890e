//! A topic's page.

mod contents;
mod facts;
mod neighbours;
mod page;
mod segment;
mod topic_score;

pub(crate) use page::TopicPage;
#[cfg(feature = "ssr")]
pub(crate) use page::numbered;
#[cfg(feature = "ssr")]
pub(crate) use segment::SegmentView;
