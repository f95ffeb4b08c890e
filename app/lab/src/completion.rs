//! What can stand at the caret of a Dockerfile.

mod row;
mod words;

pub(crate) use row::CompletionRow;
pub(crate) use words::Completion;
