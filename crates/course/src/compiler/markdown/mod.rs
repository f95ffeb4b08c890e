//! Markdown to HTML that is safe to insert and passes an accessibility check.
//!
//! Text becomes a tree, the tree becomes HTML. What the page collects on the way (headings, links,
//! figures, footnotes) is in [`Page`]; each construct that takes more than a tag has a file.

mod code;
mod definition;
mod diagram;
mod escape;
mod figure;
mod footnote;
mod group;
mod heading;
mod include;
mod leftover;
mod link;
mod list;
mod notes;
mod page;
mod quote;
mod table;
mod tree;

pub(crate) use code::{block_text, language};
pub(crate) use escape::{escape, escaped};
pub(crate) use group::with_group_marks;
pub(crate) use link::TopicLink;
pub(crate) use list::task_marker;
pub(crate) use page::Page;
pub(crate) use tree::{Node, Origin, parse, plain_text, plain_text_of};
