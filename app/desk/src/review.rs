//! What is to be answered again today, one question after another.

mod asked;
mod page;

pub(crate) use page::ReviewPage;
