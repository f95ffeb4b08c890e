//! What a class has handed in: result files in, tables out. Nothing of it is kept or sent.

mod learners_table;
mod page;
mod questions_table;

pub(crate) use page::ResultsPage;
