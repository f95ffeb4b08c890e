//! A course, or a chapter of it, on paper: one long page without scripts. It is rendered here and
//! never comes alive, so a browser does not wait for any of this code.

mod answer_key;
mod chapter;
mod contents;
mod glossary;
mod sheet;
mod topic;

pub(crate) use sheet::Sheet;
