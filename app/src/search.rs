//! Searching the course: a field in the header that shows the best hits while one types, and a
//! page with all of them.

mod excerpt;
mod field;
mod field_model;
mod hit;
mod page;
mod query;

pub(crate) use field::SearchField;
pub(crate) use page::SearchPage;
pub(crate) use query::provide;
