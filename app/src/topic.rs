//! A topic's page.

mod contents;
mod facts;
mod neighbours;
mod page;
mod segment;
mod topic_score;

pub(crate) use page::TopicPage;
